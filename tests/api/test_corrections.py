"""Corrections in a whole analysis: found by themselves, marked, kept with the results."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck import api, by_hand, reopened
from formcheck.errors import SettingsError
from formcheck.report.json_file import from_json, to_json
from formcheck.settings import Settings
from formcheck.types import ContactEdit, Corrections, Study

KNOWN = {"height_m": 1.68, "speed_mps": 2.8}


@pytest.fixture
def edits(study: Study) -> Corrections:
    """One contact moved, one removed, a part left out."""
    first, second = [c for c in study.gait.contacts if c.side == "left"][2:4]
    assert first.off_s is not None
    moved = ContactEdit("move", "left", first.strike_s, first.strike_s + 0.01, first.off_s + 0.01)
    return Corrections(
        clip_sha256=study.source.sha256,
        contacts=(moved, ContactEdit("remove", "left", second.strike_s)),
        excluded_s=((5.0, 5.6),),
        note="heel behind the rail",
    )


def save(clip: Path, made: Corrections) -> Path:
    path = by_hand.beside(clip)
    by_hand.save(path, by_hand.file_text(made))
    return path


def test_the_file_beside_the_clip_is_used_and_marked(
    known: Path, study: Study, edits: Corrections, tmp_path: Path
) -> None:
    save(known, edits)
    changed = api.study(known, Settings(**KNOWN))
    assert len(changed.gait.contacts) < len(study.gait.contacts)
    assert [c.by for c in changed.gait.contacts].count("user") == 1
    found = changed.analysis.corrections
    assert found is not None
    assert (len(found.changes), found.note, found.unused) == (3, edits.note, ())
    assert from_json(to_json(changed.analysis)).corrections is not None
    api.write(changed, tmp_path / "out", ["json", "csv", "cards"])
    with (tmp_path / "out" / "strides.csv").open(newline="") as file:
        assert [row["by"] for row in csv.DictReader(file)].count("user") == 1
    with (tmp_path / "out" / "measurements.csv").open(newline="") as file:
        assert {row["changes_by_hand"] for row in csv.DictReader(file)} == {"3"}
    assert "changed by hand" in (tmp_path / "out" / "exercises.html").read_text(encoding="utf-8")
    content = json.loads((tmp_path / "out" / "monday.formcheck.json").read_text(encoding="utf-8"))
    assert content["corrections"]["excluded_s"] == [[5.0, 5.6]]


def test_without_corrections_nothing_is_marked(
    known: Path, study: Study, edits: Corrections
) -> None:
    save(known, edits)
    ignored = api.study(known, Settings(**KNOWN, corrections=False))
    assert ignored.analysis == study.analysis
    assert ignored.analysis.corrections is None


def test_the_settings_of_an_analysis_bring_its_corrections_back(
    known: Path, edits: Corrections, tmp_path: Path
) -> None:
    save(known, replace(edits, known_length=(110.0, 640.0, 610.0, 640.0, 1.4)))
    changed = api.study(known, Settings(height_m=1.68))
    api.write(changed, tmp_path / "out", ["json"])
    by_hand.erase(by_hand.beside(known))
    settings = reopened.settings_of(reopened.analysis_at(tmp_path / "out"))
    assert settings.known_length is None
    again = api.study(known, settings)
    assert [c.strike_s for c in again.gait.contacts] == pytest.approx(
        [c.strike_s for c in changed.gait.contacts], abs=1e-4
    )
    assert again.analysis.gait.scale_m_per_px == changed.analysis.gait.scale_m_per_px
    assert reopened.settings_in(tmp_path / "out", known.name) == Settings(height_m=1.68)


def test_a_change_measures_again_without_looking(
    known: Path, study: Study, edits: Corrections, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.seeing.look", None)
    settings = Settings(**KNOWN)
    changed = api.again(study, replace(settings, corrections=edits))
    assert changed.analysis.corrections == replace(edits, slow_motion=1.0)
    back = api.again(changed, replace(settings, corrections=False))
    assert back.analysis == study.analysis
    assert {effect.after.id for effect in by_hand.effects(study.analysis, changed.analysis)}
    assert not by_hand.effects(study.analysis, back.analysis)


def test_moments_mean_the_same_in_slow_motion(
    known: Path, study: Study, edits: Corrections
) -> None:
    """A file made in real time says the same pictures when the clip is told to be slowed."""
    save(known, replace(edits, slow_motion=1.0))
    slowed = api.study(known, Settings(height_m=1.68, slow_motion=1.25))
    mine = next(c for c in slowed.gait.contacts if c.by == "user")
    assert mine.strike_s == pytest.approx((edits.contacts[0].strike_s or 0) / 1.25, abs=1e-4)


@pytest.mark.slow
def test_a_part_of_the_clip_changes_no_moment(
    known: Path, study: Study, edits: Corrections
) -> None:
    save(known, edits)
    late = api.study(known, Settings(**KNOWN, part="0.5-4.5"))
    mine = next(c for c in late.gait.contacts if c.by == "user")
    assert mine.strike_s == pytest.approx(edits.contacts[0].strike_s, abs=1e-4)


def test_a_correction_after_the_end_is_refused(known: Path, edits: Corrections) -> None:
    save(known, replace(edits, excluded_s=((50.0, 51.0),)))
    with pytest.raises(SettingsError, match="the clip ends at"):
        api.study(known, Settings(**KNOWN))
