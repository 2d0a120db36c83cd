"""The bundled overstrider, looked at once a session, and a cache of its own for every test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import formcheck
from formcheck.types import Study

CLIP = Path(__file__).resolve().parents[2] / "videos" / "side_overstride.mp4"


@pytest.fixture(autouse=True)
def own_cache(cache: Path) -> None:
    """Every test here keeps landmarks in a folder of its own."""


@pytest.fixture
def known(cache: Path, landmarks_once: Path) -> Path:
    """A copy of the clip, its landmarks in this test's cache."""
    shutil.copytree(landmarks_once, cache)
    copy = cache.parent / "monday.mp4"
    shutil.copy(CLIP, copy)
    return copy


@pytest.fixture
def study(known: Path) -> Study:
    """The clip's study, at the height and speed it was rendered with."""
    return formcheck.study(known, formcheck.Settings(height_m=1.68, speed_mps=2.8))
