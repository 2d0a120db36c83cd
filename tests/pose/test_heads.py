from __future__ import annotations

import numpy as np
import pytest
from crowd_makers import HOW, RED, TIMES_S, crowd_of, placed, runs, stands
from formula_runner import Stick, film

from formcheck.pose.heads import BESIDE_S, LARGEST, filled, find_heads
from formcheck.skeleton import LANDMARKS
from formcheck.types import Floats

FACE = [k for k, name in enumerate(LANDMARKS) if k <= LANDMARKS.index("mouth_right")]


def covers(circles: Floats, points: Floats) -> np.ndarray:
    """Whether each frame's points, (frames, points, 2), all lie in the circle."""
    away = np.hypot(*np.moveaxis(points - circles[:, None, :2], -1, 0))
    return (away <= circles[:, 2:]).all(axis=1)


def head(person: Floats) -> Floats:
    return person[:, FACE, :2]


def test_everybody_has_a_circle_around_the_face_in_every_frame() -> None:
    people = (placed(runs(), x=-300), placed(stands(), x=300, size=0.7))
    heads = find_heads(crowd_of(*people, clothes=(RED, RED)))
    for person in people:
        assert any(covers(circles, head(person)).all() for circles in heads.circles)


def test_a_circle_is_a_head_and_leaves_hips_and_legs_alone() -> None:
    runner = runs()
    heads = find_heads(crowd_of(runner))
    below = runner[:, LANDMARKS.index("left_hip") :, :2]
    for circles in heads.circles:
        assert not covers(circles, below[:, :1]).any()
        assert np.ptp(circles[:, 2]) < 0.2 * circles[:, 2].mean()


def test_who_is_not_seen_for_a_moment_is_covered_where_the_head_must_be() -> None:
    seen = np.ones(len(TIMES_S), bool)
    seen[40:52] = False
    runner = runs()
    heads = find_heads(crowd_of(runner, seen=(seen,)))
    assert any(covers(circles, head(runner)).all() for circles in heads.circles)
    (circles,) = heads.circles
    assert circles[46, 2] > 1.2 * circles[20, 2]


def test_the_runner_of_the_track_is_covered_where_the_crowd_missed_him() -> None:
    track = film(Stick(), HOW)
    nobody = crowd_of(runs(), seen=(np.zeros(len(TIMES_S), bool),))
    assert len(find_heads(nobody).circles) == 0
    (circles,) = find_heads(nobody, track).circles
    assert covers(circles, track.xy[:, FACE]).all()


def test_gaps_are_bridged_and_ends_go_on_for_a_while() -> None:
    seen_s = np.array([1.0, 1.1, 1.2, 1.3, 1.9, 2.0])
    seen = np.stack([100 * seen_s, 50 + 0 * seen_s, 10 + 0 * seen_s], axis=1)
    times_s = np.arange(0, 4, 0.1)
    circles = filled(seen_s, seen, times_s)
    there = np.isfinite(circles).all(axis=1)
    assert times_s[there][[0, -1]] == pytest.approx([1 - BESIDE_S, 2 + BESIDE_S], abs=0.06)
    assert circles[there, 0] == pytest.approx(100 * times_s[there], abs=1e-6)
    assert circles[16, 2] == pytest.approx(16, abs=0.1)  # 0.3 s from any sight
    assert np.nanmax(circles[:, 2]) <= 10 * LARGEST


def test_a_single_sight_lasts_no_longer_than_itself() -> None:
    circles = filled(np.array([1.0]), np.array([[5.0, 5.0, 9.0]]), np.array([0.9, 1.0, 1.1]))
    assert np.isfinite(circles).all(axis=1).tolist() == [False, True, False]
    assert circles[1].tolist() == [5.0, 5.0, 9.0]


def test_nobody_has_no_head() -> None:
    nowhere = filled(np.empty(0), np.empty((0, 3)), TIMES_S)
    assert nowhere.shape == (len(TIMES_S), 3)
    assert np.isnan(nowhere).all()
