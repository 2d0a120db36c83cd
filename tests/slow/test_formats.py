"""The same runner in other files: rotated, HDR, VP9, 4K, Motion JPEG, interlaced, mirrored.

Each number must stay within the interval that the original clip gave, and be of the same leg. Each
clip is half a minute of work.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from clip_maker import FILMED, Kind, add, set_matrix

import formcheck
from formcheck.types import Analysis
from formcheck.video.frames import decode
from formcheck.video.source import examine

pytestmark = pytest.mark.slow

CLIP = Path(__file__).resolve().parents[2] / "videos" / "side_overstride.mp4"
MODEL = "heavy"

H264 = Kind(options={"crf": "12", "preset": "veryfast"})
HEVC = {"x265-params": "log-level=none:crf=14", "preset": "veryfast"}
VP9 = {"crf": "16", "b": "0", "deadline": "realtime", "cpu-used": "6"}
HLG = Kind("libx265", "yuv420p10le", 9, curve=18, primaries=9, options=HEVC)


@pytest.fixture(scope="module", autouse=True)
def one_cache(tmp_path_factory):
    """Landmarks are kept from test to test of this file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FORMCHECK_CACHE", str(tmp_path_factory.mktemp("landmarks")))
        yield


@pytest.fixture(scope="module")
def original() -> Analysis:
    return formcheck.analyze(CLIP, model=MODEL)


def pictures(turned_deg: int = 0, size: tuple[int, int] | None = None) -> Iterator[np.ndarray]:
    """The clip's pictures, 0 to 1, stored so that they stand upright after that turn."""
    for frame in decode(examine(CLIP)):
        rgb = frame.rgb if size is None else cv2.resize(frame.rgb, size)
        yield np.rot90(rgb, turned_deg // 90) / 255


def written(path: Path, kind: Kind, shown: Iterator[np.ndarray]) -> Path:
    """The clip in another file; 4K pictures are never all in memory."""
    times_s = [frame.time_s for frame in decode(examine(CLIP))]
    first = next(shown)
    with av.open(str(path), "w") as file:
        add(file, kind, _Lazy(first, shown), times_s)()
    return path


class _Lazy:
    """Pictures one after the other; only the first can be asked for."""

    def __init__(self, first: np.ndarray, others: Iterator[np.ndarray]) -> None:
        self.first, self.others = first, others

    def __getitem__(self, index: int) -> np.ndarray:
        assert index == 0
        return self.first

    def __iter__(self) -> Iterator[np.ndarray]:
        yield self.first
        yield from self.others


def filmed(shown: Iterator[np.ndarray]) -> Iterator[np.ndarray]:
    """The same as an HLG camera would have filmed it, a page's white at 203 cd/m2."""
    to_2020 = [[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]]
    for rgb in shown:
        yield FILMED[18](203 * rgb**2.4 @ np.transpose(to_2020))


def rotated(folder: Path, turn_deg: int, matrix: tuple[int, int, int, int]) -> Path:
    path = written(folder / f"turned{turn_deg}.mp4", H264, pictures(turn_deg))
    set_matrix(path, *matrix)
    return path


def selfie(folder: Path) -> Path:
    path = written(folder / "selfie.mp4", H264, pictures())
    set_matrix(path, -1, 0, 0, 1)
    return path


FILES = {
    "turned 90": lambda folder: rotated(folder, 90, (0, 1, -1, 0)),
    "turned 180": lambda folder: rotated(folder, 180, (-1, 0, 0, -1)),
    "turned 270": lambda folder: rotated(folder, 270, (0, -1, 1, 0)),
    "selfie": selfie,
    "HEVC 10 bits": lambda folder: written(
        folder / "a.mov", Kind("libx265", "yuv420p10le", options=HEVC), pictures()
    ),
    "HLG": lambda folder: written(folder / "hlg.mov", HLG, filmed(pictures())),
    "VP9": lambda folder: written(folder / "a.webm", Kind("libvpx-vp9", options=VP9), pictures()),
    "Motion JPEG": lambda folder: written(
        folder / "a.avi",
        Kind("mjpeg", "yuvj420p", 5, is_full=True, options={"qmin": "2", "qmax": "4"}),
        pictures(),
    ),
    "wide pixels": lambda folder: written(
        folder / "wide.mp4",
        replace(H264, aspect=Fraction(2, 3)),
        pictures(size=(720, 854)),
    ),
    "4K": lambda folder: written(
        folder / "4k.mp4",
        replace(H264, options={"crf": "16", "preset": "ultrafast"}),
        pictures(size=(2160, 3840)),
    ),
}


def outside(original: Analysis, other: Analysis) -> dict[str, str]:
    """Numbers that left the interval of the original, and those that are no more."""
    found = {m.key: m for m in other.measurements}
    wrong = {}
    for m in original.measurements:
        if m.value is None or m.interval95 is None:
            continue
        value = found[m.key].value
        low, high = m.interval95
        if value is None or not low <= value <= high:
            wrong[m.key] = f"{value} for {m.value} ({low} to {high})"
    return wrong


@pytest.mark.parametrize("name", FILES)
def test_the_file_does_not_change_the_numbers(tmp_path, original, name):
    other = formcheck.analyze(FILES[name](tmp_path), model=MODEL)
    measured = sum(m.value is not None for m in original.measurements)
    wrong = outside(original, other)
    moved = [
        abs(o.value - m.value) / (m.interval95[1] - m.interval95[0])
        for m, o in zip(original.measurements, other.measurements, strict=True)
        if m.interval95 and m.value is not None and o.value is not None
    ]
    print(
        f"\n{name}: {measured} numbers, {len(wrong)} outside; moved by {np.median(moved):.3f} of"
        f" the interval, at most {max(moved):.3f}; {other.clip.width} x {other.clip.height}"
    )
    assert not wrong
    assert (other.gait.view, other.gait.near_side) == (original.gait.view, original.gait.near_side)


def test_a_mirrored_picture_would_exchange_the_legs(tmp_path, original):
    """What the selfie above would come to if it were read as players show it."""
    mirrored = (rgb[:, ::-1] for rgb in pictures())
    other = formcheck.analyze(written(tmp_path / "mirror.mp4", H264, mirrored), model=MODEL)
    assert other.gait.near_side != original.gait.near_side
