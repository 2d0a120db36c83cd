"""Lays the typical strides of two visits over each other: one plot for each quantity and side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from formcheck.report import geometry
from formcheck.report.geometry import WIDTH
from formcheck.report.html.course import Course, courses
from formcheck.report.words import _
from formcheck.types import Curve, MeasuredSide, Study

WHO = ("before", "after")


@dataclass(frozen=True, slots=True)
class Stroke:
    """One visit's line: `who` is before or after; the band is the spread between its strides."""

    who: str
    path: str
    band: str
    toe_off_pct: float | None
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Overlaid:
    """One quantity of one side over the typical stride, of one visit or both."""

    id: str
    side: MeasuredSide
    title: str
    unit: str
    sense: str
    strokes: tuple[Stroke, ...]
    ticks: tuple[geometry.Tick, ...]
    zero: float | None

    @property
    def side_word(self) -> str:
        """Which side; "" for both together."""
        return {"left": _("left"), "right": _("right"), "both": ""}[self.side]

    @property
    def has_both(self) -> bool:
        """Whether both visits show it."""
        return len(self.strokes) == len(WHO)


def overlaid(ends: tuple[Study | None, Study | None]) -> list[Overlaid]:
    """The plots, those that both visits show first; the side seen better before the other."""
    shown = [[] if study is None else courses(study) for study in ends]
    order = dict.fromkeys(key for found in shown for key in _keys(found))
    made = (_one(key, shown) for key in order)
    return sorted((one for one in made if one is not None), key=_rank)


def _rank(one: Overlaid) -> tuple[bool, bool]:
    return not one.has_both, not any(stroke.is_sure for stroke in one.strokes)


def _keys(found: list[Course]) -> Iterator[tuple[str, MeasuredSide]]:
    return ((course.id, curve.side) for course in found for curve in course.curves)


def _one(key: tuple[str, MeasuredSide], shown: list[list[Course]]) -> Overlaid | None:
    found: list[tuple[str, Course, Curve]] = [
        (who, course, curve)
        for who, mine in zip(WHO, shown, strict=True)
        for course in mine
        for curve in course.curves
        if (course.id, curve.side) == key and np.isfinite(curve.mean).any()
    ]
    reach = [c.mean + sign * c.spread for _who, _course, c in found for sign in (-1, 1)]
    edges = geometry.edges(reach)
    if edges is None:
        return None
    course = found[-1][1]
    return Overlaid(
        id=key[0],
        side=key[1],
        title=course.title,
        unit=course.unit,
        sense=course.sense,
        strokes=tuple(_stroke(who, mine, curve, edges) for who, mine, curve in found),
        ticks=tuple(geometry.ticks(edges, geometry.step(edges))),
        zero=geometry.zero(edges),
    )


def _stroke(who: str, course: Course, curve: Curve, edges: tuple[float, float]) -> Stroke:
    x, place = np.linspace(0, WIDTH, len(curve.mean)), geometry.placed(edges)
    band = geometry.area(x, place(curve.mean - curve.spread), place(curve.mean + curve.spread))
    path = geometry.path(x, place(curve.mean))
    return Stroke(who, path, band, curve.toe_off_pct, course.is_sure(curve))
