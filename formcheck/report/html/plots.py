"""Turns curves into paths: lanes over the clip, and charts of one typical stride.

A plot is 1000 wide and 100 high and is stretched to fit where it stands; its labels are
ordinary text beside it, so that they keep their size on a phone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

import numpy as np

from formcheck.report.html.course import MOMENTS, Course, courses
from formcheck.types import Bools, Curve, Floats, MeasuredSide, Measurement, Study

WIDTH, HEIGHT = 1000.0, 100.0
MOST_POINTS: Final = 900  # of a path; more than a wide screen can show
MOST_TICKS: Final = 6  # distances between ticks
ROOM: Final = 0.06  # of the range, above and below a curve


@dataclass(frozen=True, slots=True)
class Line:
    """One side's course as a path; not `is_sure` where that side is seen less well."""

    side: MeasuredSide
    path: str
    is_sure: bool
    band: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """One quantity over the clip; `low` and `high` are the values at its edges."""

    id: str
    title: str
    unit: str
    lines: tuple[Line, ...]
    low: float
    high: float
    zero: float | None


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on an axis and where it stands, percent from the top (or the left)."""

    text: str
    at: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A measured number at its moment with what is typical there; percent of the chart.

    `x` is None for what holds for the whole stride. Tops and bottoms count from above.
    """

    measurement: Measurement
    x: float | None
    y: float
    typical_top: float | None = None
    typical_bottom: float | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """One quantity over the typical stride."""

    id: str
    title: str
    unit: str
    sense: str
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    zero: float | None
    toe_off_pct: float | None
    marks: tuple[Mark, ...]
    low: float
    high: float


def lanes(study: Study, span: tuple[float, float]) -> list[Lane]:
    """A lane for each quantity that is seen between those moments, real time."""
    made = (_lane(course, span) for course in courses(study))
    return [lane for lane in made if lane is not None]


def charts(study: Study) -> list[Chart]:
    """A chart for each quantity whose typical stride is known."""
    made = (_chart(course) for course in courses(study))
    return [chart for chart in made if chart is not None]


def _lane(course: Course, span: tuple[float, float]) -> Lane | None:
    parts = [(c, (c.times_s >= span[0]) & (c.times_s <= span[1])) for c in course.curves]
    edges = _edges([c.values[part] for c, part in parts])
    if edges is None:
        return None
    place = _placed(edges)
    lines = tuple(_over_time(c, part, span, place, course) for c, part in parts)
    return Lane(course.id, course.title, course.unit, lines, *edges, _zero(edges))


def _over_time(
    curve: Curve,
    part: Bools,
    span: tuple[float, float],
    place: Callable[[Floats], Floats],
    course: Course,
) -> Line:
    every = max(1, ceil(int(part.sum()) / MOST_POINTS))
    times_s, values = curve.times_s[part][::every], curve.values[part][::every]
    x = WIDTH * (times_s - span[0]) / max(span[1] - span[0], 1e-9)
    return Line(curve.side, _path(x, place(values)), course.is_sure(curve))


def _chart(course: Course) -> Chart | None:
    known = [c for c in course.curves if np.isfinite(c.mean).any()]
    if not known:
        return None
    marks = [(m, _moment(m, known)) for m in course.marked()]
    reach = [c.mean + sign * c.spread for c in known if course.is_sure(c) for sign in (-1, 1)]
    edges = _edges([*(c.mean for c in known), *reach, *(_span_of(m) for m, _ in marks)])
    assert edges is not None
    step = _step(edges)
    place = _placed(edges)
    return Chart(
        id=course.id,
        title=course.title,
        unit=course.unit,
        sense=course.sense,
        lines=tuple(_over_stride(c, place, course) for c in known),
        ticks=tuple(_ticks(edges, step)),
        zero=_zero(edges),
        toe_off_pct=known[0].toe_off_pct,
        marks=tuple(_mark(m, x, place) for m, x in marks),
        low=float(np.nanmin(known[0].mean)),
        high=float(np.nanmax(known[0].mean)),
    )


def _over_stride(curve: Curve, place: Callable[[Floats], Floats], course: Course) -> Line:
    x = np.linspace(0, WIDTH, len(curve.mean))
    is_sure = course.is_sure(curve)
    band = ""
    if is_sure:
        band = _area(x, place(curve.mean - curve.spread), place(curve.mean + curve.spread))
    return Line(curve.side, _path(x, place(curve.mean)), is_sure, band)


def _moment(measurement: Measurement, known: Sequence[Curve]) -> float | None:
    """Percent of the stride at which a number is read; None for the whole stride."""
    when = MOMENTS[measurement.id]
    if when in ("strike", "whole"):
        return 0.0 if when == "strike" else None
    curve = next((c for c in known if c.side in (measurement.side, "both")), known[0])
    end = round(curve.toe_off_pct or 100.0) if when == "stance" else 100
    shown = np.where(np.isfinite(curve.mean), curve.mean, -np.inf)
    return float(np.argmax(shown[: end + 1]))


def _mark(m: Measurement, x: float | None, place: Callable[[Floats], Floats]) -> Mark:
    y = float(place(np.array([m.value]))[0])
    if m.typical is None:
        return Mark(m, x, y)
    bottom, top = (float(v) for v in place(np.array(m.typical)))
    return Mark(m, x, y, max(top, 0.0), min(bottom, HEIGHT))


def _span_of(m: Measurement) -> Floats:
    return np.array([m.value, *(m.typical or ())], dtype=float)


# ------------------------------------------------------------------ geometry


def _edges(series: Iterable[Floats]) -> tuple[float, float] | None:
    """The smallest and the largest value with a little room; None where nothing is seen."""
    values = np.concatenate([*series, np.empty(0)])
    values = values[np.isfinite(values)]
    if not len(values):
        return None
    low, high = float(values.min()), float(values.max())
    room = max(ROOM * (high - low), 0.5)
    return low - room, high + room


def _placed(edges: tuple[float, float]) -> Callable[[Floats], Floats]:
    """What turns values into heights from above."""
    low, high = edges
    return lambda values: HEIGHT * (high - values) / (high - low)


def _zero(edges: tuple[float, float]) -> float | None:
    """Where 0 lies; None where it lies outside or on an edge."""
    low, high = edges
    return HEIGHT * high / (high - low) if low < 0 < high else None


def _step(edges: tuple[float, float]) -> float:
    """Distance of the ticks: 1, 2 or 5 times a power of ten.

    >>> _step((-3.0, 41.0)), _step((0.0, 7.0)), _step((0.0, 130.0))
    (10.0, 2.0, 50.0)
    """
    least = (edges[1] - edges[0]) / MOST_TICKS
    size: float = 10.0 ** floor(log10(least))
    return next(k * size for k in (1.0, 2.0, 5.0, 10.0) if k * size >= least)


def _ticks(edges: tuple[float, float], step: float) -> Iterator[Tick]:
    digits = max(0, -floor(log10(step)))
    for k in range(ceil(edges[0] / step), floor(edges[1] / step) + 1):
        value = k * step
        at = HEIGHT * (edges[1] - value) / (edges[1] - edges[0])
        yield Tick(f"{value + 0.0:.{digits}f}".replace("-", "\N{MINUS SIGN}"), round(at, 2))


def _path(x: Floats, y: Floats) -> str:
    """The points joined; a new start after each gap."""
    pieces, last = [], False
    for at, height in zip(x, y, strict=True):
        seen = bool(np.isfinite(height))
        if seen:
            pieces.append(f"{'L' if last else 'M'}{at:.1f} {height:.1f}")
        last = seen
    return "".join(pieces)


def _area(x: Floats, lower: Floats, upper: Floats) -> str:
    """The area between two courses, where both are known."""
    seen = np.isfinite(lower) & np.isfinite(upper)
    if seen.sum() < 2:
        return ""
    there = _path(x[seen], upper[seen])
    back = _path(x[seen][::-1], lower[seen][::-1])
    return f"{there}L{back[1:]}Z"
