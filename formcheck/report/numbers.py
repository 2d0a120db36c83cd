"""Turns numbers into text no finer than their error."""

from __future__ import annotations

import math

from formcheck.report.words import _, localised
from formcheck.types import Measurement

COVERAGE = 1.96  # standard errors on each side of a 95 % interval

LOPSIDED = 0.1  # of the interval its middle may lie from the value before the interval is named

_UNITS = {"1": "", "deg": "°", "%leg": "% leg length"}


def margin(measurement: Measurement) -> float | None:
    """Half the width of the 95 % interval, in the measurement's unit; None if unknown."""
    if measurement.interval95 is not None:
        return (measurement.interval95[1] - measurement.interval95[0]) / 2
    if measurement.standard_error is not None:
        return COVERAGE * measurement.standard_error.total
    return None


def decimals(error: float | None) -> int:
    """Digits after the point that an error leaves meaning to, 0 to 3.

    The error keeps one digit, two where it starts with a 1.

    >>> decimals(3.57), decimals(0.31), decimals(0.012)
    (0, 1, 3)
    """
    if error is None or error <= 0:
        return 1
    size: int = math.floor(math.log10(error))
    leading_one = error / 10**size < 1.95
    return int(min(3, max(0, leading_one - size)))


def with_margin(value: float, error: float | None, unit: str = "") -> str:
    """A value, its error and its unit.

    >>> with_margin(24.12, 3.57, "%leg")
    '24 ± 4 % leg length'
    >>> with_margin(8.94, 3.1, "deg")
    '9 ± 3°'
    >>> with_margin(172.4, None, "steps/min")
    '172.4 steps/min'
    """
    digits = decimals(error)
    text = _fixed(value, digits)
    if error is not None:
        text += f" ± {_fixed(error, digits)}"
    return text + _unit(unit)


def value_text(measurement: Measurement) -> str:
    """A measurement as people read it: ``24 ± 4 % leg length``; empty where there is no value."""
    if measurement.value is None:
        return ""
    if _is_lopsided(measurement):
        return _with_interval(measurement)
    return with_margin(measurement.value, margin(measurement), measurement.unit)


def _is_lopsided(measurement: Measurement) -> bool:
    """Whether value and margin would tell another interval than the measurement has."""
    if measurement.interval95 is None or measurement.value is None:
        return False
    low, high = measurement.interval95
    return abs(low + high - 2 * measurement.value) > LOPSIDED * (high - low)


def _with_interval(measurement: Measurement) -> str:
    assert measurement.interval95 is not None and measurement.value is not None
    digits = decimals(margin(measurement))
    value, low, high = (_fixed(v, digits) for v in (measurement.value, *measurement.interval95))
    text = _("{value} ({low} to {high})").format(value=value, low=low, high=high)
    return text + _unit(measurement.unit)


def expected_text(measurement: Measurement, digits: int | None = None) -> str:
    """What is typical, as fine as the measurement itself; empty where nobody says."""
    if measurement.expected is None:
        return ""
    digits = decimals(margin(measurement)) if digits is None else digits
    return _fixed(measurement.expected.value, digits)


def typical_digits(measurement: Measurement) -> int:
    """Digits of what is usual: no finer than the measurement or a tenth of the range."""
    if measurement.typical is None:
        return decimals(margin(measurement))
    width = measurement.typical[1] - measurement.typical[0]
    is_whole = all(float(end).is_integer() for end in measurement.typical)
    return 0 if is_whole else decimals(max(margin(measurement) or 0.0, width / 10))


def typical_text(measurement: Measurement, digits: int | None = None) -> str:
    """The usual range, with `typical_digits` unless told otherwise; empty without one."""
    if measurement.typical is None:
        return ""
    digits = typical_digits(measurement) if digits is None else digits
    low, high = (_fixed(end, digits) for end in measurement.typical)
    return _("{low} to {high}").format(low=low, high=high) + _unit(measurement.unit)


def significant(value: float, digits: int = 6) -> float:
    """The value with that many digits that count; zero never has a sign.

    >>> significant(0.123456789), significant(-1e-9 * 0)
    (0.123457, 0.0)
    """
    return float(f"{value:.{digits}g}") + 0.0


def _fixed(value: float, digits: int) -> str:
    text = f"{value:.{digits}f}"
    return localised(text.removeprefix("-") if float(text) == 0 else text)


def unit_words(unit: str) -> str:
    """A unit as people read it: ``°``, ``% leg length``; empty for plain ratios."""
    shown = _UNITS.get(unit, unit)
    return shown if shown in ("", "°") else _(shown)


def _unit(unit: str) -> str:
    shown = unit_words(unit)
    return shown if shown in ("", "°") else f" {shown}"
