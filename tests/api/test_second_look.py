"""Clips from behind are looked at twice: for landmarks, and for the pelvis."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import formcheck
from formcheck import pose
from formcheck.settings import Settings
from formcheck.types import Study


def looked(clip: Path, **options: object) -> tuple[Study, list[str]]:
    stages: list[str] = []
    settings = Settings(**options)
    return formcheck.study(clip, settings, lambda stage, *_: stages.append(stage)), stages


def test_a_clip_said_to_be_from_behind_gets_a_tilt_once(known, tmp_path):
    first, stages = looked(known, view="rear")
    assert set(stages) == {"pelvis"}  # the landmarks were known
    assert np.isfinite(first.raw.pelvis.tilt_deg).mean() > 0.5
    again, stages = looked(known, view="rear")
    assert not stages
    assert np.array_equal(again.raw.pelvis.tilt_deg, first.raw.pelvis.tilt_deg, equal_nan=True)
    pose.save_track(again.raw, tmp_path / "a.npz")
    assert pose.load_track(tmp_path / "a.npz")[0].pelvis is not None


def test_a_clip_from_the_side_gets_none(known):
    seen, stages = looked(known)
    assert seen.raw.pelvis is None and not stages
    assert seen.gait.pelvis is None
