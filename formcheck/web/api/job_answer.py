"""A job as the HTTP interface tells of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Engine

from formcheck.batch.wire import from_json
from formcheck.report.words import speaking, told
from formcheck.store.jobs import open_jobs
from formcheck.store.web_nouns import QUICK, Job, JobKind, JobState
from formcheck.web.pace import left_s, share_of

_FROZEN: Final = ConfigDict(frozen=True)


class TroubleAnswer(BaseModel):
    """What went wrong, and what to do about it, in the visitor's language."""

    model_config = _FROZEN
    problem: str
    hint: str


class JobAnswer(BaseModel):
    """One piece of work: what it is about, and how far it is."""

    model_config = _FROZEN
    id: str
    kind: JobKind
    uploads: tuple[str, ...] = Field(description="ids of the clips; the earlier visit first")
    state: JobState
    stage: str = Field(description="what is done at the moment; empty before and after")
    n_done: int
    n_total: int | None = Field(description="null: not known")
    share: float | None = Field(description="0 to 1; null: not known")
    left_s: float | None = Field(description="seconds until the end; null: not known yet")
    ahead: int = Field(description="jobs that are done before it")
    trouble: TroubleAnswer | None
    entry: int | None = Field(description="number of the analysis in the history")


def answer(job: Job, store: Engine, lang: str) -> JobAnswer:
    """The job, as it is now."""
    return answers([job], store, lang)[0]


def answers(jobs: Collection[Job], store: Engine, lang: str) -> list[JobAnswer]:
    """The jobs, as they are now."""
    line = open_jobs(store) if any(job.state == "waiting" for job in jobs) else ()
    return [_answer(job, line, lang) for job in jobs]


def _answer(job: Job, line: Sequence[Job], lang: str) -> JobAnswer:
    ahead = _ahead(job, line) if job.state == "waiting" else 0
    fields = ("id", "kind", "uploads", "state", "stage", "n_done", "n_total", "entry")
    known = {name: getattr(job, name) for name in fields}
    return JobAnswer(
        **known, share=share_of(job), left_s=left_s(job), ahead=ahead, trouble=trouble(job, lang)
    )


def trouble(job: Job, lang: str) -> TroubleAnswer | None:
    """Why it came to nothing; None where it did not, or was stopped."""
    if not job.outcome:
        return None
    outcome = from_json(job.outcome)
    if outcome.trouble is None:
        return None
    with speaking(lang):
        return TroubleAnswer(problem=str(told(outcome.reason)), hint=str(told(outcome.hint)))


def _ahead(job: Job, line: Sequence[Job]) -> int:
    """Jobs that are being done or will be before it; quick ones wait for quick ones only."""
    before = line[: [one.id for one in line].index(job.id)] if job in line else line
    later = line[len(before) :]
    others = [*before, *(one for one in later if one.state != "waiting")]
    return sum(job.kind not in QUICK or one.kind in QUICK for one in others)
