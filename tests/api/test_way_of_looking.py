"""Landmarks looked for in another way are other landmarks, and the analysis says which way."""

from __future__ import annotations

from pathlib import Path

import pytest

import formcheck
from formcheck.crowding import place
from formcheck.errors import SettingsError
from formcheck.settings import Settings
from formcheck.video import open_source

CLIP = Path(__file__).resolve().parents[2] / "videos" / "side_overstride.mp4"


def test_each_backend_and_precision_has_landmarks_of_its_own():
    source = open_source(CLIP)
    ways = [("fast", "exact"), ("fast", "fast"), ("mediapipe", "exact")]
    kept = {place(source, Settings(precision=how), backend) for backend, how in ways}
    assert len(kept) == 3


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
