"""Pose processes of formcheck's own, as many as there are cores, fed in turn.

MediaPipe uses about one core, and reports usage to its maker from the process it
runs in. Processes of our own use all cores and get an environment in which every
proxy is a dead end on this machine, so the report goes nowhere; the environment of
whoever called formcheck stays untouched.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final

from formcheck.child import Closing, close_pipes, environment, last_words
from formcheck.errors import ModelError
from formcheck.pose.cores import cores
from formcheck.pose.wire import People, as_people, receive, send_picture
from formcheck.types import Pixels
from formcheck.types.said import Said

NOWHERE: Final = "http://127.0.0.1:9"  # the discard port: nothing listens, nothing leaves
PROXIES: Final = ("http_proxy", "https_proxy", "all_proxy", "ftp_proxy")
MOST_PROCESSES: Final = 4
AHEAD: Final = 2  # pictures waiting for each process, so that none idles
LINUX_LIBRARIES: Final = "apt-get install libegl1 libgles2 libgl1 libglib2.0-0"


class PosePool(Closing):
    """Looks for people in pictures, several pictures at once; a context manager."""

    def __init__(self, network: Path, people: int, processes: int | None = None) -> None:
        count = processes or min(MOST_PROCESSES, cores())
        self._workers: list[_Worker] = []
        try:
            for _ in range(max(1, count)):
                self._workers.append(_Worker(network, people))
        except BaseException:  # Ctrl-C too: nobody else knows of the processes yet
            self.close()
            raise

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.close()

    def look(self, pictures: Iterable[Pixels]) -> Iterator[People]:
        """The people in each picture, (people, 33, 8) each, in the order of the pictures.

        Raises
        ------
        ModelError : the network cannot be loaded, or a process died
        """
        waiting: deque[Future[People]] = deque()
        for k, rgb in enumerate(pictures):
            waiting.append(self._workers[k % len(self._workers)].ask(rgb))
            if len(waiting) > AHEAD * len(self._workers):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class _Worker:
    """One process and the thread that talks to it."""

    def __init__(self, network: Path, people: int) -> None:
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        self._process = subprocess.Popen(
            [sys.executable, "-m", "formcheck.pose.worker", str(network), str(people)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            env=quiet_environment(),
            start_new_session=True,  # Ctrl-C is for the parent, which then closes us
        )
        self._thread = ThreadPoolExecutor(1, "pose")
        self._ready = False

    def ask(self, rgb: Pixels) -> Future[People]:
        return self._thread.submit(self._answer, rgb)

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._process.kill()
        self._process.wait()
        self._thread.shutdown()
        close_pipes(self._process)
        self._words.close()

    def _answer(self, rgb: Pixels) -> People:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        if not self._ready:
            self._expect(receive(stdout), b"R")
            self._ready = True
        try:
            send_picture(stdin, rgb)
        except BrokenPipeError:
            raise self._died() from None
        return as_people(self._expect(receive(stdout), b"P"))

    def _expect(self, reply: tuple[bytes, bytes], kind: bytes) -> bytes:
        if reply[0] == b"E":
            raise ModelError(
                Said("MediaPipe cannot start: {why}.", why=reply[1].decode()), _start_hint()
            )
        if reply[0] != kind:
            raise self._died()
        return reply[1]

    def _died(self) -> ModelError:
        last = last_words(self._words)
        said = f" Its last words: {last}" if last else ""
        return ModelError(
            Said("A pose process ended unexpectedly.{said}", said=said),
            Said("Run formcheck doctor; with little memory, close other programs."),
        )


def quiet_environment() -> dict[str, str]:
    """The environment of our process with every proxy leading nowhere."""
    env = {k: v for k, v in environment().items() if k.lower() not in (*PROXIES, "no_proxy")}
    for name in PROXIES:
        env[name] = env[name.upper()] = NOWHERE
    env["GLOG_minloglevel"] = env["TF_CPP_MIN_LOG_LEVEL"] = "2"
    return env


def _start_hint() -> str:
    if sys.platform.startswith("linux"):
        return Said(
            "On a Linux without a desktop it needs a few libraries: {names}", names=LINUX_LIBRARIES
        )
    return "Run formcheck doctor to see what is missing."
