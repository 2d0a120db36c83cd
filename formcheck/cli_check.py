"""`formcheck check`: a quick look at clips before they are analysed."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import typer
from rich.console import Console

from formcheck.cli_errors import err, say
from formcheck.cli_options import AsJson, Clips, Lang
from formcheck.errors import FormcheckError
from formcheck.progress import Bar
from formcheck.report.words import _

NOBODY_RUNS, UNREADABLE = 4, 2
WORST_FIRST = (UNREADABLE, NOBODY_RUNS, 0)
out = Console(highlight=False)


def check(clips: Clips, lang: Lang = "en", as_json: AsJson = False) -> None:
    """Look quickly at one or more clips: is somebody running, and how well is it filmed."""
    codes = [_one(clip, lang, as_json) for clip in clips]
    raise typer.Exit(next(code for code in WORST_FIRST if code in codes))


def _one(clip: Path, lang: str, as_json: bool) -> int:
    from formcheck import checking
    from formcheck.report import in_language
    from formcheck.report.check_lines import check_lines

    try:
        with Bar(err, _("Looking at {name}").format(name=clip.name)) as bar:
            found = in_language(checking.check(clip, bar.update), lang)
    except FormcheckError as error:
        say(error, clip)
        return UNREADABLE
    if as_json:
        out.print(json.dumps(asdict(found)), soft_wrap=True, markup=False, emoji=False)
    else:
        for line in check_lines(found):
            out.print(line)
    return 0 if found.verdict is not None else NOBODY_RUNS
