"""Whatever the decoding process does, ours gets frames and a note, or a VideoError."""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from formcheck.errors import VideoError
from formcheck.types import Source
from formcheck.video import open_source, process, read, wire

FUZZ = Path(__file__).resolve().parents[1] / "fuzz"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and /proc of POSIX")


def meet(monkeypatch: pytest.MonkeyPatch, fate: str, limit_s: float = 20.0) -> None:
    monkeypatch.setattr(process, "DECODER", "bad_decoder")
    monkeypatch.setattr(process, "FIRST_REPLY_S", 20.0)
    monkeypatch.setattr(process, "NEXT_REPLY_S", limit_s)
    monkeypatch.setenv("PYTHONPATH", str(FUZZ))
    monkeypatch.setenv("FORMCHECK_TEST_FATE", fate)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen]:
    """The processes started while a test runs."""
    found: list[subprocess.Popen] = []
    popen = subprocess.Popen

    def start(*words, **options):
        found.append(popen(*words, **options))
        return found[-1]

    monkeypatch.setattr(process.subprocess, "Popen", start)
    return found


def is_gone(one: subprocess.Popen) -> bool:
    return one.returncode is not None and one.stdin.closed and one.stdout.closed


@POSIX
@pytest.mark.parametrize("fate", ["crash", "abort", "memory"])
def test_a_crash_after_some_frames_ends_the_clip_there(film, monkeypatch, started, fate):
    source = open_source(film("a.mp4"))
    meet(monkeypatch, f"{fate}:4", limit_s=30.0)  # memory fills slowly on a busy machine
    notes = []
    assert [f.index for f in read(source, notes)] == [0, 1, 2, 3]
    assert notes == ["The file makes the video decoder fail after 0.10 s (4 frames read)."]
    assert len(started) == 2 and all(map(is_gone, started))


@POSIX
def test_a_crash_before_the_first_frame_is_an_error(film, monkeypatch, started):
    source = open_source(film("a.mp4"))
    meet(monkeypatch, "crash:0")
    with pytest.raises(VideoError, match="makes the video decoder fail") as caught:
        list(read(source))
    assert caught.value.hint.endswith(".")
    meet(monkeypatch, "crash:-1")
    with pytest.raises(VideoError, match="makes the video decoder fail"):
        open_source(source.path)
    assert all(map(is_gone, started))


def test_the_watchdog_ends_what_hangs(film, monkeypatch, started):
    source = open_source(film("a.mp4"))
    meet(monkeypatch, "hang:2", limit_s=0.5)
    notes = []
    assert len(list(read(source, notes))) == 2
    assert notes == ["The file takes too long to decode after 0.03 s (2 frames read)."]
    monkeypatch.setattr(process, "FIRST_REPLY_S", 0.5)
    monkeypatch.setenv("FORMCHECK_TEST_FATE", "hang:-1")
    with pytest.raises(VideoError, match="takes too long"):
        open_source(source.path)
    assert all(map(is_gone, started))


def test_a_slow_reader_is_no_hanging_decoder(film, monkeypatch):
    source = open_source(film("a.mp4", size=(640, 480)))  # more than the pipe holds
    monkeypatch.setattr(process, "NEXT_REPLY_S", 0.5)
    frames = read(source)
    next(frames), next(frames)  # the limit of the first is another
    time.sleep(1.2)
    assert len(list(frames)) == 28


def test_leaving_early_leaves_nothing_behind(film, started):
    source = open_source(film("a.mp4", size=(640, 480)))
    frames = read(source)
    next(frames)
    assert started[-1].poll() is None
    frames.close()
    assert is_gone(started[-1])
    next(read(source))  # dropped at once
    gc.collect()
    assert all(map(is_gone, started))
    time.sleep(0.4)
    assert not [t for t in threading.enumerate() if t.name == "decoder"]


def test_ctrl_c_leaves_nothing_behind(film, started):
    source = open_source(film("a.mp4"))

    def interrupted():
        for _ in read(source):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    gc.collect()
    assert all(map(is_gone, started))


@POSIX
def test_the_process_ends_with_its_parent_even_while_it_hangs(film, monkeypatch):
    path = film("a.mp4")
    meet(monkeypatch, "hang:1")
    code = (
        "import os, sys; from pathlib import Path; from formcheck.video import *\n"
        "from formcheck.video import process\n"
        "source = open_source(Path(sys.argv[1])); process.DECODER = 'bad_decoder'\n"
        "f = read(source); next(f)\n"
        "print(f.gi_frame.f_locals['decoder']._process.pid, flush=True); os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True)
    assert done.returncode == 9, done.stderr
    pid = int(done.stdout)
    for _ in range(100):
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
                return  # ended; whoever adopted it has not looked yet
        except (ProcessLookupError, FileNotFoundError):
            return
        time.sleep(0.05)
    os.kill(pid, 9)
    pytest.fail("the decoder outlived its parent")


class Evil:
    def __reduce__(self):
        return os.system, ("true",)


def test_only_nouns_are_unpacked(film):
    source = open_source(film("a.mp4"))
    again = wire.unpack(wire.pack(source))
    assert again == source and isinstance(again, Source)
    with pytest.raises(pickle.UnpicklingError, match="no noun"):
        wire.unpack(pickle.dumps(Evil()))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_memory_of_the_process_is_limited_by_the_size_of_its_pictures(film, started):
    limits = []
    for size in ((64, 48), (640, 480)):
        frames = read(open_source(film("a.mp4", size=size)))
        next(frames)
        rows = Path(f"/proc/{started[-1].pid}/limits").read_text().splitlines()
        limits.append(next(int(r.split()[3]) for r in rows if r.startswith("Max address space")))
        status = Path(f"/proc/{started[-1].pid}/status").read_text()
        peak = next(int(r.split()[1]) for r in status.splitlines() if r.startswith("VmPeak"))
        print(f"{peak / 1024:.0f} MB mapped")
        assert peak * 1024 < limits[-1] / 2
        frames.close()
    assert limits[0] < limits[1] < 8 << 30
