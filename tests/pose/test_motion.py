"""What somebody does, told roughly from the ankles."""

from __future__ import annotations

import numpy as np
import pytest
from crowd_makers import TIMES_S, placed, poses, runs, stands
from formula_runner import Film, Stick, film

from formcheck.pose.motion import motion
from formcheck.pose.people import Person


def person(people: np.ndarray, every: int = 1) -> Person:
    frames = list(range(0, len(people), every))
    return Person(frames, [people[k].astype(np.float32) for k in frames], frames)


def walking() -> np.ndarray:
    """Feet that hardly leave the ground and swing slowly."""
    walker = stands()
    phase = 2 * np.pi * 0.9 * TIMES_S
    for side, sign in ((27, 1), (28, -1)):
        walker[:, side, 0] = 640 + sign * 90 * np.sin(phase)
        walker[:, side, 1] = 800 - np.maximum(0, 40 * sign * np.cos(phase))
    return walker


@pytest.mark.parametrize(
    "what, word",
    [(runs(), "runs"), (runs(150), "runs"), (stands(), "stands"), (walking(), "walks")],
)
@pytest.mark.parametrize("size", [0.3, 1.0])
def test_the_word_fits_at_any_size(what, word, size):
    assert motion(person(placed(what, size=size)), TIMES_S).does == word


@pytest.mark.parametrize("view", ["rear", "front"])
def test_running_shows_from_behind_and_in_front(view):
    track = film(Stick(), Film(view, fps=30.0, seconds=4.0))
    assert motion(person(poses(track)), track.times_s).does == "runs"


@pytest.mark.parametrize("factor", [4.0, 8.0])
def test_slow_motion_does_not_matter(factor):
    track = film(Stick(), Film(fps=120.0, seconds=3.0))
    assert motion(person(poses(track)), track.times_s * factor).does == "runs"


def test_legs_without_a_beat_are_no_running():
    wild = stands()
    wild[:, [27, 28], :2] += np.random.default_rng(1).normal(0, 60, (len(TIMES_S), 2, 2))
    assert motion(person(wild), TIMES_S).does == "moves"


def test_a_few_pictures_far_apart_show_no_beat_but_the_swing():
    few = motion(person(runs(), every=8), TIMES_S)
    assert few.beat is None and few.does == "runs"


def test_hardly_any_pictures_tell_nothing():
    assert motion(person(runs()[:4]), TIMES_S).does == "unclear"
