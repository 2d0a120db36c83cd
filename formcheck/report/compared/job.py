"""Says what the exporters of a comparison work with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from formcheck.report.exporters import OpenWriter
from formcheck.report.filing import Filing
from formcheck.types import Analysis, Frame, Handbook, Study
from formcheck.types.comparison import Comparison, Visit

ShowFrames = Callable[[Study], Iterable[Frame]]


@dataclass(frozen=True, slots=True)
class ComparedJob(Filing):
    """A comparison, and what its visits were made from; files enter `written` once whole.

    Attributes
    ----------
    studies : one for each visit, in their order; None where the clip is not there any more
    frames : the pictures of a study's clip, faces blurred where that was asked for
    handbook : names and definitions of the numbers; without it that of a study is taken
    shared : what one exporter made of the clips and another can show as well
    """

    comparison: Comparison
    studies: tuple[Study | None, ...]
    out: Path
    open_writer: OpenWriter
    frames: ShowFrames
    handbook: Handbook | None = None
    written: list[Path] = field(default_factory=list)
    shared: dict[str, Any] = field(default_factory=dict)

    @property
    def visits(self) -> tuple[Visit, Visit]:
        """The first and the last visit: those that are compared."""
        return self.comparison.visits[0], self.comparison.visits[-1]

    @property
    def ends(self) -> tuple[Study | None, Study | None]:
        """What the first and the last visit were made from."""
        return self.studies[0], self.studies[-1]

    @property
    def again(self) -> Analysis | None:
        """The last visit looked at again in the language asked for; None where it cannot be."""
        last = self.studies[-1]
        return None if last is None else last.analysis

    @property
    def book(self) -> Handbook | None:
        """What is known of the numbers, whatever the clip."""
        books = (study.handbook for study in self.studies if study is not None)
        return self.handbook or next((book for book in books if book is not None), None)
