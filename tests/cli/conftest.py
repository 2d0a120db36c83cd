"""The program as a user starts it, and the bundled clip looked at once a session."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from formcheck.cli import main

CLIP = Path(__file__).resolve().parents[2] / "videos" / "side_overstride.mp4"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(autouse=True)
def own_cache(cache: Path) -> None:
    """Every test here keeps landmarks in a folder of its own."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder in which the program is started."""
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


@pytest.fixture
def known(cache: Path, place: Path, landmarks_once: Path) -> Path:
    """A copy of the clip, its landmarks in this test's cache."""
    shutil.copytree(landmarks_once, cache)
    return Path(shutil.copy(CLIP, place / "monday.mp4"))


@pytest.fixture
def start(place: Path) -> Callable[..., subprocess.Popen[str]]:
    """Start the program in `place`; Ctrl-C reaches it whatever started pytest."""

    def start(*words: object, **env: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "formcheck", *map(str, words)],
            cwd=place,
            env=os.environ | {"COLUMNS": "120", "PYTHONIOENCODING": "utf-8"} | env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )

    return start


@pytest.fixture
def typed(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The same as `run`, but in this process: `main` is what the script calls."""

    def typed(*words: object) -> subprocess.CompletedProcess[str]:
        monkeypatch.chdir(place)
        monkeypatch.setenv("COLUMNS", "120")
        monkeypatch.setattr("sys.argv", ["formcheck", *map(str, words)])
        with pytest.raises(SystemExit) as stopped:
            main()
        said, complained = capsys.readouterr()
        code = stopped.value.code
        return subprocess.CompletedProcess(words, code, said, complained)  # type: ignore[arg-type]

    return typed


@pytest.fixture
def run(start: Callable[..., subprocess.Popen[str]]) -> Run:
    """Run the program to its end: ``run("analyze", clip).returncode``."""

    def run(*words: object, **env: str) -> subprocess.CompletedProcess[str]:
        with start(*words, **env) as process:
            said, complained = process.communicate(timeout=120)
        return subprocess.CompletedProcess(words, process.returncode, said, complained)

    return run
