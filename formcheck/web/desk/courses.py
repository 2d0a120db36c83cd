"""A few numbers over all visits of a person, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Engine

from formcheck import store
from formcheck.compare.trends import FEWEST, trends
from formcheck.report.numbers import with_margin
from formcheck.report.words import _
from formcheck.types import Visit
from formcheck.types.comparison import Trend
from formcheck.web.desk.labels import LABELS

# what a clinician asks after first; the rest stands in a comparison
KEY: Final = (
    "cadence", "overstride", "contact_time", "trunk_lean", "vertical_ratio", "pelvic_drop",
    "knee_gap",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Course:
    """One number over the visits; a cell is "" where a visit does not show it."""

    label: str
    side: str
    cells: tuple[str, ...]
    change: str


@dataclass(frozen=True, slots=True)
class Courses:
    """The table; `days` are its columns."""

    days: tuple[str, ...]
    rows: tuple[Course, ...]


def courses(code: str, engine: Engine) -> Courses | None:
    """The table, in the language of the moment; None for fewer than three visits."""
    if len({e.sha256 for e in store.entries(code, place=engine)}) < FEWEST:
        return None
    visits = store.visits(code, engine)
    every = trends(visits)
    known = [one for id in KEY for one in every if one.id == id]
    rows = tuple(_course(one, visits) for one in known)
    return Courses(tuple(visit.day or "" for visit in visits), rows) if rows else None


def _course(trend: Trend, visits: Sequence[Visit]) -> Course:
    shown = dict(zip(trend.visits, zip(trend.values, trend.margins, strict=True), strict=True))
    cells = tuple(
        with_margin(*shown[k], trend.unit) if k in shown else "" for k in range(len(visits))
    )
    side = "" if trend.side == "both" else _(trend.side)
    return Course(_(LABELS.get(trend.id, trend.id)), side, cells, _change(trend))


def _change(trend: Trend) -> str:
    """The last visit against the first, in words."""
    if trend.difference is None or trend.course == "unknown":
        return _("cannot be compared")
    if trend.course == "same":
        return _("no change beyond measuring")
    more = _("{size} more") if trend.course == "more" else _("{size} less")
    return more.format(size=with_margin(abs(trend.difference), None, trend.unit))
