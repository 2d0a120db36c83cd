"""One way to turn any metric's values into a measurement with an honest interval."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import numpy as np

from formcheck.metrics.budget import (
    Budget,
    error_of_mean,
    interval95,
    strike_error_s,
)
from formcheck.metrics.derived_table import derive
from formcheck.metrics.status import FEWEST, Case, is_far, landmark_factor, refusal, status
from formcheck.metrics.table import METRICS, Metric
from formcheck.metrics.values import are_one, centre, kept, reading_of, side_of, sides
from formcheck.types import Floats, Gait, MeasuredSide, Measurement, StandardError
from formcheck.types.said import Said


def measure(gait: Gait) -> tuple[Measurement, ...]:
    """Every metric of the tables, for each side it has, measured or with a reason."""
    budget = Budget(gait)
    single = (
        _one(metric, gait, side, budget) for metric in METRICS for side in sides(metric, gait)
    )
    return (*single, *derive(gait))


def doubted(measurements: Iterable[Measurement], why: str | None) -> tuple[Measurement, ...]:
    """The same, no number with a verdict, for this reason; as they are where there is none."""
    if why is None:
        return tuple(measurements)
    return tuple(
        replace(m, status="indicative", reason=why) if m.status == "measured" else m
        for m in measurements
    )


def _one(metric: Metric, gait: Gait, side: MeasuredSide, budget: Budget) -> Measurement:
    def missing(why: str, n: int = 0) -> Measurement:
        return Measurement(metric.id, side, None, metric.unit, n, reason=why)

    why = refusal(metric, gait)
    if why is not None:
        return missing(why)
    reading = cache(reading_of(metric, side))
    values = kept(metric, reading(gait))
    if len(values) < FEWEST:
        if is_far(gait, side):
            return missing(Said("hidden behind the body; film the other side as well"), len(values))
        return missing(
            Said("seen in {n} strides, {fewest} are needed", n=len(values), fewest=FEWEST),
            len(values),
        )
    value = centre(metric, gait, reading) - metric.bias_of(gait)
    error = _error(Case(metric, gait, side), budget.standard_error(reading), values)
    if not np.isfinite(error.total):
        return missing(Said("too few points are seen around the moments that show it"), len(values))
    name, why = status(Case(metric, gait, side, len(values), error))
    return Measurement(
        metric.id,
        side,
        value,
        metric.unit,
        n=len(values),
        sd=_spread(values),
        standard_error=error,
        interval95=interval95(value, error, len(values)),
        status=name,
        reason=why,
        frames_s=_evidence(metric, gait, side),
    )


def _error(case: Case, parts: StandardError, values: Floats) -> StandardError:
    """The parts with what averages out over strides, and what the landmarks are off by."""
    metric, gait = case.metric, case.gait
    return replace(
        parts,
        strides=error_of_mean(values),
        timing=max(parts.timing, metric.least_rate_per_s * strike_error_s(gait)),
        landmarks=float(
            np.hypot(
                parts.landmarks, metric.landmark_sd_of(gait) * landmark_factor(gait, case.side)
            )
        ),
    )


def _spread(values: Floats) -> float | None:
    """Standard deviation between strides; None where all share one typical value."""
    return None if are_one(values) else float(np.std(values, ddof=1))


def _evidence(metric: Metric, gait: Gait, side: MeasuredSide) -> tuple[float, ...]:
    """The moment that shows it best: of the contact in the middle, nearest to a frame."""
    which = gait.summary.near_side if side == "both" else side_of(side)
    contacts = [c for c in gait.contacts if which in (None, c.side)]
    moments = [m for c in contacts if (m := _moment(metric, c.strike_s, c.off_s)) is not None]
    third = len(moments) // 3
    moments = moments[third : len(moments) - third] or moments
    if not moments:
        return ()
    return (min(moments, key=lambda m: _from_frame_s(gait, m)),)


def _from_frame_s(gait: Gait, moment_s: float) -> float:
    """How far the nearest frame is from a moment."""
    after = int(np.searchsorted(gait.times_s, moment_s))
    return float(np.abs(gait.times_s[max(after - 1, 0) : after + 1] - moment_s).min())


def _moment(metric: Metric, strike_s: float, off_s: float | None) -> float | None:
    if metric.moment == "strike":
        return strike_s
    if metric.moment == "off":
        return off_s
    return strike_s + 0.1 if off_s is None else (strike_s + off_s) / 2
