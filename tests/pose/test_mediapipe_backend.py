"""The runner of a clip, found by the small network in a few real pictures."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from formcheck.errors import NoRunnerError
from formcheck.pose import (
    BACKENDS,
    choose_runner,
    closely,
    everybody,
    model_path,
)
from formcheck.pose.pool import PosePool
from formcheck.skeleton import LANDMARKS
from formcheck.types import Frame, Pixels, Track

FPS = 30.0
FEET = [LANDMARKS.index(f"{s}_{p}") for s in ("left", "right") for p in ("ankle", "heel")]


def seen(pictures: list[Pixels], progress=lambda done: None) -> Track:
    """What the backend says of these pictures."""
    height, width = pictures[0].shape[:2]
    clip = [Frame(k, k / FPS, np.ascontiguousarray(rgb)) for k, rgb in enumerate(pictures)]
    with BACKENDS["mediapipe"]("lite") as looker:
        crowd = everybody(looker, lambda: iter(clip), (width, height), progress)
        return closely(looker, lambda: iter(clip), crowd, choose_runner(crowd), progress)[0]


@pytest.fixture(scope="module")
def alone(pictures) -> Track:
    return seen(pictures)


def hips_x(track: Track) -> np.ndarray:
    return (track["left_hip"] + track["right_hip"])[:, 0] / 2


def test_a_row_for_every_picture_at_its_own_time(pictures, alone):
    assert np.array_equal(alone.times_s, np.arange(len(pictures)) / FPS)
    assert np.isfinite(alone["left_hip"]).all()
    assert alone.size_px == (360, 640)
    assert np.nanmax(alone.visibility) <= 1
    # hips at about half the body, the head above, the feet below
    assert (alone["nose"][:, 1] < alone["left_hip"][:, 1]).all()
    assert (np.nanmax(alone.xy[:, FEET, 1], axis=1) > alone["left_hip"][:, 1]).all()


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_one_who_runs_is_chosen_beside_one_who_stands(pictures, alone, side):
    """The bystander is the same body, held still, and larger."""
    height, width = pictures[0].shape[:2]
    larger = cv2.resize(pictures[0], None, fx=1.2, fy=1.2)[:, -width:]
    below = ((0, larger.shape[0] - height), (0, 0), (0, 0))
    padded = [np.pad(rgb, below, mode="edge") for rgb in pictures]
    pairs = [(rgb, larger) if side == "left" else (larger, rgb) for rgb in padded]
    both = seen([np.hstack(pair) for pair in pairs])
    offset = 0 if side == "left" else pictures[0].shape[1]
    found = np.isfinite(hips_x(both))
    assert found.mean() >= 0.9
    assert np.abs(hips_x(both) - hips_x(alone) - offset)[found].max() < 15
    ankle = both["right_ankle"][found] - [offset, 0]
    assert np.median(np.abs(ankle - alone["right_ankle"][found])) < 10


def test_landmarks_outside_the_picture_are_not_seen(pictures, alone):
    cut_at = round(float(np.median(alone["right_knee"][:, 1]))) + 20
    parts = [np.ascontiguousarray(rgb[:cut_at]) for rgb in pictures]
    with PosePool(model_path("lite"), 1, 2) as pool:
        said = np.array([people[0, :, :2] for people in pool.look(parts)])
    assert (said[:, FEET, 1] >= cut_at).mean() > 0.4  # the network goes on where nothing is
    cut = seen(parts)
    known = np.isfinite(cut.xy).all(axis=2)
    assert np.isfinite(cut["right_hip"]).mean() > 0.8
    assert ((cut.xy[known] >= 0) & (cut.xy[known] < cut.size_px)).all()
    assert np.isnan(cut.xy[~known]).all()
    assert 0.4 < np.mean(~known[:, FEET]) < 1


def test_somebody_small_is_looked_at_enlarged(pictures, alone):
    """Below 30 % of the long side every picture is looked at twice; the result stays in place."""
    room = np.full((700, 1400, 3), 120, np.uint8)
    distant = []
    for rgb in pictures[:12]:
        canvas = room.copy()
        canvas[30:670, 900:1260] = rgb
        distant.append(canvas)
    told: list[int] = []
    small = seen(distant, told.append)
    found = np.isfinite(hips_x(small))
    assert found.mean() >= 0.9
    assert np.abs(hips_x(small) - 900 - hips_x(alone)[:12])[found].max() < 12
    assert told == list(range(1, 13)) + list(range(12, 24))
    with PosePool(model_path("lite"), 5, 2) as pool:
        first = np.array([people[0, :, :2] for people in pool.look(distant)])
    taken = np.abs(first - small.xy).max(axis=(1, 2)) > 0
    assert taken[found].mean() > 0.7  # the second look is the one that counts


def test_nobody_in_the_pictures():
    noise = np.random.default_rng(0).integers(0, 255, (10, 240, 320, 3), np.uint8)
    with pytest.raises(NoRunnerError, match="no person is seen") as told:
        seen(list(noise))
    assert told.value.exit_code == 4
