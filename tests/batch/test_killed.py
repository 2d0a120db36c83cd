"""A batch that is killed with -9, at any moment: nothing is lost, done twice, or left behind."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from batch_of_fakes import batch, make_clips

from formcheck.batch.journal import Journal
from formcheck.child import environment
from formcheck.errors import SettingsError

TIMINGS = "timings.csv"
HERE = Path(__file__).parent
NAMES = " ".join([*(f"slow-{k}.mp4" for k in range(12)), "bad-1.mp4", "sub/slow-1.mp4"])


def start(clips: Path, out: Path, log: Path) -> psutil.Popen:
    command = [sys.executable, str(HERE / "batch_of_fakes.py"), str(clips), str(out), str(log)]
    env = {**environment(), "PYTHONSAFEPATH": ""}
    return psutil.Popen(command, env=env, stderr=subprocess.PIPE)


def wait_for(log: Path, n_begun: int) -> None:
    due_s = time.monotonic() + 60
    while len(log.read_text().split()) < n_begun:
        assert time.monotonic() < due_s
        time.sleep(0.005)


def wait_until_more_is_done(process: psutil.Popen, out: Path, n_before: int) -> None:
    due_s = time.monotonic() + 60
    while process.poll() is None and len(done(out)) <= n_before:
        assert time.monotonic() < due_s
        time.sleep(0.005)


def end(process: psutil.Popen) -> list[psutil.Process]:
    """Kill it; the processes it had."""
    family = process.children(recursive=True)
    process.kill()
    process.wait()
    process.stderr.close()
    return family


def files(out: Path) -> dict[str, bytes]:
    """All that is in the folder but timings and what a batch keeps for itself."""
    home = Journal(out).home
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name != TIMINGS and not path.is_relative_to(home)
    }


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    return make_clips(tmp_path / "clips", NAMES)


def test_killed_at_any_moment_it_ends_as_if_it_never_was(clips: Path, tmp_path: Path) -> None:
    whole, out, log = tmp_path / "whole", tmp_path / "out", tmp_path / "log"
    log.touch()
    batch(clips, whole, tmp_path / "other-log")
    moments = random.Random(7)
    known: set[str] = set()
    for _ in range(4):
        process = start(clips, out, log)
        n = len(log.read_text().split())
        wait_until_more_is_done(process, out, len(known))
        time.sleep(moments.uniform(0, 0.25))
        end(process)
        begun = log.read_text().split()[n:]
        assert not known & set(begun)  # what is in the journal is not done again
        known = done(out)
    assert len(known) >= 4
    batch(clips, out, log)
    assert files(out) == files(whole)
    assert not list(Journal(out).home.glob("done/*.part"))


def done(out: Path) -> set[str]:
    return {json.loads(path.read_text())["clip"] for path in Journal(out).home.glob("done/*.json")}


def test_processes_end_with_the_batch(tmp_path: Path) -> None:
    clips = make_clips(tmp_path / "clips", "hang-1.mp4 hang-2.mp4")
    log = tmp_path / "log"
    log.touch()
    process = start(clips, tmp_path / "out", log)
    wait_for(log, 2)
    at_work = process.children()
    assert len(at_work) == 2
    family = end(process)
    assert not psutil.wait_procs(at_work, timeout=20)[1]
    for one in family:  # the fake's own children care for nothing; ours close with their pipes
        if one.is_running():
            one.kill()


def test_two_batches_do_not_share_a_folder(tmp_path: Path) -> None:
    clips = make_clips(tmp_path / "clips", "hang-1.mp4")
    out, log = tmp_path / "out", tmp_path / "log"
    log.touch()
    process = start(clips, out, log)
    wait_for(log, 1)
    try:
        with pytest.raises(SettingsError, match="Another batch is at work"):
            batch(clips, out, log)
    finally:
        for one in end(process):
            if one.is_running():
                one.kill()
    (clips / "hang-1.mp4").unlink()
    make_clips(clips, "ok-1.mp4")
    assert not batch(clips, out, log).failed  # the lock of who was killed stops nobody
    assert not list(out.rglob("half"))
