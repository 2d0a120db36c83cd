"""`formcheck.batch.at_work`, but clips called crash-, hang- and so on do so; started by `proof`.

Started as ``python hostile_at_work.py LOG [LOCK]``; LOG gets the name of each clip that is begun.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from formcheck.batch import at_work
from formcheck.batch.nouns import Outcome, Task
from formcheck.video import process

BAD_DECODER = "bad_decoder"  # of tests/fuzz
HONEST = (process.DECODER, process.FIRST_REPLY_S)


def decode_badly(fate: str) -> None:
    """The next clip meets a decoder that does so before its first picture."""
    fuzz = str(Path(__file__).resolve().parents[1] / "fuzz")
    os.environ["PYTHONPATH"] = os.pathsep.join([fuzz, os.environ.get("PYTHONPATH", "")])
    os.environ["FORMCHECK_TEST_FATE"] = f"{fate}:-1"
    process.DECODER, process.FIRST_REPLY_S = BAD_DECODER, 5.0  # type: ignore[misc]


DOES = {
    "decoder_hang": lambda: decode_badly("hang"),
    "decoder_crash": lambda: decode_badly("crash"),
    "crash": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "abort": os.abort,
    "hang": lambda: time.sleep(3600),
    "killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
}


def main(log: str, *lock: str) -> None:
    honest = at_work.outcome_of

    def outcome_of(task: Task) -> Outcome:
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(f"{task.name}\n")
        process.DECODER, process.FIRST_REPLY_S = HONEST
        DOES.get(Path(task.name).name.split("-")[0], lambda: None)()
        return honest(task)

    at_work.outcome_of = outcome_of
    at_work.main(*lock)


if __name__ == "__main__":
    main(*sys.argv[1:])
