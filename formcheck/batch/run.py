"""A whole batch: finds clips, asks the journal, has the rest analysed, writes the table.

Folders and runners.csv give tasks; what the journal knows is done; a crew does the rest, and each
of its outcomes enters the journal; the summary is made from all.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.batch import summary
from formcheck.batch.crew import Crew
from formcheck.batch.journal import HOME, Journal, unwritable
from formcheck.batch.nouns import Outcome, Task
from formcheck.batch.pace import Pace
from formcheck.batch.roster import Roster, named_in, read_roster
from formcheck.batch.storage import Stored, find_stored, refuse_address, shown
from formcheck.batch.walk import RESULTS, find_clips
from formcheck.errors import SettingsError
from formcheck.settings import DEFAULTS, Settings
from formcheck.types.said import Said

JSON: Final = "json"  # always written: the table is made from it
FORMATS: Final = ("html", JSON, "csv")  # what a batch writes of each clip unless told otherwise

Tell = Callable[[Outcome | None, Pace], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a batch.

    Attributes
    ----------
    addresses : where clips lie in storage; with folders, or one alone
    settings : of every clip; what runners.csv says about one goes before
    retry_failed : what failed before is tried again
    """

    folders: tuple[Path, ...]
    out: Path
    settings: Settings = DEFAULTS
    formats: tuple[str, ...] = FORMATS
    runners: Path | None = None
    retry_failed: bool = False
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a batch.

    Attributes
    ----------
    pairs : each clip's task and outcome, in the order of names
    before : how many of them were done by an earlier run
    gone : how many clips of earlier runs are not there any more; they are not in the table
    files : the table in its forms
    """

    pairs: tuple[tuple[Task, Outcome], ...]
    before: int
    gone: int
    files: tuple[Path, ...]

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The outcomes of clips that have no analysis."""
        return tuple(outcome for _, outcome in self.pairs if not outcome.is_analysed)


def run(
    order: Order, hire: Callable[[Path], Crew], tell: Tell = lambda outcome, pace: None
) -> Report:
    """What became of every clip; the table of them is written.

    `hire` gives the crew, told where its processes may keep their locks. `tell` is told each
    outcome and how far the batch is; once without outcome, before the first, and once more
    before the table is made.

    Raises
    ------
    SettingsError : there is no clip, runners.csv is wrong, `out` is in use or cannot be written
    """
    tasks = plan(order)
    journal = Journal(order.out)
    with journal.locked():
        outcomes = _known(journal, tasks, retry_failed=order.retry_failed)
        before = len(outcomes)
        _analyse(journal, tasks, outcomes, (hire(journal.home), tell))
        pairs = tuple((task, outcomes[task.name]) for task in tasks)
        try:
            files = summary.write(pairs, order.out, order.settings.lang)
        except OSError as error:
            raise unwritable(order.out, error) from error
        return Report(pairs, before, journal.gone(tasks), files)


def plan(order: Order) -> tuple[Task, ...]:
    """A task for every clip, in the order of names.

    Raises
    ------
    SettingsError : a folder is not there, holds no clips, or runners.csv is wrong
    """
    named = () if order.runners is None else named_in(order.runners)
    clips = _clips(order, named)
    if not clips:
        folders = ", ".join([*map(str, order.folders), *map(shown, order.addresses)])
        raise SettingsError(
            Said("There are no clips below {folders}.", folders=folders),
            Said("Give a folder with clips as the phone saved them, such as .mp4 or .mov."),
        )
    roster = Roster()
    if order.runners is not None:
        roster = read_roster(order.runners, [clip.name for clip in clips])
    formats = tuple(dict.fromkeys((*order.formats, JSON)))
    entries = [roster.of(clip.name) for clip in clips]
    return tuple(
        Task(
            name=clip.name,
            clip=clip.address,
            out=place_of(order.out, clip.name).absolute(),
            settings=entry.settings(order.settings),
            formats=formats,
            runner=entry.runner,
            mark=clip.mark,
        )
        for clip, entry in zip(clips, entries, strict=True)
    )


def _clips(order: Order, named: Collection[str]) -> tuple[Stored, ...]:
    """The clips of folders, or those below an address."""
    refuse_address(order.out)
    if not order.addresses:
        found = find_clips(order.folders, order.out, named)
        return tuple(Stored(clip.name, str(clip.path.absolute()), "") for clip in found)
    if order.folders or len(order.addresses) > 1:
        raise SettingsError(
            Said("An address stands alone: it is not read together with others."),
            Said("Run a batch for each."),
        )
    return find_stored(order.addresses[0], named)


def place_of(out: Path, name: str) -> Path:
    """The folder for a clip's results; its ending stays, for `a.mp4` and `a.mov` are two.

    >>> place_of(Path("out"), "monday/a.mp4").as_posix()
    'out/monday/a.mp4.formcheck'
    """
    return out / f"{name}{RESULTS}"


def _known(journal: Journal, tasks: Sequence[Task], *, retry_failed: bool) -> dict[str, Outcome]:
    """What is known from before, by the name of the clip."""
    found = {task.name: journal.done(task) for task in tasks}
    return {
        name: outcome
        for name, outcome in found.items()
        if outcome is not None and (outcome.is_analysed or not retry_failed)
    }


def _analyse(
    journal: Journal,
    tasks: Sequence[Task],
    outcomes: dict[str, Outcome],
    crew_and_tell: tuple[Crew, Tell],
) -> None:
    """Nothing; every task has its outcome in `outcomes` and in the journal."""
    crew, tell = crew_and_tell
    todo = [task for task in tasks if task.name not in outcomes]
    before, started_s = len(outcomes), time.monotonic()

    def pace() -> Pace:
        failed = sum(not outcome.is_analysed for outcome in outcomes.values())
        done = len(outcomes) - before
        return Pace(len(tasks), before, done, failed, time.monotonic() - started_s)

    journal.forget(todo)
    tell(None, pace())
    try:
        for outcome in crew.work(todo):
            journal.keep(outcome)
            outcomes[outcome.name] = outcome
            tell(outcome, pace())
        tell(None, pace())
    finally:
        crew.stop()


__all__ = ["FORMATS", "HOME", "Order", "Report", "place_of", "plan", "run"]
