"""The command `formcheck history`: what is kept of whom, from visit to visit."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from formcheck import cli_history_delete as deleting
from formcheck.cli_about import say_json
from formcheck.cli_errors import err
from formcheck.cli_history_keep import told_added
from formcheck.cli_history_options import Data, History, RunnerOf, place_of
from formcheck.cli_history_table import out, say, table_of
from formcheck.cli_options import Lang
from formcheck.progress import Bar
from formcheck.report.words import _

history = typer.Typer(
    no_args_is_help=True,
    help="Keep analyses of runners, under a code: list, show, delete, export them.",
)

Analyses = Annotated[
    list[Path], typer.Argument(help="Analysis files, or folders of results.", show_default=False)
]
Number = Annotated[int, typer.Argument(help="Number of the analysis, as history list has it.")]
Runner = Annotated[
    str, typer.Option("--runner", help="Code of the runner, as r07; no name.", show_default=False)
]
Day = Annotated[str | None, typer.Option("--day", help="Day of filming, as 2026-11-27.")]
Note = Annotated[str, typer.Option("--note", help="A remark on this visit, without names.")]
Out = Annotated[Path, typer.Option("--out", help="Folder that is not there yet, or a .zip file.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the analysis file and nothing else.")]


@history.command()
def add(  # noqa: PLR0913, PLR0917 - the command's options, one each
    analyses: Analyses,
    runner: Runner,
    day: Day = None,
    note: Note = "",
    place: History = None,
    data: Data = None,
    lang: Lang = "en",
) -> None:
    """Add analyses of one runner; what was added before stays as it is."""
    from formcheck import reopened, store

    store.checked_runner(runner)
    where = place_of(place, data)
    read = [(path, reopened.analysis_at(path)) for path in analyses]  # all of them, or none
    with Bar(err, _("Adding to the history")):
        for path, analysis in read:
            file = reopened.analysis_file(path)
            made_at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
            origin = store.Origin(day, file.parent, made_at, note)
            say(told_added(store.add(analysis, runner, origin, where)))


@history.command("list")
def list_(
    runner: RunnerOf = None, place: History = None, data: Data = None, lang: Lang = "en"
) -> None:
    """List the analyses, of one runner or of all, in order of day."""
    from formcheck import store

    _tell_place(place, data)
    found = store.entries(runner, place=place_of(place, data))
    if not found:
        say(_("The history has no analyses of that kind."))
        return
    out.print(table_of(found))


@history.command()
def runners(place: History = None, data: Data = None, lang: Lang = "en") -> None:
    """List who is in the history."""
    from formcheck import store

    _tell_place(place, data)
    table = Table(_("runner"), _("clips"), _("analyses"), _("first day"), _("last day"))
    for one in store.runners(place_of(place, data)):
        table.add_row(one.id, str(one.clips), str(one.analyses), one.first_day, one.last_day)
    out.print(table)


@history.command()
def show(
    number: Number,
    as_json: AsJson = False,
    place: History = None,
    data: Data = None,
    lang: Lang = "en",
) -> None:
    """Show one analysis, as it was told when it was made."""
    from formcheck import api, metrics, store
    from formcheck.report import json_file, terminal

    where = place_of(place, data)
    entry, text = store.entry(number, where), store.text(number, where)
    if as_json:
        say_json(text)
        return
    out.print(table_of((entry,)))
    if entry.folder:
        say(_("Results were written to {folder}.").format(folder=entry.folder))
    analysis = json_file.from_json(text)
    book = api.handbook(str(analysis.settings.get("lang", "en")))
    terminal.show(analysis, out, metrics.LABELS, book)


@history.command()
def export(
    folder: Out,
    runner: RunnerOf = None,
    place: History = None,
    data: Data = None,
    lang: Lang = "en",
) -> None:
    """Write all that is kept about a runner, or about everybody: JSON and CSV."""
    from formcheck import store

    with Bar(err, _("Writing results")):
        kept = store.export(folder, runner, place_of(place, data))
    say(_("Written to {folder}: {n} from the history.").format(n=len(kept), folder=folder))


def _tell_place(place: str | None, data: Path | None) -> None:
    from formcheck import store

    say(store.shown(place_of(place, data)))


history.command()(deleting.delete)
history.command()(deleting.retain)
history.command()(deleting.scrub)
