"""Draws numbers over three visits or more: values with margins, by day where all are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from formcheck.report import geometry
from formcheck.report.numbers import unit_words, with_margin
from formcheck.report.words import _
from formcheck.types import Floats, MeasuredSide, Measurement
from formcheck.types.comparison import Comparison, Trend, Visit

FEWEST: Final = 3
NEAREST: Final = 7.0  # percent of a plot between two labels, so that they stay apart; by us


@dataclass(frozen=True, slots=True)
class Point:
    """One visit's value: places in percent from left and top; `number` counts from 1.

    `label` is that number, "" where it would touch the one before.
    """

    x: float
    y: float
    top: float
    bottom: float
    number: int
    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Trended:
    """One number over the visits; `usual` is the top and the bottom of the usual range."""

    key: str
    title: str
    side: str
    unit: str
    points: tuple[Point, ...]
    path: str
    ticks: tuple[geometry.Tick, ...]
    usual: tuple[float, float] | None
    has_changed: bool


def trended(comparison: Comparison, names: Mapping[str, str]) -> list[Trended]:
    """The plots, of numbers that changed first."""
    at = places(comparison.visits)
    shown = [t for t in comparison.trends if len(t.visits) >= FEWEST]
    made = [_one(comparison, trend, names[trend.id], at) for trend in shown]
    return sorted(made, key=lambda one: not one.has_changed)


def are_days_known(visits: tuple[Visit, ...]) -> bool:
    """Whether visits stand as far apart as their days do; otherwise evenly."""
    days = [_day(visit) for visit in visits]
    known = [one for one in days if one is not None]
    return len(known) == len(days) and len(set(known)) > 1


def places(visits: tuple[Visit, ...]) -> list[float]:
    """Where each visit stands, percent from the left, with room at the edges."""
    days = [_day(visit) for visit in visits]
    if are_days_known(visits):
        known = np.array([one.toordinal() for one in days if one is not None], float)
    else:
        known = np.arange(len(visits), dtype=float)
    span = max(float(np.ptp(known)), 1e-9)
    return [round(float(x), 2) for x in 6 + 88 * (known - known.min()) / span]


def _day(visit: Visit) -> date | None:
    try:
        return date.fromisoformat(visit.day) if visit.day else None
    except ValueError:
        return None


def _one(comparison: Comparison, trend: Trend, title: str, at: list[float]) -> Trended:
    values, margins = np.array(trend.values), np.nan_to_num(np.array(trend.margins))
    usual = _usual(comparison, trend)
    reach = [values - margins, values + margins, np.array(usual or (), float)]
    low, high = min(r.min() for r in reach if len(r)), max(r.max() for r in reach if len(r))
    edges = geometry.edges(reach, least=max(0.06 * (high - low), 0.02 * abs(high), 1e-6))
    assert edges is not None
    place = geometry.placed(edges)
    x = np.array([at[k] for k in trend.visits])
    tops, bottoms, middle = place(values + margins), place(values - margins), place(values)
    written = _written(x)
    points = tuple(
        Point(
            float(x[k]), round(float(middle[k]), 2), round(float(tops[k]), 2),
            round(float(bottoms[k]), 2), visit + 1,
            with_margin(trend.values[k], trend.margins[k], trend.unit),
            str(visit + 1) if written[k] else "",
        )
        for k, visit in enumerate(trend.visits)
    )  # fmt: skip
    side: dict[MeasuredSide, str] = {"left": _("left"), "right": _("right"), "both": ""}
    return Trended(
        key=f"{trend.id}:{trend.side}",
        title=title,
        side=side[trend.side],
        unit=unit_words(trend.unit),
        points=points,
        path=geometry.path(10 * x, middle),
        ticks=tuple(geometry.ticks(edges, geometry.step(edges))),
        usual=None if usual is None else _span(usual, edges),
        has_changed=trend.course in ("more", "less"),
    )


def _written(x: Floats) -> list[bool]:
    """Which places have room for a label: the last one always, the others from the left.

    >>> _written(np.array([6.0, 8.0, 20.0, 90.0, 94.0]))
    [True, False, True, False, True]
    """
    kept = [float(x[-1])]
    for at in x[:-1]:
        if all(abs(at - other) >= NEAREST for other in kept):
            kept.append(float(at))
    return [float(at) in kept for at in x]


def _span(usual: tuple[float, float], edges: tuple[float, float]) -> tuple[float, float]:
    bottom, top = geometry.placed(edges)(np.array(usual))
    return round(max(float(top), 0.0), 2), round(min(float(bottom), 100.0), 2)


def _usual(comparison: Comparison, trend: Trend) -> tuple[float, float] | None:
    """The usual range of the last visit that says one."""
    for k in reversed(trend.visits):
        for m in comparison.visits[k].analysis.measurements:
            if _is_it(m, trend) and m.typical is not None:
                return m.typical
    return None


def _is_it(measurement: Measurement, trend: Trend) -> bool:
    return (measurement.id, measurement.side) == (trend.id, trend.side)
