"""From where, which way, which side is near; treadmill or open ground; and the scale."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from formula_clips import filmed, gait_of, magnified, unseen, with_noise
from formula_runner import Film, Stick, film

from formcheck.gait import undoubted
from formcheck.gait.scale import find_scale
from formcheck.gait.view import find_outlook
from formcheck.metrics import measure
from formcheck.types import Runner

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


def test_height_and_speed_are_mixed_by_their_certainty() -> None:
    height = filmed(Stick(), Film()).summary
    assert height.scale_source == "height" and height.scale_cv == pytest.approx(0.05)
    true = Stick().leg_cm / 100 / 290.0
    assert height.scale_m_per_px == pytest.approx(true, rel=0.01)
    both = gait_of(film(), Runner(height_cm=176.0, speed_mps=2.3, speed_source="given"))
    assert both.summary.scale_source == "height+speed"
    assert both.summary.scale_cv == pytest.approx((0.05**-2 + 0.035**-2) ** -0.5)
    assert true < both.summary.scale_m_per_px < 2.3 / 2.18 * true
    assert both.scale_disagreement == pytest.approx(np.log(2.3 / 2.18), abs=0.02)


def test_height_and_speed_that_contradict_each_other_are_doubted() -> None:
    both = gait_of(film(), Runner(height_cm=176.0, speed_mps=2.8, speed_source="given"))
    apart = both.scale_disagreement
    assert apart == pytest.approx(np.log(2.8 / 2.18), abs=0.02)
    assert both.summary.scale_cv == pytest.approx(apart / 2)
    assert undoubted(both).speed_mps is None and both.runner.speed_mps == 2.8
    by_id = {m.id: m for m in measure(both)}
    assert by_id["vertical_oscillation"].status == "indicative"
    assert "contradict" in by_id["vertical_oscillation"].reason
    assert by_id["trunk_lean"].status == "measured"


def test_sources_that_agree_do_not_disagree() -> None:
    both = gait_of(film(), Runner(height_cm=176.0, speed_mps=2.184, speed_source="given"))
    assert both.scale_disagreement == pytest.approx(0.0, abs=0.01)
    assert both.runner.speed_source == "given"


def test_without_height_or_speed_there_is_no_scale() -> None:
    nothing = gait_of(film(), Runner())
    assert nothing.summary.scale_m_per_px is None and nothing.leg_length_m is None
    assert nothing.runner.speed_source == "none" and nothing.scale_disagreement is None
    assert find_scale(300.0, None, None, 900.0).m_per_px is None


def test_more_pixels_make_smaller_ones() -> None:
    small, large = (gait_of(magnified(film(), f)).summary for f in (1.0, 2.0))
    assert small.scale_m_per_px == pytest.approx(2 * large.scale_m_per_px)
    assert large.leg_length_px == pytest.approx(2 * small.leg_length_px)
