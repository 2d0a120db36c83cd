"""What a batch works with: a clip to analyse, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from formcheck.settings import Settings

# Why a clip has no analysis. `crashed`, `hung` and `memory` are tried again, the others not:
# the same clip would say the same.
Trouble = Literal[
    "unreachable",
    "unreadable",
    "nobody_runs",
    "settings",
    "model",
    "bug",
    "crashed",
    "hung",
    "memory",
]


class Piece(Protocol):
    """What a process apart can be asked to do: a task of a batch, a job of the web page."""

    @property
    def name(self) -> str:
        """What its outcome is called."""

    @property
    def out(self) -> Path:
        """The folder that it writes into."""


@dataclass(frozen=True, slots=True)
class Task:
    """One clip to analyse.

    Attributes
    ----------
    name : the clip's place below the folder of the batch, with /; the name of its row
    clip : path, or address where it lies elsewhere
    out : the folder of its results
    runner : pseudonymous id of who runs, "" where nobody says
    mark : what tells its content from another, for clips that lie elsewhere; "" asks the file
    """

    name: str
    clip: str
    out: Path
    settings: Settings
    formats: tuple[str, ...]
    runner: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one clip.

    Attributes
    ----------
    trouble : None when it was analysed
    reason, hint : what went wrong and what to do; "" when it was analysed
    attempts : how many times it was tried
    took_s : seconds of the last try; a timing, so not part of what two runs share
    tries : what went wrong in the tries before the last one
    facts : what else the work gave, in what JSON knows; a batch's clips give nothing
    """

    name: str
    trouble: Trouble | None = None
    reason: str = ""
    hint: str = ""
    attempts: int = 1
    took_s: float = 0.0
    tries: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_analysed(self) -> bool:
        """Whether there are results."""
        return self.trouble is None
