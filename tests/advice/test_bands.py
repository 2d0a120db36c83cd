import pytest

from formcheck.advice.catalogue import catalogue
from formcheck.advice.expected import norms
from formcheck.advice.verdict import bands

BANDS = pytest.mark.parametrize("band", bands(), ids=lambda b: f"{b.id}-{b.direction}")

ASKED = {
    "cadence low", "step_length high", "overstride high", "overstride_ratio high",
    "tibia_angle high", "knee_flexion_contact low", "knee_flexion_stance low",
    "thigh_extension low", "trunk_lean low", "trunk_lean high", "trunk_rotation low",
    "trunk_rotation high", "arm_swing low", "arm_swing high", "elbow_flexion low",
    "elbow_flexion high", "elbow_range low", "arm_leg_lag low", "arm_leg_lag high",
    "arm_leg_locking low", "arm_crossing high", "vertical_oscillation high",
    "vertical_ratio high", "pelvic_drop high", "hip_adduction high", "trunk_side_lean high",
    "knee_gap low", "step_width low", "lateral_sway high", "asymmetry_step_time high",
    "asymmetry_contact_time high", "asymmetry_flight_time high", "asymmetry_arm_swing low",
    "asymmetry_arm_swing high", "asymmetry_trunk_side_lean low",
    "asymmetry_trunk_side_lean high", "shoulder_lift high", "pelvis_rotation high",
    "drift_cadence low", "drift_contact_time high", "drift_overstride high",
    "drift_trunk_lean high", "variability_step_time high", "said_km_growth high",
    "said_hill_growth high", "said_sand_share high", "said_fast_sessions high",
    "said_rest_days low", "said_sleep_hours low", "said_sitting_hours high",
    "said_ankle_sprains high",
}  # fmt: skip


def test_each_id_and_direction_stands_once():
    found = [f"{b.id} {b.direction}" for b in bands()]
    assert len(found) == len(set(found))
    assert set(found) == ASKED


@BANDS
def test_marked_lies_beyond_mild(band):
    sign = 1 if band.direction == "high" else -1
    assert all(
        sign * (marked - mild) > 0 for mild, marked in (band.limits, band.alone or (0, sign))
    )


@BANDS
def test_relative_limits_lie_on_the_side_of_their_direction(band):
    if band.relative_to != "absolute":
        assert (band.limits[0] > 0) == (band.direction == "high")


@BANDS
def test_typical_values_are_in_order_and_their_middle_is_not_beyond_a_limit(band):
    low, high = band.typical
    assert low < high
    limits = band.limits if band.relative_to == "absolute" else band.alone
    if limits:
        sign = 1 if band.direction == "high" else -1
        assert sign * (low + high) / 2 < sign * limits[0]


@BANDS
def test_every_band_says_how_sure_it_is_and_who_says_so(band):
    assert band.tag in {"F", "M", "C", "P"}
    assert len(band.source) > 10
    assert band.relative_to in {"absolute", "expected", "expected_percent"}


@BANDS
def test_relative_bands_have_something_to_be_relative_to_in_the_same_unit(band):
    if band.relative_to != "absolute":
        assert norms()[band.id].unit == band.unit


@pytest.mark.parametrize("topic", catalogue().topics, ids=lambda t: t.id)
def test_every_sign_of_a_topic_has_a_band(topic):
    assert set(topic.signs) <= {b.id for b in bands()}
    assert set(topic.needs) <= set(topic.signs)
