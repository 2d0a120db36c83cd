"""The fast backend is as near to rendered joints as the reference; and the score can be trusted."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from landmark_error import CLIPS, TRUE_NAME, LandmarkError, landmark_error, score, ways
from truth import Truth, load

from formcheck.pose.wire import VALUES, People
from formcheck.skeleton import LANDMARKS, LEG, SIDES

VIDEOS = Path(__file__).parents[2] / "videos"


@cache
def true() -> Truth:
    return load(VIDEOS / "side_good")


def seen(late_frames: float = 0.0, aside_px: float = 0.0) -> list[People]:
    """The true joints as a network would give them that is late and off by as much."""
    count = len(true().times_s)
    poses = np.zeros((count, 1, len(LANDMARKS), VALUES), np.float32)
    for side in SIDES:
        for joint in LEG:
            path = true().image[f"{TRUE_NAME.get(joint, joint)}_{side[0]}"]
            at = np.arange(count) - late_frames
            moved = [np.interp(at, np.arange(count), path[:, axis]) for axis in (0, 1)]
            poses[:, 0, LANDMARKS.index(f"{side}_{joint}"), :2] = np.transpose(moved) + aside_px
    return list(poses)


def test_a_usual_offset_is_no_error():
    error = score(seen(aside_px=15), true())
    assert error.median_pct == pytest.approx(0, abs=1e-3)
    assert error.lag_frames == pytest.approx(0, abs=1e-3)
    assert (error.poses, error.swaps) == (480, 0)


@pytest.mark.parametrize("late", [-0.3, 0.3])
def test_being_late_is_seen(late):
    error = score(seen(late_frames=late), true())
    assert error.lag_frames == pytest.approx(late, abs=0.02)
    assert error.median_pct > 0.3


def test_exchanged_legs_and_missing_people_are_counted():
    found = seen()
    left, right = ([LANDMARKS.index(f"{s}_{j}") for j in LEG] for s in SIDES)
    for k in range(100, 140):
        found[k] = found[k].copy()
        found[k][0, left], found[k][0, right] = found[k][0, right], found[k][0, left].copy()
    found[7] = found[7][:0]
    error = score(found, true())
    assert 25 <= error.swaps <= 40  # those in which the legs are apart
    assert error.poses == 479


@cache
def errors(clip: str) -> dict[str, LandmarkError]:
    return {way: landmark_error(opener, VIDEOS / f"{clip}.mp4") for way, opener in ways().items()}


@pytest.mark.accuracy
@pytest.mark.parametrize("clip", CLIPS)
def test_fast_is_as_near_as_the_reference(clip):
    found = errors(clip)
    print(f"\n{clip}:", *(f"{way:10s} {error}" for way, error in found.items()), sep="\n")
    reference, fast = found["mediapipe"], found["fast"]
    assert fast.poses == reference.poses
    assert fast.median_pct <= reference.median_pct + 0.02
    assert abs(fast.lag_frames - reference.lag_frames) <= 0.02
    assert fast.swaps <= reference.swaps
