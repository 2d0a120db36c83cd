"""Analyses of one runner beside each other: what changed by more than the measuring does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from formcheck.types.advice import RedFlag
from formcheck.types.results import Analysis, Measurement
from formcheck.types.words import MeasuredSide

CHANCE: Final = 0.05  # of a difference beyond the smallest detectable one, for each number
Course = Literal["more", "less", "same", "unknown"]


@dataclass(frozen=True, slots=True)
class Visit:
    """One analysis among several: what it is called, and when it was filmed.

    `day` is a date as in 2026-11-27; None where nobody knows it. `place` is where the analysis
    stands on this machine, None when it stands nowhere; it is not written into any report.
    """

    name: str
    day: str | None
    analysis: Analysis
    place: str | None = None


@dataclass(frozen=True, slots=True)
class SetUp:
    """One thing about how two clips came about: camera, speed, shoes, surface, way of looking.

    `id` is what tables and programs call it, `what` what people do. `is_same` is None where one
    of the two does not say; `before` and `after` are "" where nothing is known. `harm` says what
    it does to the comparison, "" where it does nothing.
    """

    id: str
    what: str
    before: str
    after: str
    is_same: bool | None
    harm: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One number in two analyses.

    Attributes
    ----------
    difference : after less before, in its unit; None where one of them is missing
    least : the smallest difference beyond what measuring twice makes (minimal detectable
        change, 95 %), in its unit
    course : `unknown` where the two cannot be compared; then `reason` says why
    probability : of a difference at least as large by measuring alone, had nothing changed;
        None where the two cannot be compared
    is_sure : whether it would still count as changed with all compared numbers looked at
        together, of which one in twenty may pass by chance (Holm)
    follows_from : ids of changed numbers that this one is calculated from or bound to, as the
        stride time is to the cadence; empty where it stands on its own
    """

    id: str
    side: MeasuredSide
    unit: str
    before: Measurement | None
    after: Measurement | None
    difference: float | None
    least: float | None
    course: Course
    reason: str | None = None
    follows_from: tuple[str, ...] = ()
    probability: float | None = None
    is_sure: bool = False

    @property
    def key(self) -> str:
        """Id and side: ``overstride:left``."""
        return f"{self.id}:{self.side}"

    @property
    def has_changed(self) -> bool:
        """Whether the number is another one beyond what measuring twice makes."""
        return self.course in ("more", "less")


@dataclass(frozen=True, slots=True)
class Trend:
    """One number over three visits or more; NaN-free: visits that do not show it are left out.

    `visits` are places in `Comparison.visits`; `values` and `margins` (95 %) belong to them.
    `difference`, `least` and `course` are those of the last of these visits against the first,
    as in `Change`.
    """

    id: str
    side: MeasuredSide
    unit: str
    visits: tuple[int, ...]
    values: tuple[float, ...]
    margins: tuple[float, ...]
    difference: float | None = None
    least: float | None = None
    course: Course = "unknown"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The first of some visits against the last, and what lies between.

    `set_up` and `changes` are about the first and the last visit; `topics` are the topics of
    the article whose finding differs: topic, level before, level after. `is_one_run`: both are
    the same pictures, so that nothing about the runner can have changed. `warnings` are what
    whoever reads it must know first.
    """

    visits: tuple[Visit, ...]
    set_up: tuple[SetUp, ...]
    changes: tuple[Change, ...]
    trends: tuple[Trend, ...] = ()
    topics: tuple[tuple[str, str, str], ...] = ()
    is_one_run: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def is_same_set_up(self) -> bool:
        """Whether nothing about how the clips came about is known to differ."""
        return all(one.is_same is not False for one in self.set_up)

    @property
    def is_urgent(self) -> bool:
        """Whether the latest answers ask for a doctor today: then no change is told."""
        return any(flag.is_urgent for flag in self.red_flags)

    @property
    def red_flags(self) -> tuple[RedFlag, ...]:
        """Those of the last visit at which anything was answered; older ones no longer hold."""
        answered = (v.analysis for v in self.visits if v.analysis.questionnaire or _flags(v))
        return next((a.red_flags for a in reversed(list(answered))), ())

    @property
    def n_compared(self) -> int:
        """How many numbers could be compared."""
        return sum(change.course != "unknown" for change in self.changes)

    @property
    def by_chance(self) -> float:
        """How many of them would seem changed by chance at most, had nothing changed."""
        return 0.0 if self.is_one_run else CHANCE * self.n_compared


def _flags(visit: Visit) -> bool:
    return bool(visit.analysis.red_flags)
