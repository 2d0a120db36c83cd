"""Clips from behind are looked at twice: for landmarks, and for the pelvis."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from formula_runner import Film, Stick, film

import formcheck
from formcheck import pose, video
from formcheck.settings import Settings
from formcheck.types import Study


def looked(clip: Path, **options: object) -> tuple[Study, list[str]]:
    stages: list[str] = []
    settings = Settings(**options)
    return formcheck.study(clip, settings, lambda stage, *_: stages.append(stage)), stages


@pytest.fixture
def from_behind(known: Path) -> Path:
    """The clip, but the landmarks in the cache are those of a runner seen from behind."""
    source = video.open_source(known)
    frames = len(formcheck.study(known).raw.times_s)
    track = film(Stick(), Film("rear", fps=30.0, seconds=frames / 30.0))
    place = pose.cache_path(source.sha256, pose.choose("auto"), pose.SHA256["heavy"])
    pose.keep(place, track, roll_deg=0.0, roll_sd_deg=1.0, notes="[]")
    return known


def test_a_clip_from_behind_gets_a_tilt_once(from_behind, tmp_path):
    known = from_behind
    first, stages = looked(known, view="rear")
    assert set(stages) == {"camera", "pelvis"}  # the landmarks were known
    assert np.isfinite(first.raw.pelvis.agreement).mean() > 0.5
    again, stages = looked(known, view="rear")
    assert not stages
    assert np.array_equal(again.raw.pelvis.tilt_deg, first.raw.pelvis.tilt_deg, equal_nan=True)
    pose.save_track(again.raw, tmp_path / "a.npz")
    assert pose.load_track(tmp_path / "a.npz")[0].pelvis is not None


def test_a_clip_from_the_side_gets_none(known):
    seen, stages = looked(known)
    assert seen.raw.pelvis is None and not stages
    assert seen.gait.pelvis is None
