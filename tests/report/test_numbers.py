from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.report.numbers import (
    expected_text,
    margin,
    significant,
    typical_text,
    value_text,
    with_margin,
)
from formcheck.types import Expected, Measurement, StandardError


def test_the_margin_is_that_of_a_95_percent_interval() -> None:
    m = Measurement("a", "left", 1.0, "", standard_error=StandardError(strides=3, roll=4))
    assert margin(m) == pytest.approx(1.96 * 5)


def test_without_parts_the_interval_gives_the_margin() -> None:
    assert margin(Measurement("a", "left", 3.0, "", interval95=(1.0, 5.0))) == 2.0
    assert margin(Measurement("a", "left", 3.0, "")) is None


@pytest.mark.parametrize(
    ("value", "error", "unit", "text"),
    [
        (0.2391, 0.01176, "s", "0.239 ± 0.012 s"),
        (171.64, 0.392, "steps/min", "171.6 ± 0.4 steps/min"),
        (24.13, 3.571, "%leg", "24 ± 4 % leg length"),
        (-0.02, 3.571, "deg", "0 ± 4°"),
        (-3.24, 1.57, "deg", "-3.2 ± 1.6°"),
        (0.98, 0.0, "1", "1.0 ± 0.0"),
        (120.0, 45.0, "cm", "120 ± 45 cm"),
        (5.0, 0.97, "cm", "5.0 ± 1.0 cm"),
    ],
)
def test_digits_follow_the_error(value: float, error: float, unit: str, text: str) -> None:
    assert with_margin(value, error, unit) == text


def test_missing_is_empty_text() -> None:
    missing = Measurement("a", "left", None, "s", reason="dark")
    assert value_text(missing) == expected_text(missing) == ""


def test_typical_is_as_fine_as_the_value() -> None:
    m = Measurement("a", "left", 24.0, "%leg", standard_error=StandardError(2),
                    expected=Expected(24.23, "x"))  # fmt: skip
    assert expected_text(m) == "24"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_rounding_twice_is_rounding_once(value: float) -> None:
    once = significant(value)
    assert significant(once) == once
    assert str(once) != "-0.0"


def test_a_usual_range_is_told_no_finer_than_a_tenth_of_itself() -> None:
    sure = StandardError(strides=0.36)
    steps = Measurement(
        "cadence", "both", 155.9, "steps/min", standard_error=sure, typical=(157.93, 178.09)
    )
    assert typical_text(steps) == "158 to 178 steps/min"
