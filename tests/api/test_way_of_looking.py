"""Landmarks looked for in another way are other landmarks, and the analysis says which way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import formcheck
from formcheck.crowding import place
from formcheck.errors import NoRunnerError, SettingsError
from formcheck.settings import QUALITIES, Settings
from formcheck.video import open_source, thinned

CLIP = Path(__file__).resolve().parents[2] / "videos" / "side_overstride.mp4"


def test_each_backend_and_precision_has_landmarks_of_its_own():
    source = open_source(CLIP)
    ways = [("fast", "exact"), ("fast", "fast"), ("mediapipe", "exact")]
    kept = {place(source, Settings(precision=how), backend) for backend, how in ways}
    assert len(kept) == 3


def test_each_quality_has_landmarks_of_its_own():
    source = open_source(CLIP)
    kept = {
        quality: place(thinned(source, settings.most_per_s), settings, "fast")
        for quality in QUALITIES
        if (settings := Settings(quality=quality))
    }
    assert source.fps_nominal == 30  # so few pictures are all looked at
    assert kept["best"] == kept["balanced"] != kept["quick"]
    assert place(replace(source, every=2), Settings(), "fast") != kept["best"]


def test_a_network_can_be_chosen_beside_the_quality():
    assert Settings().network == "heavy"
    assert Settings(quality="quick").network == "full"
    assert Settings(quality="quick", model="heavy").network == "heavy"
    with pytest.raises(SettingsError, match="no quality 'better'"):
        Settings(quality="better")
    with pytest.raises(SettingsError, match="no model 'huge'"):
        Settings(model="huge")


def test_landmarks_of_every_second_picture_are_not_those_of_every_one(known):
    study = formcheck.study(known)
    few = replace(study, source=replace(study.source, every=2))
    formcheck.write(few, known.with_name("monday.formcheck"), ["npz"])
    with pytest.raises(SettingsError, match="one in 2 pictures") as told:
        formcheck.analyze(known, backend="stored")
    assert "--quality" in told.value.hint


def test_the_lite_network_gives_no_verdicts(known):
    lite = formcheck.analyze(known, model="lite", height_m=1.7)
    assert {m.status for m in lite.measurements} == {"indicative", "not_measurable"}
    assert "lite network" in (lite.measurement("cadence").reason or "")
    assert {f.level for f in lite.findings} == {"not_measurable"}


def test_where_a_quick_look_sees_nobody_a_closer_one_is_offered(known, monkeypatch):
    def nobody(*_, **__):
        raise NoRunnerError("Nobody runs.", "Film a runner.")

    monkeypatch.setattr("formcheck.gait.find_gait", nobody)
    with pytest.raises(NoRunnerError) as told:
        formcheck.analyze(known, quality="balanced")
    assert "--quality best" in told.value.hint and "Film a runner." in told.value.hint
    with pytest.raises(NoRunnerError) as told:
        formcheck.analyze(known)
    assert told.value.hint == "Film a runner."


def test_an_analysis_says_how_its_landmarks_were_found(known):
    study = formcheck.study(known)
    told = study.analysis.provenance
    assert (told.backend, told.precision) == ("fast", "exact")
    assert told.libraries["openvino"][0].isdigit()
    formcheck.write(study, known.with_name("monday.formcheck"), ["npz"])
    told = formcheck.analyze(known, backend="stored").provenance
    assert (told.backend, told.precision) == ("stored", None)


def test_a_precision_that_the_backend_lacks():
    with pytest.raises(SettingsError, match="no precision 'half'"):
        Settings(precision="half")
    with pytest.raises(SettingsError, match="MediaPipe knows no precision"):
        formcheck.analyze(CLIP, backend="mediapipe", precision="fast")
