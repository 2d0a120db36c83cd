"""Clips made worse in one way each: the check names what is wrong, and nothing of a good clip."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

import formcheck
from formcheck.types import Pixels
from formcheck.video import VideoWriter, open_source, read

pytestmark = pytest.mark.slow

VIDEOS = Path(__file__).resolve().parents[2] / "videos"
SECONDS = 6.5  # long enough for seven strides
Worse = Callable[[Pixels], Pixels]


def far(rgb: Pixels) -> Pixels:
    """At 0.4 of its size, in the middle of a grey picture: a runner of a quarter of its height."""
    small = cv2.resize(rgb, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    drawn = np.full_like(rgb, 130)
    top, left = ((all_ - part) // 2 for all_, part in zip(rgb.shape, small.shape[:2], strict=False))
    drawn[top : top + small.shape[0], left : left + small.shape[1]] = small
    return drawn


def against_the_light(rgb: Pixels) -> Pixels:
    """The runner in the shade before a white wall."""
    wall = np.abs(rgb.astype(int) - rgb[5, 5].astype(int)).max(axis=2, keepdims=True) < 30
    return np.where(wall, 235, rgb * 0.3).astype(np.uint8)


WORSE: dict[str, Worse] = {
    "light": lambda rgb: (0.12 * rgb).astype(np.uint8),
    "light, from behind": against_the_light,
    "sharp_feet, lens": lambda rgb: cv2.GaussianBlur(rgb, (0, 0), 6),
    "sharp_feet, shutter": lambda rgb: cv2.blur(rgb, (31, 1)),
    "feet_visible": lambda rgb: np.ascontiguousarray(rgb[:560]),
}


def checked(
    pictures: Worse, path: Path, step: int = 1, seconds: float = SECONDS, clip: str = "side_good"
) -> list[str]:
    """Names of the checks that fail for the clip made worse, what hurts most first."""
    with VideoWriter(path) as writer:
        for frame in read(open_source(VIDEOS / f"{clip}.mp4")):
            if frame.time_s < seconds and frame.index % step == 0:
                writer.write(pictures(frame.rgb), frame.time_s)
    found = formcheck.check(path)
    print(path.stem, found.doing, [(one.check, one.detail) for one in found.quality if not one.ok])
    return [one.check for one in found.quality if not one.ok]


def test_a_good_clip_has_no_fault(tmp_path):
    assert checked(lambda rgb: rgb, tmp_path / "good.mp4") == []


@pytest.mark.parametrize("name", WORSE)
def test_what_is_wrong_is_named_among_the_first_two(name, tmp_path):
    assert name.split(",")[0] in checked(WORSE[name], tmp_path / "worse.mp4")[:2]


@pytest.mark.parametrize(
    ("name", "step", "seconds"), [("frame_rate", 4, SECONDS), ("strides", 1, 3.0)]
)
def test_few_pictures_and_few_strides_are_named(name, step, seconds, tmp_path):
    assert checked(lambda rgb: rgb, tmp_path / "worse.mp4", step, seconds) == [name]


def test_a_runner_far_away_is_named(tmp_path):
    assert checked(far, tmp_path / "far.mp4", clip="rear_drop")[0] == "runner_size"
