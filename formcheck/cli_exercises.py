"""The command that writes the cards of all exercises, without any clip."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from formcheck.cli_options import Lang

out = Console(highlight=False)

Page = Annotated[
    Path, typer.Option("--out", help="The page to write; it opens in any browser, and prints.")
]


def exercises(page: Page = Path("exercises.html"), lang: Lang = "en") -> None:
    """Write the exercise cards as a page: drawings, steps, how much, when to stop."""
    from formcheck import api

    out.print(str(api.exercises(page, lang)), soft_wrap=True, markup=False, emoji=False)
