"""The bundled overstrider, looked at once a session, and a cache of its own for every test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import formcheck
from formcheck.types import Study

CLIP = Path(__file__).resolve().parents[2] / "videos" / "side_overstride.mp4"


@pytest.fixture(scope="session")
def landmarks_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the clip's landmarks; tests/cli shares it within a session."""
    folder = tmp_path_factory.getbasetemp() / "landmarks-of-the-overstrider"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FORMCHECK_CACHE", str(folder))
        formcheck.study(CLIP)
    return folder


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test keeps landmarks: a folder that is not there yet."""
    folder = tmp_path / "landmarks"
    monkeypatch.setenv("FORMCHECK_CACHE", str(folder))
    return folder


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
