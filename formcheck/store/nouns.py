"""What the history speaks of: an analysis that is kept, where it came from, a runner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

# How the day of a visit is known: somebody gave it, the clip says it, or it is the day on which
# its clip was first analysed.
DayHow = Literal["given", "filmed", "made"]


@dataclass(frozen=True, slots=True)
class Origin:
    """What an analysis does not say about itself.

    Attributes
    ----------
    day : when it was filmed, as 2026-11-27, as somebody gives it; None leaves what is known
    folder : where its results lie; None leaves what is known
    made_at : when it was made; None is now
    note : a remark on the visit; "" leaves what is known
    """

    day: str | None = None
    folder: Path | None = None
    made_at: datetime | None = None
    note: str = ""


UNKNOWN: Final = Origin()


@dataclass(frozen=True, slots=True)
class Entry:
    """One analysis that is kept.

    Attributes
    ----------
    id : its number in this history; never given to another one
    clip, sha256 : the clip's name and content
    day, day_how : the day of the visit, as 2026-11-27, and how it is known
    made_at : when it was made, with its time zone (UTC)
    first_at : when the clip was first analysed for this runner (UTC)
    folder : where its results lay when it was added; "" for nowhere
    mark : what formcheck wrote into that folder, to tell later whether it is still that
    """

    id: int
    runner: str
    clip: str
    sha256: str
    day: str
    day_how: DayHow
    made_at: datetime
    first_at: datetime
    version: str
    settings: Mapping[str, Any]
    folder: str = ""
    mark: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RunnerSummary:
    """A runner in the history: how many clips and analyses, the first and the last day."""

    id: str
    clips: int
    analyses: int
    first_day: str
    last_day: str
