from dataclasses import replace

import pytest
from advice_makers import JOGGER, measurement

from formcheck.advice import with_expected
from formcheck.advice.expected import expected, norms
from formcheck.types import Runner

AT_SPEED = [
    ("cadence", 2.5, 160.75), ("cadence", 3.5, 171.5), ("cadence", 4.5, 182.25),
    ("step_length", 3.5, 1.2245), ("contact_time", 3.0, 0.262), ("contact_time", 4.0, 0.2245),
    ("flight_time", 2.5, 0.086), ("duty_factor", 4.5, 0.322), ("overstride", 3.0, 24.25),
    ("overstride_ratio", 3.5, 0.192), ("tibia_angle", 4.5, 13.2), ("thigh_extension", 2.5, 20.5),
    ("knee_flexion_contact", 4.5, 11.8), ("knee_flexion_stance", 2.5, 42.1),
    ("vertical_oscillation", 4.5, 7.75), ("overstride", 2.0, 18.75), ("overstride", 5.5, 38.0),
]  # fmt: skip


@pytest.mark.parametrize("id, speed, value", AT_SPEED)
def test_typical_values_follow_the_evidence(id, speed, value):
    assert expected(id, replace(JOGGER, speed_mps=speed)).value == pytest.approx(value, abs=5e-4)


def test_all_twelve_quantities_have_one_with_a_source():
    assert len(norms()) == 12
    assert all(expected(id, JOGGER).source for id in norms())
    assert {n.tag for n in norms().values()} <= {"F", "M", "C", "P"}


def test_taller_runners_take_fewer_and_longer_steps():
    tall = replace(JOGGER, height_cm=196.0)
    assert expected("cadence", tall).value == pytest.approx(161.5)
    assert expected("step_length", tall).value > expected("step_length", JOGGER).value


def test_unknown_height_is_taken_as_176_cm():
    assert expected("cadence", replace(JOGGER, height_cm=None)) == expected("cadence", JOGGER)


def test_without_a_speed_only_what_hardly_depends_on_it_is_typical():
    known = {id for id in norms() if expected(id, Runner())}
    assert known == {"overstride_ratio", "knee_flexion_stance"}


@pytest.mark.parametrize(
    "other",
    [
        {"speed_mps": 1.9}, {"speed_mps": 5.6}, {"speed_mps": float("nan")},
        {"incline_pct": 3.5}, {"incline_pct": -3.5}, {"surface": "sand"},
    ],
    ids=str,
)  # fmt: skip
def test_nothing_is_typical_beyond_what_the_sources_ran(other):
    assert not [id for id in norms() if expected(id, replace(JOGGER, **other))]


def test_a_three_per_cent_slope_still_counts_as_level():
    assert expected("overstride", replace(JOGGER, incline_pct=3.0)) is not None


def test_an_unknown_id_has_no_typical_value():
    assert expected("arm_swing", JOGGER) is None


def test_measurements_get_their_typical_value_in_their_own_unit():
    given = (
        measurement("overstride", 30.0),
        measurement("arm_swing", 40.0),
        replace(measurement("vertical_oscillation", 9.0), unit="%leg"),
    )
    values = [m.expected and m.expected.value for m in with_expected(given, JOGGER)]
    assert values == [27.0, None, None]
