"""Asks yes or no in the reader's language; both languages' words are understood in either."""

from __future__ import annotations

from typing import Final

import typer

from formcheck.report.words import _

# What people type, whichever language the question was in.
ANSWERS: Final = {
    **dict.fromkeys(("y", "yes", "j", "ja"), True),
    **dict.fromkeys(("n", "no", "nee"), False),
}


def agreed(question: str, *, default: bool = False, err: bool = False) -> bool:
    """The answer; asked until it is one, and Enter alone is the `default`.

    Raises
    ------
    click.Abort : the input ended, or Ctrl-C
    """
    choices = _("[Y/n]") if default else _("[y/N]")
    while True:
        typed = typer.prompt(f"{question} {choices}", default="", show_default=False, err=err)
        word = typed.strip().lower()
        if not word:
            return default
        if word in ANSWERS:
            return ANSWERS[word]
        typer.echo(_("Please type y for yes or n for no."), err=err)
