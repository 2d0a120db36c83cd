"""Puts measurements into the words of a table: label, value with margin, typical range, status."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import isfinite

from formcheck.report.numbers import expected_text, typical_text, value_text
from formcheck.report.words import _
from formcheck.types import Handbook, Measurement

UNEVEN = "asymmetry"  # what ids of left against right hold


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement as it is read.

    `reason` says why it has no value or no verdict, `strides` how many strides or steps it
    rests on.
    """

    key: str
    label: str
    side: str
    value: str
    typical: str
    status: str
    status_word: str
    strides: str
    reason: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A number on a line, all in percent of its length: interval, typical range, value."""

    row: Row
    value: float
    low: float
    high: float
    typical: tuple[float, float] | None


def labels(handbook: Handbook | None, measurements: Iterable[Measurement]) -> dict[str, str]:
    """The name of each measurement in plain words; made from its id where nobody says."""
    known = {entry.id: entry.label for entry in handbook.metrics} if handbook else {}
    return {m.id: known.get(m.id) or m.id.replace("_", " ").capitalize() for m in measurements}


def row(measurement: Measurement, names: dict[str, str]) -> Row:
    """The measurement in words."""
    m = measurement
    return Row(
        key=m.key,
        label=names[m.id],
        side=side_word(m),
        value=value_text(m),
        typical=usual_text(m),
        status=m.status,
        status_word=status_word(m),
        strides="" if m.value is None else str(m.n),
        reason=m.reason or "",
    )


def side_word(m: Measurement) -> str:
    """Which side; "" for both together."""
    return {"left": _("left"), "right": _("right"), "both": ""}[m.side]


def status_word(m: Measurement) -> str:
    """How far a number can be leant on."""
    return {
        "measured": _("measured"),
        "indicative": _("indicative"),
        "not_measurable": _("not measured"),
    }[m.status]


def usual_text(m: Measurement) -> str:
    """The usual range, or about what is expected; "" where nobody says."""
    about = expected_text(m)
    return typical_text(m) or (_("about {value}").format(value=about) if about else "")


def is_uneven(m: Measurement) -> bool:
    """Whether it sets left against right."""
    return UNEVEN in m.id


def pairs(measurements: Iterable[Measurement]) -> list[tuple[Measurement, Measurement]]:
    """Left and right of what has a value on both sides."""
    known = {m.key: m for m in measurements if m.value is not None}
    ids = dict.fromkeys(m.id for m in known.values())
    both = ((known.get(f"{id}:left"), known.get(f"{id}:right")) for id in ids)
    return [(left, right) for left, right in both if left and right]


def scales(measurements: Iterable[Measurement], names: dict[str, str]) -> list[Scale]:
    """Numbers of one kind on the same line; nothing where there is no interval to draw."""
    mine = [m for m in measurements if m.value is not None]
    ends = [end for m in mine for end in (*(m.interval95 or ()), m.value, *(_usual(m) or ()))]
    known = [float(end) for end in ends if end is not None and isfinite(end)]
    if not known or any(m.interval95 is None for m in mine):
        return []
    low, high = min(known), max(known)
    room = max(0.08 * (high - low), 1e-9)
    low, high = low - room, high + room

    def at(value: float) -> float:
        return round(100 * (min(max(value, low), high) - low) / (high - low), 2)

    return [_scale(m, row(m, names), at) for m in mine]


def _scale(m: Measurement, told: Row, at: Callable[[float], float]) -> Scale:
    assert m.value is not None and m.interval95 is not None
    usual = _usual(m)
    typical = None if usual is None else (at(usual[0]), at(usual[1]))
    return Scale(told, at(m.value), at(m.interval95[0]), at(m.interval95[1]), typical)


def _usual(m: Measurement) -> tuple[float, float] | None:
    """The typical range; where only one number is expected, from it to itself."""
    if m.typical is not None or m.expected is None:
        return m.typical
    return m.expected.value, m.expected.value
