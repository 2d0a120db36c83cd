"""Opens the results of a batch again, one clip after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from formcheck.batch.nouns import Outcome, Task
from formcheck.errors import SettingsError
from formcheck.reopened import analysis_at
from formcheck.types import Analysis


@dataclass(frozen=True, slots=True)
class Opened:
    """What became of one clip, with its analysis where there is one."""

    task: Task
    outcome: Outcome
    analysis: Analysis | None = None


def opened(pairs: Sequence[tuple[Task, Outcome]]) -> Iterator[Opened]:
    """Each clip in order of name; one whose analysis is gone counts as failed."""
    for task, outcome in in_order(pairs):
        yield _opened(task, outcome)


def in_order(pairs: Sequence[tuple[Task, Outcome]]) -> list[tuple[Task, Outcome]]:
    """The same by name."""
    return sorted(pairs, key=lambda pair: pair[0].name)


def _opened(task: Task, outcome: Outcome) -> Opened:
    if not outcome.is_analysed:
        return Opened(task, outcome)
    try:
        return Opened(task, outcome, analysis_at(task.out))
    except SettingsError as error:
        gone = replace(outcome, trouble="unreadable", reason=error.problem, hint=error.hint)
        return Opened(task, gone)
