"""The process in which the clips of a batch are analysed: tasks in, outcomes out.

Started as ``python -m formcheck.batch.at_work [LOCK]`` by `isolated`. A clip that crashes a
library takes this process with it and no other. It holds LOCK as long as it lives, so that who
comes after a killed batch can wait for its end.
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from traceback import extract_tb
from typing import Final

from formcheck.batch.nouns import Outcome, Task, Trouble
from formcheck.batch.storage import UnreachableError, at_hand, place_at_hand
from formcheck.batch.wire import outcome_line, task_from
from formcheck.errors import FormcheckError, ModelError, NoRunnerError, SettingsError, VideoError
from formcheck.types.said import Said

_TROUBLES: Final[tuple[tuple[type[FormcheckError], Trouble], ...]] = (
    (UnreachableError, "unreachable"),
    (VideoError, "unreadable"),
    (NoRunnerError, "nobody_runs"),
    (ModelError, "model"),
    (SettingsError, "settings"),
    (FormcheckError, "settings"),
)


def main(lock: str | None = None) -> None:
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
            out.write(outcome_line(outcome_of(task_from(tasks.get()))))
            out.flush()


def outcome_of(task: Task) -> Outcome:
    """What becomes of one clip: its results are written, or it is said why not.

    This is the one place where any mistake of ours is caught: it ends one clip, not the batch.
    """
    from formcheck import api

    try:
        with at_hand(task.clip, task.out) as clip:
            api.write(api.study(clip, task.settings), task.out, task.formats)
    except FormcheckError as error:
        kind = next(name for cls, name in _TROUBLES if isinstance(error, cls))
        return Outcome(task.name, kind, _near(error.problem, task), _near(error.hint, task))
    except Exception as error:
        return _mistake(task.name, error)
    return Outcome(task.name)


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


def _near(text: str, task: Task) -> str:
    """The text with the clip's name where its whole path stands: tables are handed on."""
    if not isinstance(text, Said):
        return text
    fetched = str(place_at_hand(task.clip, task.out))
    places = {
        fetched: task.name,
        task.clip: task.name,
        str(Path(task.clip)): task.name,
        str(task.out): task.out.name,
    }
    return Said(text.template, **{k: places.get(v, v) for k, v in text.fields.items()})


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
