"""The exercise cards without a clip."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from formcheck import api
from formcheck.cli import app
from formcheck.errors import SettingsError

runner = CliRunner()


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_page_has_a_card_for_every_exercise(tmp_path: Path, lang: str) -> None:
    page = tmp_path / "new folder" / "cards.html"
    done = runner.invoke(app, ["exercises", "--out", str(page), "--lang", lang])
    assert done.exit_code == 0, done.output
    assert str(page) in done.output.replace("\n", "")
    text = page.read_text(encoding="utf-8")
    assert f'<html lang="{lang}">' in text
    assert text.count('<article class="card"') == len(api.handbook(lang).exercises) >= 5
    assert text.count("<svg") == len(api.handbook(lang).exercises)


def test_a_place_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Cannot write"):
        api.exercises(tmp_path)


def test_a_language_that_nobody_wrote_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        api.exercises(tmp_path / "cards.html", "xx")
    assert not list(tmp_path.iterdir())
