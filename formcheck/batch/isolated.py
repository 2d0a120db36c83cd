"""One process that analyses clips, and whoever looks after it: a crash, a hang, too much memory.

`Isolated.run` gives the outcome of a task, whatever the clip does to the process. Local workers
and those of a cluster use it alike.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from formcheck.batch.nouns import Outcome, Piece, Trouble
from formcheck.batch.wire import outcome_from, progress_from, task_line
from formcheck.child import Closing, close_pipes, environment
from formcheck.folder import remove_part
from formcheck.pose.cores import VARIABLE
from formcheck.types import Progress
from formcheck.types.said import Said

AT_WORK: Final = (sys.executable, "-m", "formcheck.batch.at_work")
AGAIN: Final[frozenset[Trouble]] = frozenset(("crashed", "hung", "memory"))
MOST_TRIES: Final = 2  # what fails twice in fresh processes fails again; chosen by us
TIME_LIMIT_S: Final = 1200.0  # long clips are looked at in parts, so no sound clip comes near it
FEWER: Final = Said("Analyse fewer at once: --workers 1.")
_LOOK_S: Final = 0.2  # how often the process is looked after
# What each library asks for how many threads it may have; whoever set one keeps it.
_THREADS: Final = (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS",
    "OPENCV_FOR_THREADS_NUM", "POLARS_MAX_THREADS",
)  # fmt: skip
_OWN_GROUP: Final = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # Windows only

Ended = Literal["hung", "memory", "stopped"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a process may use.

    Attributes
    ----------
    time_s : seconds for one try of one clip
    memory_mb : MiB in use by the process and those it started; None is as much as there is
    threads : threads that calculate at once
    """

    time_s: float = TIME_LIMIT_S
    memory_mb: int | None = None
    threads: int = 1


class StoppedError(Exception):
    """Somebody stopped the work; the clip has no outcome."""


class Isolated(Closing):
    """A process of its own for one clip after the other; started when first needed.

    `run` is for one thread, `stop` for any other.
    """

    def __init__(
        self,
        limits: Limits,
        lock: Path | None = None,
        command: Sequence[str] = AT_WORK,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        self._limits, self._variables = limits, variables or {}
        self._command = [*command, *([] if lock is None else [str(lock)])]
        self._process: subprocess.Popen[bytes] | None = None
        self._is_stopped = False
        self._turn = threading.Lock()  # between starting a process and stopping for good

    def run(self, task: Piece, tell: Progress = lambda stage, done, total: None) -> Outcome:
        """The outcome of the task; what may go well another time is tried again, afresh.

        `tell` hears meanwhile how far it is, as `types.Progress`; again from the start when it
        is tried again.

        Raises
        ------
        StoppedError : `stop` was called
        """
        tries: list[str] = []
        while True:
            started_s = time.monotonic()
            outcome = self._one_try(task, tell)
            took_s = round(time.monotonic() - started_s, 2)
            if outcome.trouble not in AGAIN or len(tries) + 1 == MOST_TRIES:
                return replace(outcome, attempts=len(tries) + 1, took_s=took_s, tries=tuple(tries))
            tries.append(outcome.reason)

    def stop(self) -> None:
        """End the process and all it started; nothing runs here any more."""
        with self._turn:
            self._is_stopped = True
            if self._process is not None:
                end_family(self._process)

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None:
            end_family(self._process)
            self._process.wait()
            close_pipes(self._process)
            self._process = None

    def _one_try(self, task: Piece, tell: Progress) -> Outcome:
        try:
            process = self._started()
        except OSError as error:  # no memory, or too many processes
            why = error.strerror or str(error)
            return Outcome(
                task.name, "memory", Said("No process could start: {why}.", why=why), FEWER
            )
        with _Watch(process, self._limits) as watch:
            line = _answer(process, task, tell)
            if not line.endswith(b"\n"):
                process.wait()
        if line.endswith(b"\n"):
            outcome = outcome_from(line)
            if outcome.trouble in AGAIN:  # short of memory: what it holds goes
                self.close()
            return outcome
        self.close()
        remove_part(task.out)
        if self._is_stopped:
            raise StoppedError
        return _outcome(task.name, watch.ended, process.returncode, self._limits)

    def _started(self) -> subprocess.Popen[bytes]:
        with self._turn:
            if self._is_stopped:
                raise StoppedError
            if self._process is None or self._process.poll() is not None:
                self._process = _start(self._command, self._limits.threads, self._variables)
            return self._process


class _Watch(Closing):
    """Ends a process that takes too long or too much memory; `ended` says why."""

    def __init__(self, process: subprocess.Popen[bytes], limits: Limits) -> None:
        self.ended: Ended | None = None
        self._process, self._limits = process, limits
        self._due_s = time.monotonic() + limits.time_s
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(_LOOK_S):
            most_mb = self._limits.memory_mb
            if time.monotonic() > self._due_s:
                self.ended = "hung"
            elif most_mb is not None and in_use_mb(self._process.pid) > most_mb:
                self.ended = "memory"
            if self.ended is not None:
                end_family(self._process)
                return


def end_family(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started."""
    import psutil

    try:
        family = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        family = []
    process.kill()
    for one in family:
        with suppress(psutil.NoSuchProcess):
            one.kill()


def in_use_mb(pid: int) -> float:
    """MiB that a process and those it started have in use; what they share counts for each."""
    import psutil

    total = 0
    with suppress(psutil.NoSuchProcess):
        head = psutil.Process(pid)
        for one in (head, *head.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                total += one.memory_info().rss
    return total / 2**20


def _start(
    command: Sequence[str], threads: int, variables: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    few = {name: str(threads) for name in _THREADS if name not in os.environ}
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # libraries name files in their words
        env=environment() | few | {VARIABLE: str(threads)} | dict(variables),
        start_new_session=True,  # Ctrl-C is for the parent, which then ends us
        creationflags=_OWN_GROUP,
    )


def _answer(process: subprocess.Popen[bytes], task: Piece, tell: Progress) -> bytes:
    """The line that the process gives for the task; less than a line when it ended."""
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(OSError):  # it is gone: the answer will be missing
        process.stdin.write(task_line(task))
        process.stdin.flush()
    while (line := process.stdout.readline()).endswith(b"\n"):
        far = progress_from(line)
        if far is None:
            return line
        tell(*far)
    return line


def _outcome(name: str, ended: Ended | None, code: int, limits: Limits) -> Outcome:
    """What became of a clip whose process ended without an answer."""
    if ended == "hung":
        minutes = limits.time_s / 60
        reason = Said("It was not done after {minutes:g} minutes.", minutes=minutes)
        return Outcome(name, "hung", reason, Said("Give it more: --time-limit MINUTES."))
    if ended == "memory":
        reason = Said("It took more memory than {most} MB.", most=limits.memory_mb or 0)
        return Outcome(name, "memory", reason, FEWER)
    if os.name == "posix" and code == -signal.SIGKILL:
        reason = Said("The system ended it, as it does when memory runs out.")
        return Outcome(name, "memory", reason, FEWER)
    reason = Said("The analysis crashed ({how}).", how=_how(code))
    hint = Said("See whether it plays on the phone; if it does, export it as H.264 (.mp4).")
    return Outcome(name, "crashed", reason, hint)


def _how(code: int) -> str:
    """How a process ended: the name of a signal, or its exit code."""
    if code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return Said("exit code {code}", code=code)
