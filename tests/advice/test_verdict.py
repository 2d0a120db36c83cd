from dataclasses import replace

import pytest
from advice_makers import JOGGER, measurement
from hypothesis import given
from hypothesis import strategies as st

from formcheck.advice import with_expected
from formcheck.advice.verdict import LEVELS, bands, margin95, too_wide, verdict
from formcheck.types import Runner, StandardError


def judged(m, runner=JOGGER, **other):
    return verdict(*with_expected((m,), runner), runner, **other)


@pytest.mark.parametrize(
    "value, level",
    [(27, "ok"), (30.1, "ok"), (30.2, "borderline"), (31, "borderline"), (31.8, "borderline"),
     (31.9, "mild"), (35.8, "mild"), (35.9, "marked")],
)  # fmt: skip
def test_overstride_at_3_5_is_mild_beyond_31_and_marked_beyond_35(value, level):
    assert judged(measurement("overstride", value, se=1.0)).level == level


@pytest.mark.parametrize(
    "id, value, level",
    [
        ("cadence", 171, "ok"), ("cadence", 185, "ok"), ("cadence", 155, "mild"),
        ("cadence", 145, "marked"), ("step_length", 1.33, "mild"), ("step_length", 1.42, "marked"),
        ("thigh_extension", 26, "ok"), ("thigh_extension", 17, "mild"),
        ("thigh_extension", 12, "marked"), ("trunk_lean", 7, "ok"), ("trunk_lean", -4, "marked"),
        ("trunk_lean", 15, "mild"), ("arm_leg_lag", -35, "mild"), ("arm_leg_lag", 50, "marked"),
        ("arm_leg_locking", 0.8, "marked"), ("elbow_range", 7.5, "mild"),
        ("step_width", -3, "marked"), ("step_width", 6, "ok"),
        ("vertical_oscillation", 9, "ok"), ("vertical_oscillation", 13, "marked"),
    ],
)  # fmt: skip
def test_levels_of_other_quantities(id, value, level):
    assert judged(measurement(id, value)).level == level


@pytest.mark.parametrize(
    "id, value, level",
    [("cadence", 165, "ok"), ("cadence", 155, "mild"), ("cadence", 145, "marked"),
     ("tibia_angle", 10, "ok"), ("tibia_angle", 15, "mild"), ("tibia_angle", 20, "marked"),
     ("overstride_ratio", 0.25, "mild")],
)  # fmt: skip
def test_without_a_speed_the_limits_that_need_none_are_used(id, value, level):
    assert judged(measurement(id, value), Runner()).level == level


@pytest.mark.parametrize(
    "m, runner, why",
    [
        (measurement("overstride", 40), Runner(), "speed_unknown"),
        (measurement("overstride", 40), replace(JOGGER, speed_mps=1.5), "speed_outside"),
        (measurement("cadence", 140), replace(JOGGER, speed_mps=1.5), "speed_outside"),
        (measurement("overstride", 40), replace(JOGGER, incline_pct=5.0), "slope"),
        (measurement("arm_swing", 5), replace(JOGGER, surface="sand"), "sand"),
        (measurement("overstride", None), JOGGER, "missing"),
        (measurement("overstride", float("nan")), JOGGER, "missing"),
        (measurement("overstride", 40, status="not_measurable"), JOGGER, "missing"),
        (measurement("overstride", 40, status="indicative"), JOGGER, "indicative"),
        (measurement("overstride", 40, standard_error=None), JOGGER, "no_error"),
        (measurement("overstride", 40, se=4.0), JOGGER, "too_wide"),
        (measurement("head_forward", 40), JOGGER, "no_norm"),
        (replace(measurement("vertical_oscillation", 12), unit="%leg"), JOGGER, "no_norm"),
        (replace(measurement("lateral_sway", 6), unit="%leg"), JOGGER, "no_norm"),
    ],
)  # fmt: skip
def test_no_verdict_and_why(m, runner, why):
    found = judged(m, runner)
    assert (found.level, found.why) == ("not_measurable", why)


def test_indicative_numbers_are_judged_where_that_is_asked():
    m = measurement("trunk_rotation", 11.5, status="indicative")
    assert judged(m, indicative=True).level == "mild"


def test_ok_needs_both_sides_to_be_certain_enough():
    # at an error of 4 the low side of trunk rotation (14 to 9) is too uncertain, the high is not
    assert judged(measurement("trunk_rotation", 20, se=4.0)).why == "too_wide"
    assert judged(measurement("trunk_rotation", 50, se=4.0)).level == "marked"


def test_too_wide_compares_half_the_interval_with_mild_to_marked():
    band = next(b for b in bands() if b.id == "pelvic_drop")  # 6.5 to 9.5: widest margin 4.5
    assert not too_wide(measurement("pelvic_drop", 8, interval95=(3.6, 12.4)), band)
    assert too_wide(measurement("pelvic_drop", 8, interval95=(3.4, 12.6)), band)
    assert too_wide(measurement("pelvic_drop", 8, standard_error=None), band)


@pytest.mark.parametrize(
    "id, value, se, level",
    [
        ("vertical_ratio", 16.9, 1.9, "borderline"),  # 13.2 to 20.6, marked from 13
        ("vertical_ratio", 16.6, 1.9, "not_measurable"),  # 12.9 to 20.3
        ("overstride_ratio", 0.36, 0.045, "borderline"),
        ("overstride_ratio", 0.34, 0.045, "not_measurable"),
        ("overstride_ratio", 0.36, 0.01, "marked"),
    ],
)
def test_a_wide_number_wholly_beyond_the_marked_limit_is_seen_and_never_called(
    id, value, se, level
):
    unit = "%" if id == "vertical_ratio" else "1"
    assert judged(replace(measurement(id, value, se=se), unit=unit)).level == level


def test_the_margin_is_1_96_standard_errors_when_no_interval_is_given():
    assert margin95(measurement("pelvic_drop", 8, se=2.0)) == pytest.approx(3.92)


def test_a_number_without_error_is_plainly_on_one_side():
    exact = StandardError()
    levels = [judged(measurement("pelvic_drop", v, standard_error=exact)) for v in (6.4, 6.5, 6.6)]
    assert [v.level for v in levels] == ["ok", "borderline", "mild"]


BAND = st.sampled_from(bands())
SPEED = st.one_of(st.none(), st.floats(2.0, 5.5))


def _at(band, beyond, se_share, speed):
    """A measurement `beyond` times mild-to-marked past the mild limit."""
    runner = replace(JOGGER, speed_mps=speed)
    (probe,) = with_expected((measurement(band.id, 1.0),), runner)
    limits = band.limits_for(probe) or (0.0, 1.0)
    step = limits[1] - limits[0]
    return measurement(band.id, limits[0] + beyond * step, se=abs(step) * se_share), runner


@given(BAND, st.floats(-3, 4), st.floats(0, 3), st.floats(0.01, 0.9), SPEED)
def test_moving_further_beyond_never_lowers_the_level(band, beyond, further, share, speed):
    near, runner = _at(band, beyond, share, speed)
    far, _ = _at(band, beyond + further, share, speed)
    if judged(near, runner).band in (None, band):  # not leaning to the other side
        before, after = judged(near, runner), judged(far, runner)
        assert LEVELS.index(after.level) >= LEVELS.index(before.level)
        assert after.p_mild >= before.p_mild or after.band != band


@given(BAND, st.floats(-3, 4), st.floats(0.01, 0.9), st.floats(1, 20), SPEED)
def test_a_wider_error_never_turns_ok_into_mild_or_marked(band, beyond, share, wider, speed):
    sharp, runner = _at(band, beyond, share, speed)
    vague, _ = _at(band, beyond, share * wider, speed)
    if judged(sharp, runner).level == "ok":
        assert judged(vague, runner).level in ("ok", "borderline", "not_measurable")
