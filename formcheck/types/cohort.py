"""Many clips side by side: what became of each, how their numbers spread, who stands out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from formcheck.types.advice import RedFlag
from formcheck.types.results import Measurement
from formcheck.types.words import ClipWord, Level, MeasuredSide, View


@dataclass(frozen=True, slots=True)
class CohortClip:
    """One clip among many.

    Attributes
    ----------
    trouble : kind of failure; None when it was analysed
    word : how good the clip is; None where that is not known
    faults : what hurts it and how to film better, one sentence each
    asks : titles of what is worth working on, most marked first
    measured : numbers sure enough to judge by, by key
    report, paper : the ways from the page to its own page and PDF; "" where there is none
    """

    name: str
    runner: str = ""
    trouble: str | None = None
    reason: str = ""
    hint: str = ""
    word: ClipWord | None = None
    faults: tuple[str, ...] = ()
    view: View | None = None
    asks: tuple[str, ...] = ()
    flags: tuple[RedFlag, ...] = ()
    measured: Mapping[str, Measurement] = field(default_factory=dict)
    report: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Outlier:
    """A clip whose number lies far from those of the others."""

    clip: CohortClip
    measurement: Measurement


@dataclass(frozen=True, slots=True)
class Strip:
    """The values of one number of one side over all clips that measured it, lowest first.

    `middle` holds the quartiles, `fence` what lies between which is no outlier; None where the
    clips are too few or too much alike to say. `margin` is half the width of the 95 % interval
    of a single clip, their median; None where it is not known.
    """

    side: MeasuredSide
    values: tuple[float, ...]
    median: float
    middle: tuple[float, float]
    fence: tuple[float, float] | None = None
    outliers: tuple[Outlier, ...] = ()
    margin: float | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """One kind of number over all clips; `typical` is its usual range over all speeds."""

    id: str
    label: str
    unit: str
    definition: str
    strips: tuple[Strip, ...]
    typical: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class TopicCount:
    """One topic of the advice, and how many clips got which verdict."""

    title: str
    counts: Mapping[Level, int]


@dataclass(frozen=True, slots=True)
class Cohort:
    """All clips of a batch; `table` is the way to the table with every number."""

    lang: str
    clips: tuple[CohortClip, ...]
    spreads: tuple[Spread, ...] = ()
    topics: tuple[TopicCount, ...] = ()
    formcheck: str = ""
    table: str = ""
