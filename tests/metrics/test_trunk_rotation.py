"""Turning of the shoulders, in runners filmed as BlazePose shows them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from formula_body import SHOULDERS, body
from formula_clips import gait_of, mirrored
from formula_runner import Film, Stick, film, project, seen_points
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.metrics import measure
from formcheck.metrics.trunk_rotation import (
    HALF_SHOULDERS_PER_LEG,
    MIDDLE_BREADTH_M,
    SEEN_AT_REST_PER_LEG,
    SEEN_SHARE,
    trunk_rotation,
)
from formcheck.skeleton import LANDMARKS
from formcheck.types import Track

WITHHELD = ("trunk_rotation_asymmetry", "pelvis_rotation", "trunk_pelvis_separation")
SHOULDER_COLUMNS = [LANDMARKS.index(f"{side}_shoulder") for side in ("left", "right")]


def seen(stick: Stick, how: Film, breadth_m: float = MIDDLE_BREADTH_M) -> Track:
    """A clip in which the shoulders swing as little as the network shows it.

    `breadth_m` is how broad the network takes them to be; it shows swings by the root of it.
    """
    points = body(stick, (how.times_s - how.first_strike_s) / stick.stride_s)
    xyz = seen_points(points, how)
    across = (points["right_shoulder"] - points["left_shoulder"])[:, 0] / 2
    sine = np.sin(np.radians(stick.turn_deg / 2))
    swing = SEEN_AT_REST_PER_LEG + SEEN_SHARE * HALF_SHOULDERS_PER_LEG * sine
    swing *= np.sqrt(breadth_m / MIDDLE_BREADTH_M)
    shown = across * (swing / (SHOULDERS / 2 * sine))
    middle = xyz[:, SHOULDER_COLUMNS, 0].mean(axis=1)
    xyz[:, SHOULDER_COLUMNS, 0] = middle[:, None] + shown[:, None] * np.array([-1, 1])
    track = project(xyz, how, np.zeros(len(how.times_s)))
    world = track.world.copy()
    world[:, SHOULDER_COLUMNS] = np.array([[[0, 0, 0.5], [0, 0, -0.5]]]) * breadth_m
    return replace(track, world=world)


def turn_deg(track: Track) -> float:
    return float(trunk_rotation(gait_of(track)).mean())


@settings(max_examples=15)
@given(
    turn=st.floats(10, 40),
    arms=st.floats(10, 70),
    nod=st.floats(0, 8),
    towards=st.sampled_from(["left", "right"]),
)
def test_the_turn_comes_back_whatever_arms_and_lean_do(
    turn: float, arms: float, nod: float, towards: str
) -> None:
    stick = Stick(turn_deg=turn, arm_swing_deg=arms, nod_deg=nod)
    found = turn_deg(seen(stick, Film(towards=towards, seconds=4.0)))  # type: ignore[arg-type]
    assert found == pytest.approx(turn, abs=1.0)


@pytest.mark.parametrize("yaw_deg", [-15.0, 15.0])
@pytest.mark.parametrize("turn", [12.0, 24.0, 36.0])
def test_a_camera_off_square_shows_the_same_turn(turn: float, yaw_deg: float) -> None:
    stick = Stick(turn_deg=turn, side_lean_deg=0.0, sway_cm=0.0)
    found = turn_deg(seen(stick, Film(yaw_deg=yaw_deg, seconds=4.0)))
    assert found == pytest.approx(turn, abs=3.0)


def test_the_mirror_twin_turns_as_far() -> None:
    track = seen(Stick(turn_deg=20.0), Film(seconds=4.0))
    assert turn_deg(mirrored(track)) == pytest.approx(turn_deg(track), abs=1e-6)


@pytest.mark.parametrize("breadth_m", [0.26, 0.38])
def test_a_network_that_sees_one_side_narrower_is_put_right(breadth_m: float) -> None:
    track = seen(Stick(turn_deg=28.0), Film(seconds=4.0), breadth_m)
    assert turn_deg(track) == pytest.approx(28.0, abs=1.0)


def test_a_near_shoulder_that_is_not_seen_gives_no_value() -> None:
    gait = gait_of(seen(Stick(), Film(seconds=4.0)))
    path = gait.path.copy()
    path[:, SHOULDER_COLUMNS] = np.nan
    assert np.isnan(trunk_rotation(replace(gait, path=path))).all()


@pytest.mark.parametrize(
    ("how", "status", "why"),
    [
        (Film(seconds=4.0), "measured", None),
        (Film(seconds=6.0, fps=30.0), "indicative", "50 are needed"),
        (Film(seconds=4.0, yaw_deg=15.0), "not_measurable", "off square"),
        (Film("rear", seconds=4.0), "indicative", "only guessed at from the rear"),
    ],
)
def test_it_is_called_what_it_is_worth(how: Film, status: str, why: str | None) -> None:
    found = {m.id: m for m in measure(gait_of(film(Stick(), how)))}
    assert found["trunk_rotation"].status == status
    assert (why is None) == (found["trunk_rotation"].reason is None)
    assert why is None or why in str(found["trunk_rotation"].reason)
    for id in WITHHELD:
        assert found[id].value is None and "not reliable" in str(found[id].reason)
