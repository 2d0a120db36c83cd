"""What the server tells those who look after it: one line for each thing that happened.

A line says what kind of thing, how long, how much, never about whom: no names, no codes, no ids,
no file names, no addresses of visitors, no texts of errors, for these may hold any of them.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from traceback import walk_tb
from typing import IO, Any, Final

import formcheck
from formcheck.store.web_nouns import Job, JobState
from formcheck.web import counted
from formcheck.web.config import Config

LOG: Final = logging.getLogger("formcheck.web")
# Of these the words are known, without what is filled in; of others they could be anything.
_TRUSTED: Final = ("uvicorn", "uvicorn.error")
_WORD: Final = re.compile(r"[a-z_]{1,20}")  # a kind of trouble, and nothing that was typed in
_HOME: Final = Path(formcheck.__file__).parent


def set_up(stream: IO[str] | None = None, *, readable: bool | None = None) -> None:
    """Nothing; all logging of this process goes to stderr: JSON, or readable in a terminal.

    A terminal is for a person, who wants to see jobs and troubles, and not each request.
    """
    where = stream or sys.stderr
    is_readable = where.isatty() if readable is None else readable
    handler = logging.StreamHandler(where)
    handler.setFormatter(Readable() if is_readable else Json())
    if is_readable:
        handler.addFilter(lambda record: record.msg != "request")
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    logging.getLogger("uvicorn.access").disabled = True  # it writes addresses and whole paths
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    LOG.setLevel(logging.INFO)


def started(config: Config) -> None:
    """Nothing; the log says that the server runs, and how."""
    _tell(
        "start", version=formcheck.__version__, login=config.needs_login, tls=config.is_secure,
        proxied=config.proxied, keep_days=config.keep_days,
        store="file" if config.store is None else "server",
    )  # fmt: skip


def stopped() -> None:
    """Nothing; the log says that the server has ended as it should."""
    _tell("stop")


def answered(request: Mapping[str, Any], *, quietly: bool = False) -> None:
    """Nothing; the log has a line about a request (`web.timed` knows what is in it)."""
    _tell("request", logging.DEBUG if quietly else logging.INFO, **request)


def job_begun(job: Job) -> None:
    """Nothing; the log says that a worker has begun a job."""
    _tell("job_begun", kind=job.kind, tries=job.tries)


def job_ended(job: Job, state: JobState, took_s: float, trouble: str | None = None) -> None:
    """Nothing; the log says how a job ended, and /metrics counts it.

    `trouble` is the kind of `batch.nouns.Trouble`; anything else is "other".
    """
    why = trouble if trouble is None or _WORD.fullmatch(trouble) else "other"
    level = logging.WARNING if state == "failed" else logging.INFO
    _tell("job_ended", level, kind=job.kind, outcome=state, trouble=why,
          seconds=round(took_s, 1), tries=job.tries)  # fmt: skip
    counted.job(job.kind, state, took_s)


def aged(**counts: int) -> None:
    """Nothing; the log says how much was deleted as it was old."""
    if any(counts.values()):
        _tell("deleted_by_age", **counts)


def warned(what: str, **facts: Any) -> None:
    """Nothing; the log says that something wants a look."""
    _tell(what, logging.WARNING, **facts)


def failed(number: str, error: BaseException) -> None:
    """Nothing; the log says which error that number stands for, and where: not its words."""
    _tell("error", logging.ERROR, number=number, **facts_of(error))
    counted.error()


def facts_of(error: BaseException) -> dict[str, Any]:
    """What kind of error, where in formcheck, and where it was raised; none of its words."""
    frames = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    ours = [_place(*one) for one in frames if _HOME in Path(one[0]).parents]
    facts: dict[str, Any] = {"error": type(error).__name__, "where": ours[-1] if ours else None}
    if frames and (raised := _place(*frames[-1])) != facts["where"]:
        facts["raised_at"] = raised
    if error.__cause__ is not None:
        facts["cause"] = type(error.__cause__).__name__
    return facts


def _place(file: str, line: int) -> str:
    """As web/app.py:20, without the folders of this machine."""
    path = Path(file)
    short = path.relative_to(_HOME) if _HOME in path.parents else Path(*path.parts[-2:])
    return f"{short.as_posix()}:{line}"


def _tell(event: str, level: int = logging.INFO, **facts: Any) -> None:
    LOG.log(level, event, extra={"facts": facts})


class Json(logging.Formatter):
    """A line of JSON: time, level, event, and the facts of that event."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told = {"time": _moment(record), "level": record.levelname.lower(), **_told(record)}
        return json.dumps({k: v for k, v in told.items() if v is not None})


class Readable(logging.Formatter):
    """The same for a person who looks at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        facts = _told(record)
        event = facts.pop("event")
        said = " ".join(f"{k}={v}" for k, v in facts.items() if v is not None)
        return f"{_moment(record)[11:19]} {record.levelname.lower():7} {event:12} {said}".rstrip()


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _told(record: logging.LogRecord) -> dict[str, Any]:
    """Event and facts; of what a library says only who said it and where, no words."""
    facts = getattr(record, "facts", None)
    if record.name == LOG.name and facts is not None:
        return {"event": record.msg, **facts}
    told: dict[str, Any] = {"event": "library", "logger": record.name}
    if record.exc_info and record.exc_info[1] is not None:
        return told | facts_of(record.exc_info[1])
    return told | ({"said": str(record.msg)} if record.name in _TRUSTED else {})
