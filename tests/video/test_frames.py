from __future__ import annotations

import tracemalloc
from dataclasses import replace
from itertools import islice

import av
import numpy as np
import pytest
from clip_maker import Kind, make

from formcheck.errors import VideoError
from formcheck.video import open_source, read

UNEVEN_S = (0.0, 0.0333, 0.1, 0.1167, 0.25, 0.5)


def times_and_notes(path):
    notes = []
    frames = [(f.index, f.time_s) for f in read(open_source(path), notes)]
    assert [i for i, _ in frames] == list(range(len(frames)))
    return [t for _, t in frames], notes


@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.ts"])
@pytest.mark.parametrize("start_s", [0.0, 2.0])
def test_times_are_those_of_the_container(film, name, start_s):
    times_s, notes = times_and_notes(film(name, times_s=[start_s + t for t in UNEVEN_S]))
    assert times_s == pytest.approx(UNEVEN_S, abs=1e-4 if name == "a.mov" else 1e-9)
    assert notes == []


def test_times_in_whole_milliseconds(film):
    times_s, notes = times_and_notes(film("a.mkv"))
    assert times_s == pytest.approx([round(i / 30, 3) for i in range(30)], abs=1e-9)
    assert notes == []


def test_frames_no_later_than_the_one_before_are_left_out(film):
    # Matroska counts in ms, so that the third and the fourth get the time of the second.
    times_s, notes = times_and_notes(film("a.mkv", times_s=(0, 0.0331, 0.0332, 0.0333, 0.066)))
    assert times_s == pytest.approx([0, 0.033, 0.066])
    assert notes == ["Frames left out for being no later than the one before: 2."]


def test_frames_without_times_follow_at_the_nominal_rate(film):
    path = film("a.h264")
    source = open_source(path)
    times_s, notes = times_and_notes(path)
    assert times_s == pytest.approx([i / source.fps_nominal for i in range(30)])
    assert len(notes) == 1 and notes[0].startswith("Frames without a time of their own: 30;")


def test_without_a_rate_thirty_a_second_is_guessed(film):
    source = replace(open_source(film("a.h264")), fps_nominal=None)
    assert [f.time_s for f in islice(read(source), 3)] == pytest.approx([0, 1 / 30, 2 / 30])


@pytest.mark.parametrize(
    ("name", "flags", "of"),
    [
        ("a.mp4", "faststart", " of 30"),
        ("a.mp4", "frag_keyframe+empty_moov", ""),
        ("a.mkv", "", ""),
    ],
    ids=["mp4", "fragmented", "mkv"],
)
def test_a_clip_cut_short_gives_what_it_has(film, cut, name, flags, of):
    whole_s = [i / 30 for i in range(60)] if name == "a.mkv" else [i / 30 for i in range(30)]
    times_s, notes = times_and_notes(cut(film(name, whole_s, flags=flags), 0.6))
    n = len(times_s)
    assert len(whole_s) * 0.4 < n < len(whole_s) * 0.7
    assert times_s == pytest.approx(whole_s[:n], abs=1e-3)
    assert f"The file is damaged after {times_s[-1]:.2f} s ({n}{of} frames read)." in notes


def test_a_transport_stream_cut_short_says_so(film, cut):
    times_s, notes = times_and_notes(cut(film("a.ts"), 0.6))
    assert 10 < len(times_s) < 20
    assert "damaged" in notes[0]


def test_a_cut_between_two_pictures_is_noticed_by_the_count(film):
    path = film("a.mp4")
    data = path.read_bytes()
    with av.open(str(path)) as container:
        ends = [p.pos + p.size for p in container.demux(video=0) if p.size]
    path.write_bytes(data[: ends[19]])
    times_s, notes = times_and_notes(path)
    assert len(times_s) == 20
    assert notes == ["The file is damaged after 0.63 s (20 of 30 frames read)."]


@pytest.mark.parametrize("name", ["a.mp4", "a.ts"])
def test_damage_in_the_middle_is_left_out(film, spoil, name):
    times_s, notes = times_and_notes(spoil(film(name), 0.4, 0.5))
    assert 20 <= len(times_s) < 30
    assert times_s[-1] == pytest.approx(29 / 30)
    assert notes and notes[0].startswith("The file is damaged; frames left out because of it: ")
    if name == "a.mp4":  # counts its frames, so that none may get lost unseen
        assert notes[0].endswith(f": {30 - len(times_s)}.")


def test_a_clip_trimmed_on_the_phone_is_not_damaged(film):
    # An edit list that shows the first half second only; all thirty frames stay counted.
    path = film("a.mp4")
    data = bytearray(path.read_bytes())
    at = data.index(b"elst") + 12
    data[at : at + 4] = (500).to_bytes(4, "big")
    path.write_bytes(data)
    times_s, notes = times_and_notes(path)
    assert len(times_s) < 20
    assert notes == []


def test_a_file_lost_after_it_was_opened(film):
    source = open_source(film("a.mp4"))
    source.path.unlink()
    with pytest.raises(VideoError, match="There is no file"):
        next(read(source))


def test_a_file_spoilt_after_it_was_opened(film, spoil):
    source = open_source(film("a.mp4"))
    spoil(source.path, 0.0, 1.0)
    with pytest.raises(VideoError, match="Not one picture"):
        list(read(source))


def test_one_picture_at_a_time_is_held(film, set_matrix):
    path = film("a.mp4", size=(320, 240))
    set_matrix(path, 0, 1, -1, 0)  # turned by NumPy, whose memory tracemalloc sees; not FFmpeg's
    source = open_source(path)
    tracemalloc.start()
    n = sum(1 for _ in read(source))
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert n == 30
    assert peak_bytes < 4 * 320 * 240 * 3


def test_frames_come_before_the_clip_is_read_to_its_end(film, cut):
    notes = []
    frames = read(open_source(cut(film("a.mp4"), 0.6)), notes)
    next(frames)
    assert notes == []  # the damage ahead is not known yet
    frames.close()


def test_pictures_may_be_drawn_on(film):
    frame = next(read(open_source(film("a.mp4"))))
    frame.rgb[:] = 7
    assert frame.rgb.min() == frame.rgb.max() == 7


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts", "a.h264"])
@pytest.mark.parametrize("first_s", [0.0, 2.0])
def test_a_part_has_the_times_and_pictures_of_the_whole(film, name, first_s):
    source = open_source(film(name, times_s=[first_s + i / 30 for i in range(60)]))
    whole = list(read(source))
    start_s, end_s = whole[31].time_s - 1e-6, whole[40].time_s - 1e-6
    part = list(read(replace(source, part_s=(start_s, end_s))))
    assert [f.index for f in part] == list(range(9))
    assert [f.time_s for f in part] == [f.time_s for f in whole[31:40]]
    assert all((a.rgb == b.rgb).all() for a, b in zip(part, whole[31:40], strict=True))


def test_pictures_out_of_order_in_avi_get_the_times_they_are_shown_at(tmp_path):
    pictures = [np.full((64, 96, 3), 0.2 + 0.05 * i) for i in range(12)]
    kind = Kind(options={"bf": "3", "x264-params": "b-adapt=0"})
    path, notes = make(tmp_path / "a.avi", kind, pictures, [i / 25 for i in range(12)]), []
    frames = list(read(open_source(path), notes))
    assert [f.time_s for f in frames] == pytest.approx([i / 25 for i in range(12)])
    assert (np.diff([f.rgb.mean() for f in frames]) > 5).all() and not notes
