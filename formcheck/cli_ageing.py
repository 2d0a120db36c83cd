"""The command that says what the web page would delete by age, and deletes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli_history_options import History
from formcheck.cli_history_table import say
from formcheck.cli_options import Lang
from formcheck.errors import SettingsError
from formcheck.report.words import _
from formcheck.types.said import Said

Data = Annotated[
    Path, typer.Option("--data", help="Data folder of formcheck serve.", show_default=False)
]
KeepDays = Annotated[
    int | None, typer.Option(help="As for formcheck serve; clips stay without it.", min=1)
]


def ageing(
    data: Data, keep_days: KeepDays = None, history_at: History = None, lang: Lang = "en"
) -> None:
    """Say what formcheck serve would delete by age now; nothing is deleted."""
    from formcheck import store
    from formcheck.web.ageing import outdated
    from formcheck.web.config import Config
    from formcheck.web.places import Places

    file = Places(data).store
    if history_at is None and not file.is_file():
        raise SettingsError(
            Said("{data} is not a data folder of formcheck serve.", data=data),
            Said("Give the folder that the server has, with --data."),
        )
    engine = store.opened(history_at or file)
    try:
        n = outdated(Config(data, history_at, keep_days=keep_days), engine).counts()
    finally:
        engine.dispose()
    say(_("Clips that were handed in too long ago: {n}").format(n=n["uploads"]))
    say(_("Clips of which the rest never came: {n}").format(n=n["arriving"]))
    say(_("Clips that were refused: {n}").format(n=n["refused"]))
    say(_("Jobs that came to nothing: {n}").format(n=n["jobs"]))
    say(_("Files and folders that belong to nothing: {n}").format(n=n["left"]))
