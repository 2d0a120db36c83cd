"""The process in which the clips of a batch are analysed: tasks in, outcomes out.

Started as ``python -m formcheck.batch.at_work [LOCK]`` by `isolated`. A clip that crashes a
library takes this process with it and no other. It holds LOCK as long as it lives, so that who
comes after a killed batch can wait for its end. `serve` is for other kinds of work too.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from traceback import extract_tb
from typing import IO, Any, Final

from formcheck.batch.nouns import Outcome, Piece, Task, Trouble
from formcheck.batch.storage import UnreachableError, at_hand, place_at_hand
from formcheck.batch.wire import outcome_line, progress_line, task_from
from formcheck.errors import FormcheckError, ModelError, NoRunnerError, SettingsError, VideoError
from formcheck.types import Progress
from formcheck.types.said import Said

_TROUBLES: Final[tuple[tuple[type[FormcheckError], Trouble], ...]] = (
    (UnreachableError, "unreachable"),
    (VideoError, "unreadable"),
    (NoRunnerError, "nobody_runs"),
    (ModelError, "model"),
    (SettingsError, "settings"),
    (FormcheckError, "settings"),
)


EVERY_S: Final = 0.25  # how often it is said how far the work is, at most; chosen by us

# What is done with one piece of work, which gives facts about it; what is called how in what
# is said of its mistakes, by what it is called in them.
Do = Callable[[Any, Progress], Mapping[str, Any]]
Names = Callable[[Any], Mapping[str, str]]


def main(lock: str | None = None) -> None:
    """Analyse the clip of each line of stdin until it closes."""
    serve(analysed, named, lock)


def analysed(task: Task, progress: Progress) -> Mapping[str, Any]:
    """No facts; the results of the clip are written."""
    from formcheck import api

    with at_hand(task.clip, task.out) as clip:
        api.write(api.study(clip, task.settings, progress), task.out, task.formats)
    return {}


def named(task: Task) -> Mapping[str, str]:
    """The clip's name where its whole path stands: tables are handed on."""
    fetched = str(place_at_hand(task.clip, task.out))
    return {
        fetched: task.name,
        task.clip: task.name,
        str(Path(task.clip)): task.name,
        str(task.out): task.out.name,
    }


def serve(do: Do, names: Names, lock: str | None = None) -> None:
    """Answer each line of stdin until it closes."""
    # libraries print to stdout as they like: keep the pipe, send their words to stderr
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _leave_no_pictures()
    tasks: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(tasks,), daemon=True).start()
    with ExitStack() as stack:
        if lock is not None:
            from filelock import FileLock

            stack.enter_context(FileLock(lock))
        while True:
            task = task_from(tasks.get())
            out.write(outcome_line(outcome_of(task, _Teller(out), do, names)))
            out.flush()


def outcome_of(
    task: Piece,
    progress: Progress = lambda stage, done, total: None,
    do: Do = analysed,
    names: Names = named,
) -> Outcome:
    """What becomes of one clip: its results are written, or it is said why not.

    This is the one place where any mistake of ours is caught: it ends one clip, not the batch.
    """
    try:
        return Outcome(task.name, facts=do(task, progress))
    except FormcheckError as error:
        kind = next(name for cls, name in _TROUBLES if isinstance(error, cls))
        called = names(task)
        return Outcome(task.name, kind, _near(error.problem, called), _near(error.hint, called))
    except Exception as error:
        return _mistake(task.name, error)


class _Teller:
    """Says to the parent how far the work is: each stage, and a few times a second."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out, self._stage, self._due_s = out, "", 0.0

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Nothing; it is said, or too little time has passed."""
        now_s = time.monotonic()
        if stage == self._stage and now_s < self._due_s:
            return
        self._stage, self._due_s = stage, now_s + EVERY_S
        self._out.write(progress_line(stage, done, total))
        self._out.flush()


def _listen(tasks: SimpleQueue[bytes]) -> None:
    """Hand on the lines of stdin; end at once when it closes, also in the middle of a clip.

    It closes when the batch is done, and when whoever started us is no more. Decoders and pose
    processes end with us, for their pipes close too.
    """
    for line in sys.stdin.buffer:
        tasks.put(line)
    os._exit(0)


def _leave_no_pictures() -> None:
    """No core file of a crash: it would hold pictures of people."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _near(text: Any, called: Mapping[str, str]) -> Any:
    """The text with what it speaks of called so."""
    if not isinstance(text, Said):
        return text
    fields = {k: called.get(v) or _near(v, called) for k, v in text.fields.items()}
    return Said(text.template, **fields)


def _mistake(name: str, error: Exception) -> Outcome:
    """The outcome of what nobody foresaw: its kind and place, no more."""
    if isinstance(error, MemoryError):
        reason = Said("There was too little memory for it.")
        return Outcome(name, "memory", reason, Said("Analyse fewer at once: --workers 1."))
    at = extract_tb(error.__traceback__)[-1]
    what, where = type(error).__name__, Path(at.filename).name
    return Outcome(
        name,
        "bug",
        Said("A mistake in formcheck: {what} in {where}, line {line}.", what=what, where=where,
             line=at.lineno or 0),
        Said("Please report it, with these words and the clip if you may share it."),
    )  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:2])
