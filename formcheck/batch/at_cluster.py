"""What runs on a worker of a Dask cluster: clips, each in a process that may crash or hang.

A worker keeps one such process a thread and ends it when the batch has nothing more for it, when
its clip is called off, and when the batch is gone: who started it was stopped or killed.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from formcheck import __version__
from formcheck.batch.isolated import AT_WORK, Isolated, Limits, StoppedError
from formcheck.batch.wire import outcome_line, task_from
from formcheck.child import Closing

if TYPE_CHECKING:
    from distributed import Worker

IDLE_S: Final = 3.0  # without a clip after which the process ends; chosen by us
LOOK_S: Final = 0.3  # how often it is looked whether the clip is still wanted
CALLED_OFF: Final = b""


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker must know beside the clip.

    Attributes
    ----------
    id : of the batch
    home : the folder that a batch keeps for itself, on the disk that all machines share
    variables : of the environment of each process, beside those of the worker
    """

    id: str
    home: Path
    limits: Limits
    command: Sequence[str] = AT_WORK
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Greeting:
    """What a worker says of itself: its formcheck, and which of the places it sees."""

    version: str
    sees: tuple[bool, ...]


def greet(places: Sequence[str]) -> Greeting:
    """What is here, and which of these files."""
    return Greeting(__version__, tuple(Path(place).exists() for place in places))


def analyse(line: bytes, job: Job) -> bytes:
    """The outcome of the task, as lines; `CALLED_OFF` when nobody waits for it any more."""
    from distributed import get_worker

    worker = get_worker()
    bench = _bench(job, str(worker.address))
    with bench.turn, _Wanted(worker, bench.isolated):
        try:
            outcome = bench.isolated.run(task_from(line))
        except StoppedError:
            bench.leave()
            return CALLED_OFF
    bench.close_when_idle()
    return outcome_line(outcome)


@dataclass(slots=True)
class _Bench:
    """The process of one thread for the clips of one batch; `turn` is held while it works."""

    job: Job
    isolated: Isolated
    turn: threading.Lock = field(default_factory=threading.Lock)
    used: int = 0

    def close_when_idle(self) -> None:
        """Nothing; the process ends in a while, unless it gets another clip."""
        self.used += 1
        timer = threading.Timer(IDLE_S, self._close_if_idle, (self.used,))
        timer.daemon = True
        timer.start()

    def leave(self) -> None:
        """End the process for good."""
        self.isolated.close()
        _HERE.bench = None

    def _close_if_idle(self, used: int) -> None:
        if not self.turn.acquire(blocking=False):
            return
        try:
            if self.used == used:
                self.isolated.close()
        finally:
            self.turn.release()


_HERE: Final = threading.local()  # the bench of each thread of the worker


def _bench(job: Job, address: str) -> _Bench:
    bench: _Bench | None = getattr(_HERE, "bench", None)
    if bench is not None and bench.job == job:
        return bench
    if bench is not None:
        bench.leave()
    isolated = Isolated(job.limits, _lock(job, address), job.command, job.variables)
    _HERE.bench = bench = _Bench(job, isolated)
    return bench


def _lock(job: Job, address: str) -> Path:
    """The file that the process holds, so that who comes later can wait for its end."""
    slot = f"{address} {threading.get_ident()}"
    return job.home / f"at-work-{hashlib.sha256(slot.encode()).hexdigest()[:12]}.lock"


class _Wanted(Closing):
    """Stops a process when its clip is called off: the scheduler forgets what nobody waits for."""

    def __init__(self, worker: Worker, isolated: Isolated) -> None:
        self._worker, self._isolated = worker, isolated
        self._key = worker.get_current_task()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(LOOK_S):
            known: Any = self._worker.state.tasks.get(self._key)
            if known is None or known.state == "cancelled":
                self._isolated.stop()
                return
