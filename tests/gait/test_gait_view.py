"""From where, which way, which side is near; treadmill or open ground."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from formula_clips import filmed, gait_of, unseen, with_noise
from formula_runner import Film, Stick, film

from formcheck.gait.view import find_outlook

SEEN = {
    ("side", "right"): ("side", "right", "right"),
    ("side", "left"): ("side", "left", "left"),
    ("rear", "right"): ("rear", "away", None),
    ("front", "right"): ("front", "toward", None),
}


@pytest.mark.parametrize("fps", [30.0, 60.0])
@pytest.mark.parametrize("how", SEEN, ids="-".join)
def test_view_direction_and_near_side(how: tuple, fps: float) -> None:
    track = with_noise(film(Stick(), Film(*how, fps=fps)), 2.0)
    found = find_outlook(track)
    assert (found.view, found.direction, found.near_side) == SEEN[how]
    assert found.confidence > 0.9


@pytest.mark.parametrize(
    ("towards", "yaw"), list(product(("left", "right"), (-20, -10, 0, 10, 20)))
)
def test_yaw_counts_from_square_plus_from_the_front(towards: str, yaw: float) -> None:
    found = find_outlook(film(Stick(), Film(towards=towards, yaw_deg=yaw)))
    assert found.view == "side"
    assert found.yaw_deg == pytest.approx(yaw, abs=2.0)


@pytest.mark.parametrize("yaw", [-35.0, 35.0])
def test_between_the_views_is_oblique(yaw: float) -> None:
    assert find_outlook(film(Stick(), Film(yaw_deg=yaw))).view == "oblique"


@pytest.mark.parametrize("wanted", ["side", "rear", "front"])
def test_the_user_may_name_the_view(wanted: str) -> None:
    found = find_outlook(film(Stick(), Film(yaw_deg=33.0)), wanted)
    assert (found.view, found.confidence) == (wanted, 1.0)


def test_the_face_tells_the_direction_where_no_foot_is_seen() -> None:
    feet = [f"{s}_{part}" for s in ("left", "right") for part in ("heel", "foot_index")]
    track = unseen(film(Stick(), Film(towards="left")), slice(None), *feet)
    assert find_outlook(track).direction == "left"


@pytest.mark.parametrize("towards", ["left", "right"])
def test_a_runner_who_stays_is_on_a_treadmill_one_who_crosses_is_not(towards: str) -> None:
    still = filmed(Stick(), Film(towards=towards, seconds=4.0))
    crossing = filmed(Stick(), Film(towards=towards, seconds=4.0, overground=True))
    assert still.summary.setting == "treadmill" and still.runner.surface == "treadmill"
    assert crossing.summary.setting == "overground" and crossing.runner.surface == "unknown"


def test_a_runner_who_comes_nearer_is_not_on_a_treadmill() -> None:
    track = film(Stick(), Film("front"))
    nearer = np.linspace(0.7, 1.4, len(track.times_s))[:, None, None]
    growing = replace(track, xy=(track.xy - 360) * nearer + 360)
    assert gait_of(growing).summary.setting == "overground"
    assert filmed(Stick(), Film("front")).summary.setting == "treadmill"
