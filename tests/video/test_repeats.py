"""Pictures that show the one before once more."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.video import count_in, open_source, read
from formcheck.video.repeats import said

SIZE = (160, 120)


def scene(k: int) -> np.ndarray:
    """A bright square that swings across a textured wall."""
    width, height = SIZE
    wall = np.random.default_rng(1).integers(60, 110, (height, width), np.uint8)
    x = round(60 + 50 * np.sin(2 * np.pi * k / 17))
    wall[40:80, x : x + 14] = 230
    return np.repeat(wall[..., None], 3, axis=2)


def filmed(
    path: Path, shown: Sequence[int], fps: float = 30.0, crf: int = 23, pix_fmt: str = "yuv420p"
) -> Path:
    """Those pictures of the scene, evenly shown."""
    return written(path, [scene(k) for k in shown], fps, crf, pix_fmt)


def written(
    path: Path, pictures: Sequence[np.ndarray], fps: float = 30.0, crf: int = 23,
    pix_fmt: str = "yuv420p",
) -> Path:  # fmt: skip
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(fps), options={"crf": str(crf)})
        (stream.width, stream.height), stream.pix_fmt = SIZE, pix_fmt
        stream.gop_size = 12  # so that some copies are whole pictures, compressed anew
        for rgb in pictures:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(rgb, format="rgb24")))
        container.mux(stream.encode(None))
    return path


def read_all(path: Path) -> tuple[np.ndarray, list[str]]:
    notes: list[str] = []
    times_s = [frame.time_s for frame in read(open_source(path), notes)]
    return np.array(times_s), notes


def converted(n: int, from_fps: float, to_fps: float) -> list[int]:
    """Which picture each shown one is, as converters repeat them."""
    return [int(k * from_fps / to_fps) for k in range(n)]


@pytest.mark.parametrize(("from_fps", "to_fps"), [(24, 30), (25, 30), (24, 60), (15, 60), (30, 60)])
@pytest.mark.parametrize("crf", [18, 34])
def test_copies_of_a_conversion_are_left_out(tmp_path, from_fps, to_fps, crf):
    shown = converted(4 * to_fps, from_fps, to_fps)
    times_s, notes = read_all(filmed(tmp_path / "a.mp4", shown, to_fps, crf))
    first = np.flatnonzero(np.diff(shown, prepend=-1))
    wrong = set(np.round(times_s * to_fps).astype(int)) ^ set(first)
    assert len(wrong) <= (4 if crf == 34 else 0)  # hard compression mends copies bit by bit
    (note,) = notes
    assert count_in(notes) in range(len(shown) - len(first) - 6, len(shown) - len(first) + 1)
    assert float(note.split()[7]) == pytest.approx(from_fps, abs=0.4 + len(wrong) / 4)


def test_the_note_says_how_many_and_what_remains(tmp_path):
    _, notes = read_all(filmed(tmp_path / "a.mp4", converted(300, 24, 30)))
    (note,) = notes
    words = note.split()
    assert words[:4] == ["Repeated", "pictures", "left", "out:"]
    assert float(words[7]) == pytest.approx(24.0, abs=0.4)


def test_a_phone_that_repeats_now_and_then(tmp_path):
    shown = np.arange(120)
    shown[[30, 55, 56, 90]] = [29, 54, 54, 89]
    times_s, notes = read_all(filmed(tmp_path / "a.mp4", shown.tolist()))
    assert count_in(notes) == 4
    assert sorted(set(range(120)) - set(np.round(times_s * 30).astype(int))) == [30, 55, 56, 90]


def test_different_pictures_are_all_used(tmp_path):
    times_s, notes = read_all(filmed(tmp_path / "a.mp4", range(120), crf=34))
    assert (len(times_s), notes) == (120, [])


def test_nobody_moving_is_no_repetition(tmp_path):
    times_s, notes = read_all(filmed(tmp_path / "a.mp4", [0] * 90))
    assert (len(times_s), notes) == (90, [])


def test_one_who_comes_stands_and_goes_on_is_not_cut(tmp_path):
    shown = [0] * 40 + list(range(60)) + [59] * 60 + list(range(60, 100))
    times_s, notes = read_all(filmed(tmp_path / "a.mp4", shown))
    assert len(times_s) >= len(shown) - 4
    assert notes == []
    assert np.diff(times_s).max() <= 5.5 / 30


def test_one_who_comes_and_goes_little_by_little_is_not_cut(tmp_path):
    """Less and less of somebody who leaves the picture moves, but nothing is shown twice."""
    width, height = SIZE

    def passing(k: int) -> np.ndarray:
        wall = np.random.default_rng(1).integers(60, 110, (height, width), np.uint8)
        there = min(1.0, (k + 1) / 15, (50 - k) / 15)
        tall = round(80 * there)
        wall[60 - tall // 2 : 60 + (tall + 1) // 2, 3 * k : 3 * k + 10] = 85 + 145 * there
        return np.repeat(wall[..., None], 3, axis=2)

    path = written(tmp_path / "a.mp4", [passing(k) for k in range(50)])
    times_s, notes = read_all(path)
    assert (len(times_s), notes) == (50, [])


def test_ten_bits_are_seen_as_well(tmp_path):
    shown = converted(120, 24, 30)
    times_s, _ = read_all(filmed(tmp_path / "a.mp4", shown, pix_fmt="yuv420p10le"))
    assert len(times_s) == pytest.approx(96, abs=3)


def test_copies_do_not_make_a_file_look_damaged(tmp_path):
    shown = [*converted(120, 24, 30), 95, 95, 95, 95]
    times_s, notes = read_all(filmed(tmp_path / "a.mp4", shown))
    assert times_s[-1] < 119.5 / 30
    assert not any("damaged" in note for note in notes)


def test_other_notes_are_no_count():
    assert count_in(["Frames left out for being no later than the one before: 3."]) == 0
    assert count_in([*said(7, 13, 1.0), "The file is damaged."]) == 7
