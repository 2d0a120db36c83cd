"""The options that say which history, and whose analyses in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.errors import SettingsError
from formcheck.types.said import Said

History = Annotated[
    str | None,
    typer.Option(
        "--history",
        help="File or postgresql:// address of the history; FORMCHECK_HISTORY says it for good.",
    ),
]
Data = Annotated[Path | None, typer.Option("--data", help="Folder of the history.")]
RunnerOf = Annotated[str | None, typer.Option("--runner", help="Code of the runner.")]
RunnerCode = Annotated[
    str | None,
    typer.Option("--runner", help="Keep the analysis in the history under this code; no name."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Delete without asking.")]


def place_of(history: str | None, data: Path | None) -> str | None:
    """Where the history is; None is where it always is.

    Raises
    ------
    SettingsError : both were given
    """
    if history is not None and data is not None:
        raise SettingsError(
            Said("--history and --data both say where the history is."), Said("Give one of them.")
        )
    return history if data is None else str(data / "history.sqlite")
