"""How unlike left and right are.

Times and lengths: 100 |L - R| / mean(L, R), in per cent. The size of a difference is
read too large where the difference is lost in its error, since the error counts as
difference too; so the error is taken off in quadrature, sqrt(d^2 - se^2), and the interval
of d is folded about 0. Angles: L - R in degrees, + = more on the left, nothing to take off.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.metrics.budget import Budget, error_of_mean, margin95
from formcheck.metrics.derived import Asked
from formcheck.metrics.sensitivity import left_later, struck_later
from formcheck.metrics.status import FEWEST, landmark_factor
from formcheck.metrics.values import are_one, centre, kept, reading_of
from formcheck.skeleton import SIDES
from formcheck.types import Floats, Gait, Measurement, StandardError
from formcheck.types.said import Said

# By how much contacts of one foot may be off and those of the other not. On fourteen rendered
# side clips the feet's mean errors differed by 2.5 ms (strikes; at most 6.6) and 5 ms (contact
# times; at most 12), rms; these give 4.2 and 7.1 ms.
ONE_FOOT_STRIKE_S: Final = 0.003
ONE_FOOT_OFF_S: Final = 0.004

BOTH_NEEDED: Final = Said(
    "from one side the far side is partly hidden; film the other side as well"
)
TOO_SMALL: Final = Said("too near 0 on both sides to compare them")


def asymmetry(asked: Asked, budget: Budget) -> Measurement:
    """Left against right in the row's unit: per cent without a sign, or degrees L - R."""
    why = asked.refusal()
    if why is not None:
        return asked.missing(why)
    values = [_of_side(asked, side) for side in SIDES]
    n = min(map(len, values))
    if n < FEWEST:
        return asked.missing(
            Said("seen in {n} strides of one side, {fewest} are needed", n=n, fewest=FEWEST), n
        )
    if all(map(are_one, values)):
        return asked.missing(
            Said("one contact time per foot is found at this frame rate; film at 120"), n
        )
    found = float(_index(asked, asked.gait)[0])
    if not np.isfinite(found):
        return asked.missing(TOO_SMALL, n)
    return _measured(asked, found, _error(asked, budget, values), n)


def _measured(asked: Asked, found: float, error: StandardError, n: int) -> Measurement:
    if not np.isfinite(error.total):
        return asked.missing(Said("too few points are seen around the moments that show it"), n)
    row, margin = asked.row, margin95(error, n)
    value, low, high = found, found - margin, found + margin
    if row.unit == "%":
        value = float(np.sqrt(max(found**2 - error.total**2, 0.0)))
        low, high = max(abs(found) - margin, 0.0), abs(found) + margin
    name, why = asked.status(n, error)
    if name == "measured" and asked.gait.summary.near_side is not None:
        name, why = "indicative", BOTH_NEEDED
    return Measurement(
        row.id,
        "both",
        value,
        row.unit,
        n,
        standard_error=error,
        interval95=(low, high),
        status=name,
        reason=why,
    )


def _of_side(asked: Asked, side: str) -> Floats:
    metric = asked.row.base
    return kept(metric, reading_of(metric, "right" if side == "right" else "left")(asked.gait))


def _index(asked: Asked, gait: Gait) -> Floats:
    """L - R in the row's unit, (1,); NaN where one side or a mean to divide by is missing."""
    left, right = _sides(asked, gait)
    return np.array([(left - right) * _per_unit(asked, left, right)])


def _sides(asked: Asked, gait: Gait) -> tuple[float, float]:
    """The base metric's value of each side, bias taken off."""
    metric, bias = asked.row.base, asked.row.base.bias_of(gait)
    left, right = (centre(metric, gait, reading_of(metric, side)) - bias for side in SIDES)
    return left, right


def _per_unit(asked: Asked, left: float, right: float) -> float:
    """What turns a difference into the row's unit; NaN for shares of next to nothing."""
    if asked.row.unit != "%":
        return 1.0
    mean = (left + right) / 2
    return 100.0 / mean if mean > abs(left - right) else float("nan")


def _error(asked: Asked, budget: Budget, values: list[Floats]) -> StandardError:
    """Errors of both sides; what moves both sides alike has moved them together."""
    metric, gait = asked.row.base, asked.gait
    left, right = _sides(asked, gait)
    per_unit = _per_unit(asked, left, right)
    common = budget.standard_error(lambda g: _index(asked, g))
    far = float(np.linalg.norm([landmark_factor(gait, side) for side in SIDES]))
    return replace(
        common,
        strides=per_unit * float(np.linalg.norm([error_of_mean(v) for v in values])),
        landmarks=float(np.hypot(common.landmarks, per_unit * metric.landmark_sd_of(gait) * far)),
        timing=float(np.hypot(common.timing, _of_one_foot(asked))),
    )


def _of_one_foot(asked: Asked) -> float:
    """What contacts do that are off on one foot only."""
    gait = asked.gait.mean_stride or asked.gait
    base = _index(asked, gait)[0]
    moved = [struck_later(gait, ONE_FOOT_STRIKE_S, side) for side in SIDES]
    moved += [left_later(gait, ONE_FOOT_OFF_S, side) for side in SIDES]
    shifts = np.array([_index(asked, g)[0] - base for g in moved])
    return float(np.linalg.norm(shifts[np.isfinite(shifts)]))
