"""Which values a metric's number rests on: of which side, read how, without strays."""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.metrics.budget import Reading
from formcheck.metrics.table import Metric
from formcheck.skeleton import SIDES, Side, other
from formcheck.types import Floats, Gait, MeasuredSide


def sides(metric: Metric, gait: Gait) -> tuple[MeasuredSide, ...]:
    """The sides a metric is measured on, the near one first."""
    if metric.sided is None:
        return ("both",)
    near = gait.summary.near_side
    return SIDES if near is None else (near, other(near))


def reading_of(metric: Metric, side: MeasuredSide) -> Reading:
    """The function that gives the metric's values of that side."""
    if metric.function is not None:
        return metric.function
    sided, which = metric.sided, side_of(side)
    assert sided is not None
    return lambda gait: sided(gait, which)


def side_of(side: MeasuredSide) -> Side:
    """The foot to look at; the left one for both."""
    return "right" if side == "right" else "left"


# Share of a value below which nothing is told from the median: 3 ms of a stride, half of what a
# contact may be off by. Without it a few strides that happen to last alike make others strays.
FINEST: Final = 0.005


# At few frames a second every contact that was found lasts as long as the typical one: then
# nothing tells a stray from a contact that a human set.
SHARED: Final = "contact_time"


def kept(metric: Metric, values: Floats) -> Floats:
    """The finite values, without those five robust standard deviations from their median.

    >>> from formcheck.metrics.table import METRICS
    >>> stride_time = next(m for m in METRICS if m.id == "stride_time")
    >>> kept(stride_time, np.array([0.691, 0.691, 0.691, 0.691, 0.685, 0.696, 1.38])).tolist()
    [0.691, 0.691, 0.691, 0.691, 0.685, 0.696]
    """
    values = values[np.isfinite(values)]
    if len(values) < 5 or metric.keeps_strays or (metric.id == SHARED and are_one(values)):
        return values
    usual = float(np.median(values))
    away = np.abs(values - usual)
    return values[away <= 5 * max(1.4826 * float(np.median(away)), FINEST * abs(usual), 1e-12)]


def are_one(values: Floats) -> bool:
    """Whether most strides share one typical value; NaN values aside.

    Those that do not are of contacts that a human set.

    >>> are_one(np.array([0.24, 0.24, 0.24, 0.27])), are_one(np.array([0.24, 0.25, 0.26]))
    (True, False)
    """
    seen = values[np.isfinite(values)]
    usual = np.median(seen)
    alike = np.abs(seen - usual) <= 1e-9 * max(1.0, float(np.max(np.abs(seen))))
    return bool(np.mean(alike) > 0.5)


def centre(metric: Metric, gait: Gait, reading: Reading) -> float:
    """What stands for all strides: the typical stride where the row says so, else a mean.

    NaN where nothing is seen.
    """
    values = kept(metric, reading(gait))
    if metric.centre == "harmonic":
        return float(len(values) / np.sum(1.0 / values)) if len(values) else float("nan")
    if metric.centre == "folded" and gait.mean_stride is not None:
        folded = reading(gait.mean_stride)
        folded = folded[np.isfinite(folded)]
        if len(folded):
            return float(np.mean(folded))
    return float(np.mean(values)) if len(values) else float("nan")
