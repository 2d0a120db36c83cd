"""How tasks and outcomes pass between processes, one line each, and into the journal.

A task is packed with pickle, which keeps its settings whatever they grow into: it comes from
the process that started the reader. An outcome is JSON, for people read it in the journal. Lines
before it, JSON too, say how far the work is.
"""

from __future__ import annotations

import base64
import json
import pickle
from dataclasses import asdict
from typing import Any

from formcheck.batch.nouns import Outcome, Piece
from formcheck.types.said import from_text, to_text


def task_line(task: Piece) -> bytes:
    """One line that holds the task."""
    return base64.b64encode(pickle.dumps(task)) + b"\n"


def task_from(line: bytes) -> Any:
    """The task again, of the kind it was."""
    return pickle.loads(base64.b64decode(line))


def progress_line(stage: str, n_done: int, n_total: int | None) -> bytes:
    r"""One line that says how far the work is.

    >>> progress_from(progress_line("pose", 3, None))
    ('pose', 3, None)
    """
    return json.dumps([stage, n_done, n_total]).encode() + b"\n"


def progress_from(line: bytes) -> tuple[str, int, int | None] | None:
    """Stage, how many are done, of how many; None of a line that holds something else."""
    if not line.startswith(b"["):
        return None
    stage, n_done, n_total = json.loads(line)
    return stage, n_done, n_total


def outcome_line(outcome: Outcome) -> bytes:
    r"""One line that holds the outcome.

    >>> outcome_from(outcome_line(Outcome("a.mp4", took_s=2.5))).took_s
    2.5
    """
    return json.dumps(as_json(outcome)).encode() + b"\n"


def outcome_from(line: bytes) -> Outcome:
    """The outcome again.

    Raises
    ------
    ValueError : it is none
    """
    return from_json(json.loads(line))


def as_json(outcome: Outcome) -> dict[str, Any]:
    """The outcome in what JSON knows; texts keep what they were made from."""
    texts = json.loads(to_text((outcome.reason, outcome.hint, *outcome.tries)))
    kept = {k: v for k, v in asdict(outcome).items() if k not in ("reason", "hint", "tries")}
    if not outcome.facts:
        del kept["facts"]
    return {**kept, "texts": texts}


def from_json(told: Any) -> Outcome:
    """The outcome that `as_json` made.

    Raises
    ------
    ValueError : it is none
    """
    try:
        fields = dict(told)
        reason, hint, *tries = from_text(json.dumps(fields.pop("texts")))
        return Outcome(**fields, reason=reason, hint=hint, tries=tuple(tries))
    except (TypeError, KeyError) as error:
        raise ValueError(f"no outcome: {error}") from error
