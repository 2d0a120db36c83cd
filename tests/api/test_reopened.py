"""What was written can be found again, with the clip it is about and how it was looked at."""

from __future__ import annotations

import shutil
from pathlib import Path

import foreign_tracks as foreign
import pytest
from formula_runner import Film, film

from formcheck import api, comparing, remaking, reopened
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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pose track of another program that is a folder of files."""
    (tmp_path / "tracks").mkdir()
    return foreign.openpose(film(how=Film(seconds=5.0)), tmp_path / "tracks" / "tuesday")


@pytest.fixture
def tracked(folder: Path) -> Path:
    """The results of that track, with what it does not say itself."""
    out = api.default_folder(folder)
    api.write(api.study(folder, Settings(fps=60.0, size="1280x720")), out, ["json"])
    return out


def test_a_folder_that_is_a_pose_track_is_no_analysis(folder: Path, tracked: Path) -> None:
    assert not reopened.is_analysis(folder)
    assert reopened.is_analysis(tracked)
    assert reopened.is_analysis(folder.parent)  # so that it is said that there is none


def test_a_folder_track_is_found_again_by_all_its_files(folder: Path, tracked: Path) -> None:
    analysis = reopened.analysis_at(tracked)
    assert reopened.clip_of(tracked, analysis).samefile(folder)
    beside = tracked.parent / "moved"
    beside.mkdir()
    tracked = Path(shutil.move(tracked, beside))
    folder = Path(shutil.move(folder, beside))
    assert reopened.clip_of(tracked, analysis).samefile(folder)
    max(folder.iterdir()).unlink()
    with pytest.raises(SettingsError, match="not where it was"):
        reopened.clip_of(tracked, analysis)


def test_what_a_track_does_not_say_comes_from_its_analysis(folder: Path, tracked: Path) -> None:
    settings = reopened.settings_of(reopened.analysis_at(tracked))
    assert (settings.fps, settings.size) == (60.0, (1280, 720))
    for what in (folder, tracked):
        again = remaking.remade(what)
        assert again.is_same
        assert again.study.analysis.clip.fps_nominal == 60.0
        looked = comparing.look(what, "en", lambda stage, done, total: None)
        assert looked.visit.analysis.settings["fps"] == 60.0
    shutil.rmtree(tracked)
    with pytest.raises(SettingsError, match="formcheck analyze tuesday --fps 60"):
        comparing.look(folder, "en", lambda stage, done, total: None)


def test_the_clip_of_a_track_is_found_again(known: Path, study: Study, tmp_path: Path) -> None:
    """An analysis has its name only."""
    (tmp_path / "tracks").mkdir()
    track = foreign.mediapipe(study.raw, tmp_path / "tracks" / "made.json", timed=False)
    out = api.default_folder(track)
    api.write(api.study(track, Settings(video=known)), out, ["json"])
    assert remaking.remade(track).is_same
    beside = Path(shutil.move(known, track.parent))
    again = remaking.remade(out)
    assert again.is_same
    assert again.study.source.pictures is not None
    (visit,) = comparing.in_time([comparing.look(out, "en", lambda *done: None)])
    (found,) = comparing.studies([visit], [], "en", lambda *done: None)
    assert found is not None
    beside.unlink()
    with pytest.raises(SettingsError, match="that this pose track was made from"):
        remaking.remade(out)
    assert comparing.studies([visit], [], "en", lambda *done: None) == (None,)
