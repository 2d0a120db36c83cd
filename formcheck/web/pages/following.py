"""Where a clip is on its way from the phone to the report, and what was found on it so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from formcheck.batch.wire import from_json
from formcheck.report.words import told
from formcheck.store.web_nouns import Job, JobKind, Upload
from formcheck.web.hints import for_a_phone

# arriving: bytes are missing. checking: the quick look is to come or under way. looked: it is over,
# nobody has asked for more. measuring: asked for, waiting or under way. done: there is a report.
Point = Literal["arriving", "checking", "looked", "measuring", "failed", "refused", "done"]
_AT_WORK: Final[Mapping[JobKind, Point]] = {"check": "checking", "analyze": "measuring"}


@dataclass(frozen=True, slots=True)
class Now:
    """A clip at one moment.

    Attributes
    ----------
    job : what is being done about it, or was last; None before anything was asked
    problem, hint : why it goes no further, in the language of the moment; "" where it does
    was_stopped : somebody ended the last measuring
    """

    point: Point
    job: Job | None = None
    problem: str = ""
    hint: str = ""
    was_stopped: bool = False

    @property
    def is_at_work(self) -> bool:
        """Whether something is to be waited for."""
        return self.point in ("checking", "measuring")


def now(upload: Upload, jobs: Sequence[Job]) -> Now:
    """The moment; `jobs` are all of that upload, the newest first."""
    if upload.state == "arriving":
        return Now("arriving")
    if upload.state == "refused":
        return Now("refused", None, *_why(upload.trouble))
    last = next((job for job in jobs if job.kind in _AT_WORK), None)
    if last is None:
        return Now("looked" if upload.looked else "checking")
    return _after(last, upload)


def has_report(jobs: Sequence[Job]) -> bool:
    """Whether it was measured to the end, however long ago."""
    return any(job.kind == "analyze" and job.state == "done" for job in jobs)


def _after(last: Job, upload: Upload) -> Now:
    if not last.has_ended:
        return Now(_AT_WORK[last.kind], last)
    if last.kind == "check":
        problem, hint = _why(last.outcome)
        return Now("looked", last, problem, hint)
    if last.state == "stopped":
        return Now("looked", last, was_stopped=True)
    if last.state == "failed":
        return Now("failed", last, *_why(last.outcome))
    return Now("done", last)


def _why(outcome: Mapping[str, Any]) -> tuple[str, str]:
    """Problem and hint; two times "" where there is none."""
    if not outcome:
        return "", ""
    try:
        kept = for_a_phone(from_json(outcome))
    except ValueError:
        return "", ""
    return told(kept.reason), told(kept.hint)
