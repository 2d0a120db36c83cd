"""Edit lists: what is trimmed, put off, cut inside, slowed."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from box_makers import with_edits

from formcheck.video import open_source, read
from formcheck.video.edits import edits_of, kept_spans

HZ = 90_000  # of the clips of this folder


def times_s(path) -> np.ndarray:
    return np.array([frame.time_s for frame in read(open_source(path))])


def first_noise(path) -> np.ndarray:
    """The corner of the first picture that differs from picture to picture."""
    return next(read(open_source(path))).rgb[24:, 32:].astype(int)


def test_a_clip_without_a_list_has_no_edits(film):
    assert kept_spans(film("a.mp4", flags="")) == ()
    assert edits_of(film("b.mkv")) == ()


@pytest.mark.parametrize("version", [0, 1])
def test_the_list_is_read(film, version):
    path = with_edits(film("a.mp4", flags=""), [(0.4, -1, 1), (0.5, 0.2, 1.0)], HZ, version)
    (edit,) = edits_of(path)
    assert (edit.start_s, edit.length_s, edit.rate) == (Fraction(1, 5), Fraction(1, 2), 1)
    assert kept_spans(path) == ()  # FFmpeg knows what to do


def test_time_begins_with_the_first_picture_however_long_it_is_put_off(film):
    put_off = with_edits(film("a.mp4", flags=""), [(0.4, -1, 1), (1.0, 0.0, 1.0)], HZ)
    assert times_s(put_off) == pytest.approx(np.arange(30) / 30, abs=1e-4)


def test_pictures_trimmed_at_the_start_are_not_used(film):
    whole, path = film("b.mp4"), film("a.mp4", flags="")
    trimmed = with_edits(path, [(2 / 3, 1 / 3, 1.0)], HZ)
    assert times_s(trimmed) == pytest.approx(np.arange(20) / 30, abs=1e-4)
    tenth = next(f for f in read(open_source(whole)) if f.index == 10).rgb[24:, 32:].astype(int)
    assert np.abs(first_noise(trimmed) - tenth).mean() < 1.0
    assert np.abs(first_noise(whole) - tenth).mean() > 20.0


def test_frames_out_of_order_begin_at_nought(tmp_path, film):
    """B-frames put off the first picture; the list takes that back."""
    import av

    path = tmp_path / "b.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"bf": "3"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for k in range(30):
            grey = np.full((48, 64, 3), 8 * k, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(grey, format="rgb24")))
        container.mux(stream.encode(None))
    shown = [(frame.time_s, frame.rgb.mean()) for frame in read(open_source(path))]
    assert np.array(shown)[:, 0] == pytest.approx(np.arange(30) / 30, abs=1e-4)
    assert np.all(np.diff(np.array(shown)[:, 1]) > 0)


def test_what_is_cut_out_inside_stays_a_gap(film):
    path = with_edits(film("a.mp4", flags=""), [(1 / 3, 0.0, 1.0), (1 / 3, 2 / 3, 1.0)], HZ)
    expected = np.r_[np.arange(10), np.arange(20, 30)] / 30
    assert times_s(path) == pytest.approx(expected, abs=1e-4)
    notes: list[str] = []
    source = open_source(path)
    assert len(list(read(source, notes))) == 20 and notes == []
    assert "cut inside (edit list of 2 parts)" in source.warnings[0]


def test_what_is_slowed_keeps_the_times_of_filming(film):
    """Ten pictures as they are, ten four times slower, ten as they are."""
    slowed = [(1 / 3, 0.0, 1.0), (4 / 3, 1 / 3, 0.25), (1 / 3, 2 / 3, 1.0)]
    path = with_edits(film("a.mp4", flags=""), slowed, HZ)
    assert times_s(path) == pytest.approx(np.arange(30) / 30, abs=1e-4)
    assert "at other speeds (edit list: 0.25 times)" in open_source(path).warnings[0]


def test_a_list_of_nonsense_is_no_list(film):
    path = with_edits(film("a.mp4", flags=""), [(1.0, 0.0, 1.0)], HZ)
    data = path.read_bytes()
    at = data.index(b"elst") + 8
    path.write_bytes(data[:at] + b"\xff\xff\xff\xff" + data[at + 4 :])  # entries it has not
    assert len(edits_of(path)) == 1
