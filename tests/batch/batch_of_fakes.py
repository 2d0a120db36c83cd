"""Runs a batch whose clips are analysed by the fake; ``python batch_of_fakes.py CLIPS OUT LOG``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from formcheck.batch.crew import LocalCrew
from formcheck.batch.isolated import Limits
from formcheck.batch.run import Order, Report, run

FAKE = Path(__file__).with_name("fake_at_work.py")


def fake(log: Path) -> list[str]:
    return [sys.executable, str(FAKE), str(log)]


def hire(log: Path, workers: int = 2, limits: Limits | None = None) -> Callable[[Path], LocalCrew]:
    return lambda locks: LocalCrew(workers, limits or Limits(), locks, fake(log))


def make_clips(folder: Path, names: str) -> Path:
    for name in names.split():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"content of {name}")
    return folder


def batch(clips: Path, out: Path, log: Path, **more: object) -> Report:
    return run(Order((clips,), out, **more), hire(log))  # type: ignore[arg-type]


if __name__ == "__main__":
    batch(*map(Path, sys.argv[1:4]))
