"""Stands in for `formcheck.batch.at_work`: does to itself what the name of a clip says.

Started as ``python fake_at_work.py LOG [LOCK]``; LOG gets the name of each clip that is begun.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import SimpleQueue

from filelock import FileLock

from formcheck import folder
from formcheck.batch.nouns import Outcome, Task
from formcheck.batch.wire import outcome_line, task_from


def listen(lines: SimpleQueue[bytes]) -> None:
    for line in sys.stdin.buffer:
        lines.put(line)
    os._exit(0)


def write(task: Task, pause_s: float) -> None:
    """Three files that enter together, slowly enough to be killed between them."""
    with folder.whole(task.out, task.name) as part:
        for name in ("a.formcheck.json", "b.csv", "c.html"):
            (part / name).write_text(task.name + Path(task.clip).read_text())
            time.sleep(pause_s)


def crash(task: Task) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def crash_once(task: Task) -> None:
    mark = Path(f"{task.clip}.was-here")
    if not mark.exists():
        mark.touch()
        crash(task)


def hang(task: Task) -> None:
    """Hang half way, with a child that hangs too and does not care for pipes."""
    child = [sys.executable, "-c", "import time; time.sleep(600)"]
    process = subprocess.Popen(child, start_new_session=True)
    Path(f"{task.clip}.pid").write_text(f"{process.pid} {os.getpid()}")
    with folder.whole(task.out, task.name) as part:
        (part / "half").touch()
        time.sleep(600)


def eat(task: Task) -> None:
    held = bytearray(600 << 20)
    for k in range(0, len(held), 4096):
        held[k] = 1
    time.sleep(600)


DOES = {
    "crash": crash,
    "once": crash_once,
    "hang": hang,
    "eat": eat,
    "killed": lambda task: os.kill(os.getpid(), signal.SIGKILL),
    "leave": lambda task: os._exit(7),
}


def main(log: str, lock: str | None = None) -> None:
    lines: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=listen, args=(lines,), daemon=True).start()
    if lock is not None:
        FileLock(lock).acquire()
    while True:
        task = task_from(lines.get())
        with Path(log).open("a") as file:
            file.write(f"{task.name}\n")
        kind = Path(task.name).name.split("-")[0]
        DOES.get(kind, lambda task: None)(task)
        outcome = Outcome(task.name)
        if kind == "bad":
            outcome = Outcome(task.name, "unreadable", "It is bad.", "Make it good.")
        else:
            write(task, 0.02 if kind == "slow" else 0.0)
        sys.stdout.buffer.write(outcome_line(outcome))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
