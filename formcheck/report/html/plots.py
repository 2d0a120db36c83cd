"""Turns curves into paths: lanes over the clip, and charts of one typical stride.

A plot is 1000 wide and 100 high and is stretched to fit where it stands; its labels are
ordinary text beside it, so that they keep their size on a phone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

import numpy as np

from formcheck.report import geometry
from formcheck.report.geometry import HEIGHT, WIDTH
from formcheck.report.html.course import MOMENTS, Course, courses
from formcheck.types import Bools, Curve, Floats, MeasuredSide, Measurement, Study

MOST_POINTS: Final = 900  # of a path; more than a wide screen can show


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
    ticks: tuple[geometry.Tick, ...]
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
    edges = geometry.edges([c.values[part] for c, part in parts])
    if edges is None:
        return None
    place = geometry.placed(edges)
    lines = tuple(_over_time(c, part, span, place, course) for c, part in parts)
    return Lane(course.id, course.title, course.unit, lines, *edges, geometry.zero(edges))


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
    return Line(curve.side, geometry.path(x, place(values)), course.is_sure(curve))


def _chart(course: Course) -> Chart | None:
    known = [c for c in course.curves if np.isfinite(c.mean).any()]
    if not known:
        return None
    marks = [(m, _moment(m, known)) for m in course.marked()]
    reach = [c.mean + sign * c.spread for c in known if course.is_sure(c) for sign in (-1, 1)]
    edges = geometry.edges([*(c.mean for c in known), *reach, *(_span_of(m) for m, _ in marks)])
    assert edges is not None
    step = geometry.step(edges)
    place = geometry.placed(edges)
    return Chart(
        id=course.id,
        title=course.title,
        unit=course.unit,
        sense=course.sense,
        lines=tuple(_over_stride(c, place, course) for c in known),
        ticks=tuple(geometry.ticks(edges, step)),
        zero=geometry.zero(edges),
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
        band = geometry.area(x, place(curve.mean - curve.spread), place(curve.mean + curve.spread))
    return Line(curve.side, geometry.path(x, place(curve.mean)), is_sure, band)


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
