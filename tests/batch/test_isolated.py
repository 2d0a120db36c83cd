"""Whatever a clip does to the process: an outcome comes back, and nothing stays behind."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from batch_of_fakes import fake

from formcheck.batch.isolated import Isolated, Limits, StoppedError, in_use_mb
from formcheck.batch.nouns import Task
from formcheck.settings import DEFAULTS

Open = Callable[..., Isolated]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")


@pytest.fixture
def task_of(tmp_path: Path) -> Callable[[str], Task]:
    def task(name: str) -> Task:
        clip = tmp_path / name
        clip.write_text("clip")
        return Task(name, str(clip), tmp_path / f"{name}.formcheck", DEFAULTS, ("json",))

    return task


@pytest.fixture
def isolated(tmp_path: Path) -> Iterator[Open]:
    opened: list[Isolated] = []

    def start(limits: Limits | None = None) -> Isolated:
        opened.append(Isolated(limits or Limits(), None, fake(tmp_path / "log")))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def begun(tmp_path: Path) -> list[str]:
    return (tmp_path / "log").read_text().split()


def test_one_process_does_one_clip_after_the_other(isolated: Open, task_of, tmp_path) -> None:
    one = isolated()
    assert one.run(task_of("ok-1")).is_analysed
    process = one._process
    outcome = one.run(task_of("ok-2"))
    assert (outcome.attempts, outcome.tries) == (1, ())
    assert one._process is process
    assert (tmp_path / "ok-2.formcheck" / "a.formcheck.json").is_file()


@POSIX
def test_what_crashes_twice_is_given_up_with_both_tries(isolated: Open, task_of, tmp_path) -> None:
    one = isolated()
    outcome = one.run(task_of("crash"))
    assert (outcome.trouble, outcome.attempts) == ("crashed", 2)
    assert outcome.reason == "The analysis crashed (SIGSEGV)."
    assert outcome.tries == (outcome.reason,)
    assert begun(tmp_path) == ["crash", "crash"]
    assert one.run(task_of("ok")).is_analysed


@POSIX
def test_what_crashes_once_is_done(isolated: Open, task_of) -> None:
    outcome = isolated().run(task_of("once"))
    assert outcome.is_analysed
    assert (outcome.attempts, outcome.tries) == (2, ("The analysis crashed (SIGSEGV).",))


def test_an_exit_is_a_crash_too(isolated: Open, task_of) -> None:
    outcome = isolated().run(task_of("leave"))
    assert (outcome.trouble, outcome.reason) == (
        "crashed", "The analysis crashed (exit code 7)."
    )  # fmt: skip


@POSIX
def test_a_kill_that_was_not_ours_is_lack_of_memory(isolated: Open, task_of) -> None:
    outcome = isolated().run(task_of("killed"))
    assert (outcome.trouble, outcome.attempts) == ("memory", 2)
    assert "system ended it" in outcome.reason


def test_who_takes_too_much_memory_is_ended(isolated: Open, task_of) -> None:
    outcome = isolated(Limits(memory_mb=300)).run(task_of("eat"))
    assert (outcome.trouble, outcome.reason) == (
        "memory", "It took more memory than 300 MB."
    )  # fmt: skip


def test_memory_is_that_of_children_too() -> None:
    own = psutil.Process().memory_info().rss / 2**20
    child = psutil.Popen([sys.executable, "-c", "input()"], stdin=-1)
    try:
        while child.memory_info().rss < 2**20:
            time.sleep(0.01)
        assert in_use_mb(psutil.Process().pid) > own
    finally:
        child.kill()
        child.wait()
        child.stdin.close()
    assert in_use_mb(child.pid) == 0


def test_who_hangs_is_ended_with_all_it_started(isolated: Open, task_of, tmp_path) -> None:
    one = isolated()
    assert one.run(task_of("ok")).is_analysed  # it has started: the next try hangs from its start
    one._limits = Limits(time_s=1.5)
    outcome = one.run(task_of("hang"))
    assert (outcome.trouble, outcome.attempts) == ("hung", 2)
    assert outcome.reason == "It was not done after 0.025 minutes."
    child, parent = map(int, (tmp_path / "hang.pid").read_text().split())
    psutil.wait_procs([psutil.Process(child)] if psutil.pid_exists(child) else [], timeout=10)
    assert not is_running(child)
    assert not is_running(parent)
    assert not (tmp_path / "hang.formcheck").exists()  # half of its results


def is_running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_what_is_wrong_with_a_clip_is_not_tried_again(isolated: Open, task_of, tmp_path) -> None:
    outcome = isolated().run(task_of("bad"))
    assert (outcome.trouble, outcome.reason, outcome.attempts) == ("unreadable", "It is bad.", 1)
    assert begun(tmp_path) == ["bad"]


def test_who_is_stopped_leaves_nothing_and_stays_stopped(isolated: Open, task_of, tmp_path) -> None:
    one = isolated()
    threading.Thread(target=stop_once_begun, args=(one, tmp_path / "hang.pid")).start()
    with pytest.raises(StoppedError):
        one.run(task_of("hang"))
    assert not (tmp_path / "hang.formcheck").exists()
    with pytest.raises(StoppedError):
        one.run(task_of("ok"))


def stop_once_begun(one: Isolated, sign: Path) -> None:
    while not sign.exists():
        time.sleep(0.01)
    one.stop()


def test_no_process_to_be_had_is_an_outcome(tmp_path, task_of) -> None:
    with Isolated(Limits(), None, [str(tmp_path / "no-such-program")]) as one:
        outcome = one.run(task_of("ok"))
    assert (outcome.trouble, outcome.attempts) == ("memory", 2)
    assert outcome.reason == "No process could start: No such file or directory."


def test_each_process_knows_how_many_threads_it_has(tmp_path, task_of) -> None:
    script = "import os, sys; open(sys.argv[1], 'w').write(os.environ['FORMCHECK_CORES'])"
    command = [sys.executable, "-c", script, str(tmp_path / "cores")]
    with Isolated(Limits(threads=3), None, command) as one:
        assert one.run(task_of("ok")).trouble == "crashed"
    assert (tmp_path / "cores").read_text() == "3"
