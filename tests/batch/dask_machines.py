"""A Dask cluster of real processes on this machine, for tests to kill parts of."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from formcheck.child import environment

QUIET = ("--no-dashboard", "--host", "127.0.0.1")


@dataclass
class Machines:
    """The scheduler and its workers."""

    file: Path
    scheduler: psutil.Popen
    workers: list[psutil.Popen] = field(default_factory=list)

    @property
    def address(self) -> str:
        return str(json.loads(self.file.read_text())["address"])

    def add_worker(self) -> None:
        one_at_a_time = ("--nthreads", "1", "--no-nanny")
        self.workers.append(start("worker", "--scheduler-file", str(self.file), *one_at_a_time))


def start(*what: str) -> psutil.Popen:
    command = [sys.executable, "-m", "dask", *what, *QUIET]
    return psutil.Popen(
        command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@contextmanager
def machines(folder: Path, workers: int = 2) -> Iterator[Machines]:
    """They are up, and end when they are left."""
    file = folder / "scheduler.json"
    made = Machines(file, start("scheduler", "--port", "0", "--scheduler-file", str(file)))
    try:
        wait_until(file.is_file)
        for _ in range(workers):
            made.add_worker()
        yield made
    finally:
        for process in (*made.workers, made.scheduler):
            process.kill()
            process.wait()


def wait_until(is_so: object, most_s: float = 60.0) -> None:
    due_s = time.monotonic() + most_s
    while not is_so():  # type: ignore[operator]
        assert time.monotonic() < due_s
        time.sleep(0.02)
