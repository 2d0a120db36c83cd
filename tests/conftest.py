"""Keeps hypothesis quick, and looks at the bundled clip once for all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import Phase, settings

import formcheck
from formcheck.report.words import ENGLISH, speak

# no shrinking: an example is a whole analysis, and its first failure says enough
settings.register_profile(
    "quick",
    deadline=None,
    derandomize=True,
    max_examples=3,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile("quick")

# processes of pytest-xdist say 80, and a console keeps the width that it finds when it is made
os.environ.pop("COLUMNS", None)


CLIP = Path(__file__).resolve().parents[1] / "videos" / "side_overstride.mp4"


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    """A command that spoke another language leaves none to the next test."""
    yield
    speak(ENGLISH)


@pytest.fixture(scope="session")
def landmarks_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the bundled overstrider's landmarks, looked at once, for all processes."""
    mine = tmp_path_factory.getbasetemp()
    everybodys = mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine
    folder = everybodys / "landmarks-of-the-overstrider"
    with FileLock(f"{folder}.lock"), pytest.MonkeyPatch.context() as patch:
        patch.setenv("FORMCHECK_CACHE", str(folder))
        formcheck.study(CLIP)
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test keeps landmarks: a folder that is not there yet."""
    folder = tmp_path / "landmarks"
    monkeypatch.setenv("FORMCHECK_CACHE", str(folder))
    return folder
