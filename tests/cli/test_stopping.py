"""Ctrl-C: the program ends at once and leaves neither processes nor half-written files."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")

CLIP = Path(__file__).resolve().parents[2] / "videos" / "side_overstride.mp4"


def children(pid: int) -> set[int]:
    try:
        return {
            int(child)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text().split()
        }
    except OSError:
        return set()


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(claim, seconds: float = 30.0) -> bool:
    deadline = time.monotonic() + seconds
    while not (done := claim()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return bool(done)


@pytest.mark.parametrize("after_s", [0.0, 2.5])
def test_stopped_while_looking(start, place, cache, after_s):
    """At once (networks being loaded), and after a while (pictures being looked at)."""
    process = start("analyze", CLIP, "--model", "lite", "--out", "there", "--json")
    assert until(lambda: len(children(process.pid)) >= 1)
    time.sleep(after_s)
    workers = children(process.pid)
    process.send_signal(signal.SIGINT)
    started = time.monotonic()
    said, complained = process.communicate(timeout=20)
    assert process.returncode == 130
    assert time.monotonic() - started < 10
    assert said == ""
    assert "Stopped. Nothing half-written was left behind." in complained
    assert "Traceback" not in complained
    # a process that was being started just then ends by itself, at the end of its pipe
    assert until(lambda: not any(lives(pid) for pid in workers), 10 if after_s == 0 else 0.1)
    assert list(place.iterdir()) == []
    assert not cache.exists()


def test_stopped_while_writing(start, place, known):
    process = start("analyze", known, "--out", "there", "--formats", "json,png,mp4")
    there = place / "there"
    assert until(lambda: list(there.glob(".*")))
    process.send_signal(signal.SIGINT)
    _, complained = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in complained
    assert not there.exists()  # results enter together or not at all
