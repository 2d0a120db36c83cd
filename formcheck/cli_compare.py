"""The command that puts visits of one runner beside each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck import cli_about as about
from formcheck.cli_errors import err
from formcheck.cli_history_options import Data, History, RunnerOf, place_of
from formcheck.cli_options import Lang, Out
from formcheck.cli_run import out
from formcheck.errors import SettingsError
from formcheck.progress import Bar
from formcheck.report.words import _
from formcheck.types.said import Said

if TYPE_CHECKING:
    from formcheck import comparing
    from formcheck.types import Comparison, Study

Given = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="BEFORE AFTER [MORE...]",
        help="Two or more visits: analyses, folders of results, or clips.",
        show_default=False,
    ),
]
Formats = Annotated[
    str | None,
    typer.Option(help="Comma-separated: html, pdf, json, mp4, csv; default all there are."),
]
Moved = Annotated[
    list[Path] | None,
    typer.Option("--clip", help="Where the clip of a visit is now; may be given often."),
]
AsGiven = Annotated[
    bool, typer.Option("--as-given", help="Keep the order given, whatever the days of filming.")
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print the comparison as JSON and nothing else.")
]


def compare(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    visits: Given = None,
    runner: RunnerOf = None,
    history: History = None,
    data: Data = None,
    lang: Lang = "en",
    out_folder: Out = None,
    formats: Formats = None,
    clip: Moved = None,
    as_given: AsGiven = False,
    as_json: AsJson = False,
) -> None:
    """Tell what changed between visits by more than measuring twice makes."""
    from formcheck import api, comparing, metrics
    from formcheck.report.compared import json_file, terminal

    wanted = _formats(formats, as_json and out_folder is None)
    if wanted and out_folder is not None:
        comparing.refuse_unwritable(out_folder)
    looked = _looked(visits or [], runner, place_of(history, data), lang)
    looked = comparing.in_time(looked, as_given or runner is not None)
    folder = out_folder or comparing.default_out(looked)
    if wanted:
        comparing.refuse_unwritable(folder)
    comparison = comparing.compared([one.visit for one in looked], lang)
    files = _write(comparison, looked, (folder, wanted, clip or []), lang) if wanted else ()
    if as_json:
        about.say_json(json_file.to_json(comparison))
    else:
        terminal.show(comparison, out, metrics.LABELS, api.handbook(lang))
    if files:
        words = _("Written to {folder}: {files}")
        words = words.format(folder=folder, files=", ".join(file.name for file in files))
        where = err if as_json else out
        where.print(f"\n{words}", soft_wrap=True, markup=False, emoji=False)


def _looked(
    paths: list[Path], runner: str | None, history: str | None, lang: str
) -> tuple[comparing.Looked, ...]:
    """The visits of the paths, or of the runner in the history.

    Raises
    ------
    SettingsError : both are given, or too few
    """
    from formcheck import comparing

    if (runner is None) == (not paths) or len(paths) == 1:
        raise SettingsError(
            Said("Two visits or more are needed."),
            Said(
                "Give them: formcheck compare BEFORE AFTER; or a runner of the history: --runner."
            ),
        )
    if runner is not None:
        return comparing.of_runner(runner, history)
    return tuple(_look(path, lang) for path in paths)


def _look(path: Path, lang: str) -> comparing.Looked:
    from formcheck import comparing

    with Bar(err, _("Looking at {name}").format(name=path.name)) as bar:
        return comparing.look(path, lang, bar.update)


def _write(
    comparison: Comparison,
    looked: tuple[comparing.Looked, ...],
    where: tuple[Path, list[str], list[Path]],
    lang: str,
) -> tuple[Path, ...]:
    """Files in the folder, in the formats wanted; `where` has also the clips that moved."""
    from formcheck import comparing

    folder, wanted, clips = where
    found: tuple[Study | None, ...] = (None,) * len(looked)
    if comparing.needs_clips(wanted):
        with Bar(err, _("Looking at the clips again")) as bar:
            found = comparing.studies(looked, clips, lang, bar.update)
        for name in comparing.missing(looked, found):
            words = _("The clip {name} is not where it was: no pictures of it. See --clip.")
            err.print(words.format(name=name), soft_wrap=True, markup=False, emoji=False)
    with Bar(err, _("Writing results")):
        return comparing.write(comparison, found, folder, wanted, lang)


def _formats(text: str | None, is_bare: bool) -> list[str]:
    """The formats asked for; none with --json unless asked for."""
    from formcheck.comparing import FORMATS

    if text is None:
        return [] if is_bare else list(FORMATS)
    names = [n.strip().lower() for n in text.split(",") if n.strip()] or [""]
    unknown = [n for n in names if n not in FORMATS]
    if unknown:
        raise SettingsError(
            Said("There is no format {unknown!r}.", unknown=unknown[0]),
            Said("Choose from: {choices}.", choices=", ".join(sorted(FORMATS))),
        )
    return names
