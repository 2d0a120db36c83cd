"""What was written can be found again, with the clip it is about and how it was looked at."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from formcheck import api, reopened
from formcheck.errors import SettingsError
from formcheck.settings import Settings
from formcheck.types import Study


@pytest.fixture
def results(study: Study, tmp_path: Path) -> Path:
    """A folder of results that does not lie beside its clip."""
    out = tmp_path / "elsewhere" / "deep"
    api.write(study, out, ["json"])
    return out


def test_an_analysis_is_found_in_its_folder_and_by_its_file(study: Study, results: Path) -> None:
    by_folder = reopened.analysis_at(results)
    by_file = reopened.analysis_at(results / "monday.formcheck.json")
    assert by_folder == by_file
    assert by_folder.clip.sha256 == study.analysis.clip.sha256


def test_the_clip_is_found_where_it_was_and_beside_the_results(known: Path, results: Path) -> None:
    analysis = reopened.analysis_at(results)
    assert reopened.clip_of(results, analysis).samefile(known)
    beside = shutil.move(known, results.parent / known.name)
    assert reopened.clip_of(results, analysis).samefile(beside)


def test_another_clip_of_that_name_is_not_taken_for_it(known: Path, results: Path) -> None:
    known.write_bytes(b"another")
    with pytest.raises(SettingsError, match="not where it was"):
        reopened.clip_of(results, reopened.analysis_at(results))


def test_the_settings_come_back(results: Path) -> None:
    made_with = reopened.settings_of(reopened.analysis_at(results))
    assert made_with == Settings(height_m=1.68, speed_mps=2.8, corrections=False)


def test_pairs_and_answers_come_back(known: Path, tmp_path: Path) -> None:
    asked = Settings(
        known_length=(110, 640, 610, 640, 1.4), questionnaire={"saddle_numbness": True}
    )
    api.write(api.study(known, asked), tmp_path / "more", ["json"])
    again = reopened.settings_of(reopened.analysis_at(tmp_path / "more"))
    assert again.known_length == asked.known_length
    assert api.analyze(known, **{"questionnaire": again.questionnaire}).questionnaire


def test_a_folder_without_an_analysis_says_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no analysis"):
        reopened.analysis_at(tmp_path)
