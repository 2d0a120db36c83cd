"""Says what changes by hand did to the numbers, as a table."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck import by_hand
from formcheck.report.numbers import value_text
from formcheck.report.words import _
from formcheck.types import Analysis, Measurement
from formcheck.web.desk.labels import LABELS


@dataclass(frozen=True, slots=True)
class Row:
    """One number before and now, as people read it; "" where there is none."""

    measurement: str
    side: str
    before: str
    now: str
    strides: str


def rows(before: Analysis, now: Analysis) -> tuple[Row, ...]:
    """The numbers that read otherwise than before, in the language of the moment."""
    found = by_hand.effects(before, now)
    return tuple(
        Row(
            _(LABELS.get(one.after.id, one.after.id)),
            _(one.after.side),
            value_text(one.before),
            value_text(one.after),
            _strides(one.before, one.after),
        )
        for one in found
        if value_text(one.before) != value_text(one.after)
    )


def _strides(before: Measurement, now: Measurement) -> str:
    return str(now.n) if before.n == now.n else f"{before.n} → {now.n}"
