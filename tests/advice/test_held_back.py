"""A number beyond its limit that is too wide to call says so, and what would narrow it."""

from dataclasses import replace

import pytest
from advice_makers import JOGGER, measurement

from formcheck.advice import judge
from formcheck.types import Finding, Measurement, StandardError


def told(topic: str, *measurements: Measurement) -> Finding:
    return next(f for f in judge(measurements, JOGGER) if f.topic == topic)


def wide(value: float, **parts: float) -> Measurement:
    return replace(measurement("overstride", value), standard_error=StandardError(**parts))


@pytest.mark.parametrize(
    "part, said",
    [
        ("yaw", "at an angle; film squarely"),
        ("roll", "how level the camera stood"),
        ("timing", "too few pictures a second"),
        ("scale", "check the height and speed"),
        ("landmarks", "film from closer by"),
        ("strides", "film more of them"),
    ],
)
def test_it_says_that_it_lies_beyond_and_what_makes_it_surer(part: str, said: str) -> None:
    found = told("feet_under_hips", wide(60.0, **{"landmarks": 1.0, part: 6.0}))
    assert found.level == "borderline" and (found.probability or 0) > 0.99
    assert "does lie beyond what is usual" in found.headline and said in found.headline
    assert "not clear enough" not in found.headline


def test_a_number_without_a_verdict_says_it_too() -> None:
    found = told("feet_under_hips", wide(42.0, yaw=6.0))
    assert (found.level, found.probability) == ("not_measurable", None)
    assert "does lie beyond what is usual" in found.headline
    assert "too uncertain" in told("feet_under_hips", wide(36.0, yaw=6.0)).headline


def test_one_sign_that_is_surely_mild_waits_for_another() -> None:
    found = told("feet_under_hips", measurement("overstride", 35.0), measurement("tibia_angle", 10))
    assert found.level == "borderline"
    assert "does lie beyond what is usual, but another sign" in found.headline
    near = told("feet_under_hips", measurement("overstride", 31.0), measurement("tibia_angle", 10))
    assert "by itself that is not clear enough to call" in near.headline
