"""Metres: from height, speed and a known length, alone, together and against each other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from formula_body import speed_leg_s
from formula_clips import filmed, gait_of, magnified, numbers
from formula_runner import Film, Stick, film
from hypothesis import example, given
from hypothesis import strategies as st

from formcheck.gait import KnownLength, Level, check_quality, undoubted
from formcheck.gait.scale import DISAGREEMENT, HEIGHT_CV, SPEED_CV, Way, find_scale, mixed
from formcheck.metrics import METRICS, measure
from formcheck.types import Gait, QualityCheck, Runner

ROW = next(m for m in METRICS if m.id == "vertical_oscillation")

LEG_PX = Film().leg_px
TRUE = Stick().leg_cm / 100 / LEG_PX
SPEED = speed_leg_s(Stick()) * Stick().leg_cm / 100
SOURCES = ("height", "speed", "known_length")


def runner(height_cm: float | None = None, speed_mps: float | None = None) -> Runner:
    return Runner(height_cm, speed_mps, "none" if speed_mps is None else "given")


def shown(metres: float, along: tuple[float, float] = (400.0, 0.0)) -> Level:
    """Something of that many metres, lying that way in the picture; uprights unknown."""
    return Level(known_length=KnownLength((300.0, 650.0), (300 + along[0], 650 + along[1]), metres))


def scale_check(gait: Gait) -> QualityCheck:
    return next(c for c in check_quality(gait, film()) if c.check == "scale_agrees")


def test_height_alone() -> None:
    found = filmed(Stick(), Film()).summary
    assert (found.scale_source, found.scale_cv) == ("height", pytest.approx(HEIGHT_CV))
    assert found.scale_m_per_px == pytest.approx(TRUE, rel=0.01)


def test_height_and_speed_are_mixed_by_their_certainty() -> None:
    both = gait_of(film(), runner(176.0, 1.055 * SPEED))
    assert both.summary.scale_source == "height+speed"
    assert both.summary.scale_cv == pytest.approx((HEIGHT_CV**-2 + SPEED_CV**-2) ** -0.5)
    assert TRUE < both.summary.scale_m_per_px < 1.055 * TRUE
    assert both.scale_disagreement == pytest.approx(np.log(1.055), abs=0.02)


@pytest.mark.parametrize("view", ["side", "rear", "front"])
def test_a_known_length_alone_scales_every_length(view: str) -> None:
    """Twice the metres for the same pixels is twice of everything in metres."""
    track = film(Stick(), Film(view))  # type: ignore[arg-type]
    once, twice = (gait_of(track, runner(), level=shown(m)) for m in (400 * TRUE, 800 * TRUE))
    assert once.summary.scale_source == "known_length"
    assert once.summary.scale_m_per_px == pytest.approx(TRUE, rel=0.002)
    key = "vertical_oscillation:both"
    bias = ROW.bias_from(view)  # type: ignore[arg-type]
    read = [numbers(gait)[key].value + bias for gait in (once, twice)]
    assert read[1] == pytest.approx(2 * read[0])
    assert read[0] == pytest.approx(Stick().bounce_cm, rel=0.05)


def test_a_known_length_is_as_sure_as_its_points_are_far_apart() -> None:
    far, near = (
        gait_of(film(), runner(), level=shown(px * TRUE, (px, 0.0))).summary.scale_cv
        for px in (600.0, 60.0)
    )
    assert 0.02 < far < 0.03
    assert near > 0.05


def test_a_known_length_along_the_way_is_shortened_by_a_turned_camera() -> None:
    yaw_deg = 20.0
    track = film(Stick(), Film(yaw_deg=yaw_deg))
    seen_px = 400 * float(np.cos(np.radians(yaw_deg)))
    flat = gait_of(track, runner(), level=shown(400 * TRUE, (seen_px, 0.0)))
    upright = gait_of(track, runner(), level=shown(400 * TRUE, (0.0, -400.0)))
    assert flat.summary.scale_m_per_px == pytest.approx(TRUE, rel=0.01)
    assert upright.summary.scale_m_per_px == pytest.approx(TRUE, rel=0.001)


def test_speed_from_height_and_height_from_speed_are_one_scale() -> None:
    """A speed estimated by height, given back, names the scale that height gave."""
    by_height = gait_of(film(), runner(176.0))
    assert by_height.runner.speed_source == "estimated"
    assert by_height.runner.speed_mps == pytest.approx(SPEED, rel=0.03)
    by_speed = gait_of(film(), runner(None, by_height.runner.speed_mps))
    assert by_speed.summary.scale_source == "speed"
    assert by_speed.summary.scale_m_per_px == pytest.approx(by_height.summary.scale_m_per_px)


@pytest.mark.parametrize("wrong", SOURCES)
def test_a_source_that_contradicts_is_named_with_what_to_check(wrong: str) -> None:
    off = {source: 1.22 if source == wrong else 1.0 for source in SOURCES}
    told = runner(176.0 * off["height"], SPEED * off["speed"])
    gait = gait_of(film(), told, level=shown(400 * TRUE * off["known_length"]))
    assert gait.summary.scale_source == "height+speed+known_length"
    assert gait.scale_disagreement == pytest.approx(np.log(1.22), abs=0.03)
    assert wrong in gait.scale_rivals
    check = scale_check(gait)
    assert not check.ok and check.harm > 0 and "check" not in check.detail  # said once, as advice
    name = wrong.replace("_", " ")
    assert name in check.detail
    assert ("its two points" if wrong == "known_length" else name) in check.advice
    by_id = {m.id: m for m in measure(gait)}
    assert by_id["vertical_oscillation"].status == "indicative"
    assert "contradict" in by_id["vertical_oscillation"].reason
    assert wrong.replace("_", " ") in by_id["vertical_oscillation"].reason
    assert "contradict" not in (by_id["trunk_lean"].reason or "")


def test_sources_that_agree_are_not_warned_about() -> None:
    gait = gait_of(film(), runner(176.0, SPEED), level=shown(400 * TRUE))
    assert gait.scale_disagreement < DISAGREEMENT
    assert scale_check(gait).ok and gait.runner.speed_source == "given"
    assert gait.summary.scale_cv < 0.025


def test_a_given_speed_is_dropped_only_when_it_takes_part_in_the_contradiction() -> None:
    track = film()
    doubted = gait_of(track, runner(176.0, 1.3 * SPEED))
    assert undoubted(doubted).speed_mps is None
    assert undoubted(doubted).speed_source == "given"
    assert doubted.runner.speed_mps == pytest.approx(1.3 * SPEED)
    trusted = replace(doubted, scale_rivals=("height", "known_length"))
    assert undoubted(trusted).speed_mps == pytest.approx(1.3 * SPEED)


def test_without_any_source_there_is_no_scale() -> None:
    nothing = gait_of(film(), Runner())
    assert nothing.summary.scale_m_per_px is None and nothing.leg_length_m is None
    assert nothing.runner.speed_source == "none" and nothing.scale_disagreement is None
    assert find_scale(300.0, None, None, 900.0).m_per_px is None


def test_more_pixels_make_smaller_ones() -> None:
    small, large = (gait_of(magnified(film(), f)).summary for f in (1.0, 2.0))
    assert small.scale_m_per_px == pytest.approx(2 * large.scale_m_per_px)
    assert large.leg_length_px == pytest.approx(2 * small.leg_length_px)


WAYS = st.lists(
    st.builds(Way, st.sampled_from(SOURCES), st.floats(0.001, 0.01), st.floats(0.01, 0.1)),
    min_size=1,
    max_size=3,
)


@example([Way(s, m, 0.04) for s, m in zip(SOURCES, (0.003, 0.0031, 0.004), strict=True)], 2.0)
@given(WAYS, st.floats(0.1, 10))
def test_the_mix_lies_between_its_sources_and_scales_with_them(ways: list[Way], by: float) -> None:
    mix = mixed(ways)
    each = [way.m_per_px for way in ways]
    assert min(each) * (1 - 1e-9) <= mix.m_per_px <= max(each) * (1 + 1e-9)
    assert mix.cv <= max(max(way.cv for way in ways), (mix.disagreement or 0) / 2)
    larger = mixed([replace(way, m_per_px=by * way.m_per_px) for way in ways])
    assert larger.m_per_px == pytest.approx(by * mix.m_per_px)
    assert larger.disagreement == pytest.approx(mix.disagreement)
    if len(ways) > 1:
        assert mix.disagreement == pytest.approx(np.log(max(each) / min(each)), abs=1e-9)
