"""Whole programs on whole clips: how to start them, and a cache of its own for every test."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.types import Frame, Pixels
from formcheck.video import open_source, read

REPOSITORY = Path(__file__).resolve().parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test keeps landmarks."""
    folder = tmp_path / "landmarks"
    monkeypatch.setenv("FORMCHECK_CACHE", str(folder))
    return folder


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def male_side() -> Path:
    """A phone clip of a runner on a treadmill; not part of the repository."""
    clip = REPOSITORY.parent / "shared" / "data" / "real" / "male_side.mp4"
    if not clip.is_file():
        pytest.skip(f"there is no {clip}")
    return clip


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run formcheck to its end in a folder of its own: ``run("analyze", clip)``."""

    def run(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "formcheck", *map(str, words)]
        return subprocess.run(
            command, cwd=tmp_path, env=dict(os.environ), capture_output=True, encoding="utf-8",
            timeout=600, check=False,
        )  # fmt: skip

    return run


def enlarged(clip: Path, size: tuple[int, int], seconds: float) -> Iterator[tuple[Pixels, float]]:
    """Pictures of the clip at another size, with their times, begun again until the time is up."""
    start_s = 0.0
    while True:
        last_s, step_s = 0.0, 1 / 30
        for frame in read(open_source(clip)):
            step_s, last_s = (frame.time_s - last_s) or step_s, frame.time_s
            if start_s + frame.time_s >= seconds:
                return
            yield _resized(frame, size), start_s + frame.time_s
        start_s += last_s + step_s


def _resized(frame: Frame, size: tuple[int, int]) -> Pixels:
    return np.asarray(cv2.resize(frame.rgb, size, interpolation=cv2.INTER_LINEAR))


@pytest.fixture(name="enlarged")
def _enlarged() -> Callable[..., Iterator[tuple[Pixels, float]]]:
    return enlarged
