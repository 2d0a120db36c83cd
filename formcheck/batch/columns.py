"""The columns of the summary: the same for every batch, whatever its clips are.

    clip status ... | verdict ... model | finding_... | cadence cadence_low cadence_high ...

Each number has four columns, one after the other: the value, both ends of its 95 % interval,
its status. Numbers that formcheck refuses to measure have none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from formcheck.batch.facts import ABOUT, FACTS, Kind
from formcheck.metrics import DERIVED, METRICS
from formcheck.skeleton import SIDES
from formcheck.types import Handbook, MeasuredSide, MetricEntry
from formcheck.types.said import Said

LOW, HIGH, STATUS = "_low", "_high", "_status"
FINDING: Final = "finding_"
LOW_WORDS: Final = Said("lower end of the interval that holds the true value in 95 of 100 cases")
HIGH_WORDS: Final = Said("upper end of the same interval")
STATUS_WORDS: Final = Said(
    "measured: sure enough to judge by; indicative: shown, but not judged; not_measurable: this "
    "clip does not show it"
)
FINDING_WORDS: Final = Said("what the numbers say: ok, borderline, mild, marked, not_measurable")
SIDE_WORDS: Final = {"left": Said("left"), "right": Said("right"), "both": ""}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the summary.

    Attributes
    ----------
    label, words : in plain words, in the language asked for in texts of the handbook, else
        English to be told again
    side : of a number, "" of all others
    is_detail : the interval or status beside a value
    """

    name: str
    kind: Kind
    words: str
    label: str = ""
    unit: str = ""
    side: str = ""
    is_detail: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """One number of one side, and the column with its value."""

    id: str
    side: MeasuredSide

    @property
    def key(self) -> str:
        """As measurements are called: ``overstride:left``."""
        return f"{self.id}:{self.side}"

    @property
    def column(self) -> str:
        """``overstride_left``; of both sides together ``cadence``."""
        return self.id if self.side == "both" else f"{self.id}_{self.side}"


@cache
def numbers() -> tuple[Number, ...]:
    """Every number that a clip may have, in the order of the tables."""
    bases = [(row.id, row, row.withheld) for row in METRICS]
    bases += [(row.id, row.base, row.withheld) for row in DERIVED]
    return tuple(
        Number(id, side)
        for id, base, withheld in bases
        if not withheld
        for side in _sides(id, is_sided=base.sided is not None)
    )


def _sides(id: str, *, is_sided: bool) -> tuple[MeasuredSide, ...]:
    """An asymmetry is one number, of whatever it is made."""
    return SIDES if is_sided and not id.startswith("asymmetry") else ("both",)


def columns(handbook: Handbook) -> tuple[Column, ...]:
    """Every column in its order."""
    entries = {entry.id: entry for entry in handbook.metrics}
    about = [Column(told.name, "text", told.words) for told in ABOUT]
    facts = [Column(fact.name, fact.kind, fact.words) for fact in FACTS]
    findings = [
        Column(FINDING + topic.id, "text", FINDING_WORDS, topic.title) for topic in handbook.topics
    ]
    measured = [column for one in numbers() for column in _four(one, entries[one.id])]
    return (*about, *facts, *findings, *measured)


def _four(number: Number, entry: MetricEntry) -> Iterator[Column]:
    """The value, its interval, its status."""
    what = (entry.label, entry.unit, SIDE_WORDS[number.side])
    yield Column(number.column, "number", entry.definition, *what)
    yield Column(number.column + LOW, "number", LOW_WORDS, *what, is_detail=True)
    yield Column(number.column + HIGH, "number", HIGH_WORDS, *what, is_detail=True)
    yield Column(number.column + STATUS, "text", STATUS_WORDS, *what, is_detail=True)
