"""The commands that delete from the history: what goes is shown first, and asked about."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli_asking import agreed
from formcheck.cli_errors import err
from formcheck.cli_history_options import Data, History, RunnerOf, Yes, place_of
from formcheck.cli_history_table import out, say, table_of
from formcheck.cli_options import Lang
from formcheck.errors import SettingsError
from formcheck.progress import Bar
from formcheck.report.words import _
from formcheck.types.said import Said

if TYPE_CHECKING:
    from formcheck.store.nouns import Entry
    from formcheck.store.traces import Traces

Numbers = Annotated[
    list[int] | None, typer.Argument(help="Numbers of analyses, as history list has them.")
]
ClipOf = Annotated[
    str | None, typer.Option("--clip", help="All analyses of this clip: its name, or its sha256.")
]
Results = Annotated[
    bool | None,
    typer.Option(
        "--results/--keep-results",
        help="Also the folders of results; asked if not said, kept with --yes.",
    ),
]
Landmarks = Annotated[
    bool | None,
    typer.Option(
        "--landmarks/--keep-landmarks",
        help="Also the clips' landmarks on this machine; asked if not said, deleted with --yes.",
    ),
]
Days = Annotated[
    int, typer.Option("--days", help="Keep analyses of so many days.", show_default=False)
]


def delete(  # noqa: PLR0913, PLR0917 - the command's options, one each
    numbers: Numbers = None,
    runner: RunnerOf = None,
    clip: ClipOf = None,
    results: Results = None,
    landmarks: Landmarks = None,
    yes: Yes = False,
    place: History = None,
    data: Data = None,
    lang: Lang = "en",
) -> None:
    """Delete analyses by number, or all of a clip or a runner, so that no trace stays."""
    where = place_of(place, data)
    found = _named(numbers or [], runner, clip, where)
    if not found:
        raise SettingsError(
            Said("The history has nothing of that kind to delete."),
            Said("See what there is: formcheck history list."),
        )
    out.print(table_of(found))
    _refuse_unasked(yes)
    _delete(found, yes, (results, landmarks), where)


def retain(  # noqa: PLR0913, PLR0917 - the command's options, one each
    days: Days,
    results: Results = None,
    landmarks: Landmarks = None,
    yes: Yes = False,
    place: History = None,
    data: Data = None,
    lang: Lang = "en",
) -> None:
    """Delete what is older than so many days; without --yes only show what that would be."""
    from formcheck import store

    where = place_of(place, data)
    found = store.outdated(days, place=where)
    if not found:
        say(_("Nothing is older than {days} days.").format(days=days))
        return
    out.print(table_of(found))
    if not yes:
        say(
            _("Nothing was deleted. To delete what is listed here ({n}), add --yes.").format(
                n=len(found)
            )
        )
        return
    _delete(found, yes, (results, landmarks), where)


def scrub(place: History = None, data: Data = None, lang: Lang = "en") -> None:
    """Wipe what deleting left in the history's files because another program had them open."""
    from formcheck import store

    store.scrub(place_of(place, data))
    say(_("No traces of what was deleted are left in the history."))


def _named(
    numbers: list[int], runner: str | None, clip: str | None, where: str | None
) -> tuple[Entry, ...]:
    """What is to go: analyses by number, or those of a runner, of a clip, of both."""
    from formcheck import store

    if bool(numbers) == bool(runner or clip):
        raise SettingsError(
            Said("Say what to delete: numbers, or --runner or --clip."),
            Said("For example: formcheck history delete 12, or delete --runner r07."),
        )
    if numbers:
        return tuple(store.entry(number, where) for number in dict.fromkeys(numbers))
    return store.entries(runner, clip, where)


def _refuse_unasked(yes: bool) -> None:
    if not yes and not sys.stdin.isatty():
        raise SettingsError(
            Said("Nothing was deleted: there is nobody to ask whether that is right."),
            Said("Add --yes to delete without asking."),
        )


def _delete(
    found: tuple[Entry, ...],
    yes: bool,
    also: tuple[bool | None, bool | None],
    where: str | None,
) -> None:
    """Asked about unless `yes`; folders and landmarks first: who is stopped can begin again."""
    from formcheck import store

    ids = {one.id for one in found}
    staying = [one for one in store.entries(place=where) if one.id not in ids]
    traces = store.traces_of(found, staying)
    if not yes and not agreed(_("Delete what is listed here ({n})?").format(n=len(found))):
        say(_("Nothing was deleted."))
        return
    results = bool(traces.folders) and _also(also[0], yes, False, _folders_question(traces))
    words = _("Delete the landmarks of these clips too ({n} files)?")
    landmarks = bool(traces.landmarks) and _also(
        also[1], yes, True, words.format(n=len(traces.landmarks))
    )
    with Bar(err, _("Deleting")):
        left = store.remove_traces(traces, results=results, landmarks=landmarks)
        store.delete(ids, where)
    say(_("Deleted from the history: {n}.").format(n=len(found)))
    _tell_rest(traces, results, landmarks, left)


def _also(asked: bool | None, yes: bool, otherwise: bool, question: str) -> bool:
    """Whether something else goes too: as it was said, else as usual, else as is answered."""
    if asked is not None:
        return asked
    return otherwise if yes else agreed(question)


def _folders_question(traces: Traces) -> str:
    places = ", ".join(str(folder) for folder, _mark in traces.folders)
    return _("Delete the results in {places} too?").format(places=places)


def _tell_rest(traces: Traces, results: bool, landmarks: bool, left: tuple[Path, ...]) -> None:
    """Nothing; what was not deleted is named."""
    from formcheck.pose.cache import unnamed

    if not results:
        for folder, _mark in traces.folders:
            say(_("Still there: the results in {folder} (--results).").format(folder=folder))
    for folder in traces.others:
        say(_("Still there: {folder}; it holds something else.").format(folder=folder))
    for folder in traces.doubtful:
        words = _("Still there: the comparison in {folder}; another analysis of its clip stays.")
        say(words.format(folder=folder))
    for file in left:
        say(_("Still there: {file}; it is not part of these results.").format(file=file))
    if traces.landmarks and not landmarks:
        say(_("Still there: the landmarks of these clips (--landmarks)."))
    if unnamed():
        words = _(
            "{n} files of landmarks of an older formcheck do not say whose they are: "
            "formcheck cache --clear deletes all."
        )
        say(words.format(n=unnamed()))
    say(
        _(
            "Clips, corrections beside them, summaries of batches, and what was exported, compared "
            "or copied to other folders stay: deleting those is up to you."
        )
    )
