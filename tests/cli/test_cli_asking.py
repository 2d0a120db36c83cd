"""Yes and no are understood in both languages, and asked for again in the reader's own."""

from __future__ import annotations

import pytest
import typer
from typer.testing import CliRunner

from formcheck.cli_asking import agreed
from formcheck.report.words import speaking


def answer(typed: str, lang: str = "nl", *, default: bool = False) -> str:
    """All that stands on the screen, and the answer that was understood."""
    app = typer.Typer()

    @app.command()
    def ask() -> None:
        with speaking(lang):
            typer.echo(agreed("?", default=default))

    return CliRunner().invoke(app, [], input=typed).output


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize(
    ("words", "is_yes"), [(("j", "ja", "y", "yes", "JA "), True), (("n", "nee", "no"), False)]
)
def test_words_of_both_languages_are_understood(lang: str, words: tuple[str], is_yes: bool) -> None:
    for word in words:
        assert answer(f"{word}\n", lang).endswith(f"{is_yes}\n")


def test_enter_alone_is_what_the_capital_says() -> None:
    assert "[j/N]" in answer("\n") and answer("\n").endswith("False\n")
    assert "[J/n]" in answer("\n", default=True)
    assert answer("\n", default=True).endswith("True\n")
    assert "[y/N]" in answer("\n", "en")


def test_anything_else_is_asked_again_in_the_language() -> None:
    said = answer("misschien\nja\n")
    assert said.count("[j/N]") == 2 and "Typ j voor ja of n voor nee." in said
    assert "Error" not in said and said.endswith("True\n")


def test_input_that_ends_is_no_yes() -> None:
    assert "True" not in answer("")
