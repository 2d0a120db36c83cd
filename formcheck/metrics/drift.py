"""How much a number changes from the start to the end of a clip.

Theil-Sen: the median slope of all pairs of strides, times the length of the clip. Its
95 % interval is Sen's, by Kendall's test, widened where neighbouring strides are alike;
so 0 lies outside of it exactly where that test says p < 0.05 (Sen 1968,
doi:10.1080/01621459.1968.10480934; Hamed and Rao 1998, doi:10.1016/S0022-1694(97)00125-X).
What is wrong all through the clip, landmarks or scale, does not drift.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.stats import theilslopes

from formcheck.metrics.budget import effective_n
from formcheck.metrics.derived import NORMAL95, Asked
from formcheck.metrics.values import are_one
from formcheck.types import Floats, Measurement, StandardError
from formcheck.types.said import Said

FEWEST_STRIDES: Final = 40  # a trend of fewer is mostly chance; by us
PASSING: Final = Said("the camera sees a passing runner from ever another angle")


def drift(asked: Asked) -> Measurement:
    """Change over the clip in the row's unit, + = grows."""
    why = asked.refusal()
    if why is not None:
        return asked.missing(why)
    row = asked.row
    values = per_stride(asked.reading(asked.gait), row.per_stride)
    seen = int(np.isfinite(values).sum())
    if seen < FEWEST_STRIDES:
        return asked.missing(
            Said("{fewest} strides are needed, {n} seen", fewest=FEWEST_STRIDES, n=seen), seen
        )
    if are_one(values):
        return asked.missing(Said("strides are not read one by one at this frame rate"), seen)
    change, low, high = trend(values)
    error = StandardError(strides=(high - low) / (2 * NORMAL95))
    name, doubt = asked.status(seen, error)
    if name == "measured" and asked.gait.summary.setting == "overground":
        name, doubt = "indicative", PASSING
    return Measurement(
        row.id,
        asked.side,
        change,
        row.unit,
        seen,
        standard_error=error,
        interval95=(low, high),
        status=name,
        reason=doubt,
    )


def per_stride(values: Floats, each: int) -> Floats:
    """Means of as many neighbours as a stride has values.

    >>> per_stride(np.array([1.0, 3.0, 2.0, 4.0, 9.0]), 2)
    array([2., 3.])
    """
    whole = len(values) // each * each
    return np.asarray(values[:whole].reshape(-1, each).mean(axis=1))


def trend(values: Floats) -> tuple[float, float, float]:
    """Change from first to last value and its 95 % interval; NaN values are left out.

    >>> [round(float(x), 6) for x in trend(np.arange(50.0))]
    [49.0, 49.0, 49.0]
    """
    seen = np.isfinite(values)
    when, y = np.linspace(0.0, 1.0, len(values))[seen], values[seen]
    change, start, low, high = (float(x) for x in theilslopes(y, when, 0.95))
    wider = float(np.sqrt(max(1.0, len(y) / effective_n(y - start - change * when))))
    return change, change - wider * (change - low), change + wider * (high - change)
