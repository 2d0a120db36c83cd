"""How the command line says what went wrong: the problem, then what to do."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.markup import escape

from formcheck.errors import FormcheckError
from formcheck.report.words import told

err = Console(stderr=True, highlight=False)


def say(error: FormcheckError, clip: Path | None = None) -> None:
    """Nothing; the error stands on stderr, with the clip's name where it does not say it."""
    name = "" if clip is None or clip.name in error.problem else f"{clip.name}: "
    problem = escape(name + told(error.problem))
    err.print(f"[bold red]{problem}[/]", soft_wrap=True, emoji=False)
    err.print(told(error.hint), soft_wrap=True, markup=False, emoji=False)
