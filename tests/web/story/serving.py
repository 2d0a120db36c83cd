"""A server in a process of its own, on a data folder of its own, as a clinic starts it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

REPOSITORY = Path(__file__).resolve().parents[3]
VIDEOS = REPOSITORY / "videos"
WAIT_S = 60.0  # a server is there by then, also on a busy machine


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `said` is the file with what it wrote to its terminal."""

    process: subprocess.Popen[bytes]
    address: str
    data: Path
    said: Path

    @property
    def memory_mb(self) -> float:
        """Memory of the server itself, without its workers."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / 2**20


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def start(data: Path, *words: str, port: int | None = None) -> Server:
    """A server that answers."""
    data.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    said = data.parent / f"{data.name}.said.txt"
    command = [sys.executable, "-m", "formcheck", "serve", "--data", str(data)]
    command += ["--host", "127.0.0.1", "--port", str(port), *words]
    env = os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(REPOSITORY)}
    with said.open("ab") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env=env, cwd=data.parent)
    server = Server(process, f"http://127.0.0.1:{port}", data, said)
    _wait(server)
    return server


def _wait(server: Server) -> None:
    end = time.monotonic() + WAIT_S
    while time.monotonic() < end and server.process.poll() is None:
        try:
            with urlopen(f"{server.address}/static/formcheck.css", timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    text = server.said.read_text(errors="replace")
    stop(server)
    raise RuntimeError(f"the server did not start:\n{text[-3000:]}")


def stop(server: Server, with_signal: int = signal.SIGTERM) -> None:
    """Nothing; the server has ended, and all that it started."""
    started = _started(server)
    if server.process.poll() is None:
        server.process.send_signal(with_signal)
        try:
            server.process.wait(20)
        except subprocess.TimeoutExpired:
            server.process.kill()
            server.process.wait(20)
    for one in psutil.wait_procs(started, timeout=5)[1]:
        one.kill()


def _started(server: Server) -> list[psutil.Process]:
    try:
        return list(psutil.Process(server.process.pid).children(recursive=True))
    except psutil.NoSuchProcess:
        return []


@contextmanager
def serving(data: Path, *words: str) -> Iterator[Server]:
    """A server while it is needed; landmarks that are known already make it quick."""
    warm(data)
    server = start(data, *words)
    try:
        yield server
    finally:
        stop(server)


def warm(data: Path) -> None:
    """Nothing; landmarks of `FORMCHECK_STORY_CACHE` are known to the server of that folder."""
    known = os.environ.get("FORMCHECK_STORY_CACHE")
    if known and Path(known).is_dir():
        shutil.copytree(known, data / "landmarks", dirs_exist_ok=True)


def real_clip() -> Path:
    """The real clip of `FORMCHECK_REAL` (the file, or its folder), else a rendered one."""
    named = os.environ.get("FORMCHECK_REAL")
    clip = Path(named) if named else VIDEOS / "side_overstride.mp4"
    clip = clip / "male_side.mp4" if clip.is_dir() else clip
    return clip if clip.is_file() else VIDEOS / "side_overstride.mp4"
