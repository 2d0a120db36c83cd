"""How tasks and outcomes pass between processes, one line each, and into the journal.

A task is packed with pickle, which keeps its settings whatever they grow into: it comes from
the process that started the reader. An outcome is JSON, for people read it in the journal.
"""

from __future__ import annotations

import base64
import json
import pickle
from dataclasses import asdict
from typing import Any, cast

from formcheck.batch.nouns import Outcome, Task
from formcheck.types.said import from_text, to_text


def task_line(task: Task) -> bytes:
    """One line that holds the task."""
    return base64.b64encode(pickle.dumps(task)) + b"\n"


def task_from(line: bytes) -> Task:
    """The task again."""
    return cast(Task, pickle.loads(base64.b64decode(line)))


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
