"""Who does the work of a batch: local processes, or anybody with the same two methods.

A crew takes all tasks and gives their outcomes as they come, in any order. That of a cluster
uses `Isolated` on each of its machines and is a class beside this one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final, Protocol

from formcheck.batch.isolated import AT_WORK, TIME_LIMIT_S, Isolated, Limits, StoppedError
from formcheck.batch.nouns import Outcome, Task
from formcheck.errors import SettingsError
from formcheck.pose.cores import cores
from formcheck.types.said import Said

LEAST_MB: Final = 500  # the libraries alone take most of it
# What one worker and its decoder had in use at most, looking at clips of 720 lines with the heavy
# network: 0.85 GB; with some room for larger pictures.
NEEDED_MB: Final = 1200
_LOOK_S: Final = 0.5  # a wait with an end is one that Ctrl-C can break on every system


class Crew(Protocol):
    """Whoever turns tasks into outcomes."""

    def work(self, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """The outcome of each task, as they come."""

    def stop(self) -> None:
        """End what is being done, at once; what it has begun to write goes."""


class LocalCrew:
    """Processes on this machine, each looked after by a thread."""

    def __init__(
        self,
        workers: int,
        limits: Limits,
        locks: Path | None = None,
        command: Sequence[str] = AT_WORK,
    ) -> None:
        places = [None if locks is None else slot_lock(locks, k) for k in range(workers)]
        self._isolated = [Isolated(limits, place, command) for place in places]
        self._threads: list[threading.Thread] = []

    def work(self, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """The outcome of each task, as they come."""
        todo: SimpleQueue[Task] = SimpleQueue()
        done: SimpleQueue[Outcome | BaseException] = SimpleQueue()
        for task in tasks:
            todo.put(task)
        self._threads = [
            threading.Thread(target=_serve, args=(one, todo, done), daemon=True)
            for one in self._isolated[: len(tasks)]
        ]
        for thread in self._threads:
            thread.start()
        try:
            for _ in tasks:
                yield _next(done)
        finally:
            self.stop()

    def stop(self) -> None:
        """End all processes, and wait until what they had begun to write is gone."""
        for one in self._isolated:
            one.stop()
        for thread in self._threads:
            thread.join()


def hire_local(
    workers: int | None = None, time_limit_s: float = TIME_LIMIT_S, memory_mb: int | None = None
) -> Callable[[Path], LocalCrew]:
    """Who hires processes on this machine, with a fair share of its cores each.

    Raises
    ------
    SettingsError : a number is below what makes sense
    """
    count, limits = _checked(workers, time_limit_s, memory_mb)
    return lambda locks: LocalCrew(count, limits, locks)


def hire_at(
    scheduler: str,
    workers: int | None = None,
    time_limit_s: float = TIME_LIMIT_S,
    memory_mb: int | None = None,
) -> Callable[[Path], Crew]:
    """Who hires the workers of a Dask cluster; `workers` is for one on this machine.

    Raises
    ------
    SettingsError : a number is below what makes sense, or Dask is not installed
    """
    from formcheck.batch.cluster import hire_cluster

    count, limits = _checked(workers, time_limit_s, memory_mb)
    return hire_cluster(scheduler, count, limits)


def _checked(workers: int | None, time_limit_s: float, memory_mb: int | None) -> tuple[int, Limits]:
    """How many at once, and what each may use."""
    _refuse_less("--workers", workers, 1)
    _refuse_less("--memory-mb", memory_mb, LEAST_MB)
    if not time_limit_s > 0:
        raise SettingsError(
            Said("{option} is too small.", option="--time-limit"),
            Said("Give minutes for one clip, as 20 or 0.5."),
        )
    count = workers or usual_workers()
    return count, Limits(time_limit_s, memory_mb, max(1, cores() // count))


def usual_workers() -> int:
    """One for each core, as far as there is memory for them."""
    import psutil

    room: int = psutil.virtual_memory().available // (NEEDED_MB << 20)
    return max(1, min(cores(), room))


def _refuse_less(option: str, value: int | None, least: int) -> None:
    if value is not None and value < least:
        raise SettingsError(
            Said("{option} is too small.", option=option),
            Said("Give {least} or more.", least=least),
        )


def slot_lock(locks: Path, k: int) -> Path:
    """The file that the process of slot k holds as long as it lives."""
    return locks / f"at-work-{k + 1}.lock"


def _serve(
    isolated: Isolated, todo: SimpleQueue[Task], done: SimpleQueue[Outcome | BaseException]
) -> None:
    """Hand on one outcome after the other; a mistake of ours too, to whoever waits for them."""
    try:
        with isolated:
            while True:
                done.put(isolated.run(todo.get_nowait()))
    except (Empty, StoppedError):
        return
    except BaseException as error:
        done.put(error)
        raise


def _next(done: SimpleQueue[Outcome | BaseException]) -> Outcome:
    while True:
        try:
            outcome = done.get(timeout=_LOOK_S)
        except Empty:
            continue
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome
