"""Puts what a command analysed into the history, where it was asked to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.cli_history_table import HOW
from formcheck.errors import SettingsError
from formcheck.report.words import _
from formcheck.types import Analysis, Progress
from formcheck.types.said import Said

if TYPE_CHECKING:
    from formcheck.store.nouns import Entry

Keep = Callable[[Analysis, Path | None], str]  # the folder of results, if any; what to say of it


def keeper(runner: str | None, place: str | None) -> Keep | None:
    """What keeps an analysis under the runner's code; None where no runner is named.

    Raises
    ------
    SettingsError : the code is a name; a history without a runner
    HistoryError : the history cannot be used; said before a clip is looked at
    """
    if runner is None:
        if place is not None:
            raise SettingsError(
                Said("--history needs a runner."), Said("Add the runner's code: --runner r07.")
            )
        return None
    from formcheck import store

    store.checked_runner(runner)
    store.opened(place, make=True).dispose()

    def keep(analysis: Analysis, folder: Path | None) -> str:
        return told_added(store.add(analysis, runner, store.Origin(folder=folder), place))

    return keep


def keep_batch(done: Sequence[tuple[str, Path]], place: str | None, progress: Progress) -> None:
    """Nothing; the analyses in these folders are in the history, each under its runner's code.

    Raises
    ------
    HistoryError : the history cannot be used
    """
    from formcheck import store
    from formcheck.reopened import analysis_at

    for k, (runner, folder) in enumerate(done, 1):
        store.add(analysis_at(folder), runner, store.Origin(folder=folder), place)
        progress("history", k, len(done))


def told_added(entry: Entry) -> str:
    """What is in the history now, in a line; one more where its day is a guess."""
    words = _("In the history: analysis {id} of runner {runner}, {day} ({how}).")
    how = _(HOW[entry.day_how])
    told = words.format(id=entry.id, runner=entry.runner, day=entry.day, how=how)
    if entry.day_how != "made" or not entry.folder or not addable(Path(entry.folder)):
        return told
    more = _(
        "Filmed on another day? formcheck history add {folder} --runner {runner} --day YYYY-MM-DD"
    )
    return f"{told}\n{more.format(folder=quoted(entry.folder), runner=entry.runner)}"


def addable(folder: Path) -> bool:
    """Whether `formcheck history add` finds an analysis in the folder."""
    from formcheck.reopened import SUFFIX

    return any(folder.glob(f"*{SUFFIX}"))


def quoted(folder: str | Path) -> str:
    """A folder as it is typed on a command line."""
    return f'"{folder}"' if " " in str(folder) else str(folder)
