"""What is usual for a measurement of this runner, as a number and as a range."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from formcheck.advice.expected import expected, ground_gap, norms, speed_gap
from formcheck.advice.verdict import Band, bands
from formcheck.types import Measurement, Runner

Range = tuple[float, float]

# mild limits lie about one standard deviation between runners from what is expected
_AROUND: Final[dict[str, Callable[[float, float], Range]]] = {
    "expected": lambda value, mild: (value - abs(mild), value + abs(mild)),
    "expected_percent": lambda value, mild: (
        value * (1 - abs(mild) / 100),
        value * (1 + abs(mild) / 100),
    ),
}


def with_expected(measurements: tuple[Measurement, ...], runner: Runner) -> tuple[Measurement, ...]:
    """The same measurements, each with what is typical for this runner.

    Those in another unit than the tables' (bounce in %leg) get none.
    """
    return tuple(_compared(m, runner) for m in measurements)


def _compared(measurement: Measurement, runner: Runner) -> Measurement:
    norm = norms().get(measurement.id)
    same = norm is not None and norm.unit == measurement.unit
    known = replace(measurement, expected=expected(measurement.id, runner) if same else None)
    return replace(known, typical=usual(known, runner))


def usual(measurement: Measurement, runner: Runner) -> Range | None:
    """The usual range, at this speed where that is known; None where nobody says.

    >>> from formcheck.types import Measurement
    >>> usual(Measurement("knee_gap", "both", 0.3, "1"), Runner())
    (0.1, 0.6)
    """
    own = (b for b in bands() if (b.id, b.unit) == (measurement.id, measurement.unit))
    band = next(own, None)
    if band is None or (band.ground == "level" and ground_gap(runner)):
        return None
    if band.relative_to == "absolute":
        return band.typical
    return _at_speed(band, measurement, runner)


def _at_speed(band: Band, measurement: Measurement, runner: Runner) -> Range | None:
    if measurement.expected is None:
        return None if speed_gap(runner) == "speed_outside" else band.typical
    return _AROUND[band.relative_to](measurement.expected.value, band.limits[0])
