"""What the interface says of an upload."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import Engine

from formcheck.batch.wire import from_json
from formcheck.report.words import speaking, told
from formcheck.store.jobs import jobs_of_each
from formcheck.store.web_nouns import Upload, UploadState
from formcheck.web.api.job_answer import JobAnswer, TroubleAnswer, answers
from formcheck.web.asked import Asked, as_people_say
from formcheck.web.hints import for_a_phone
from formcheck.web.looked import as_said


class UploadFacts(BaseModel):
    """A clip that was handed in, from its first byte on."""

    id: str
    runner: str
    name: str = Field(description="As the phone called it; to be shown only.")
    state: UploadState
    n_bytes: int
    n_received: int
    asked: Asked
    answers: dict[str, Any]
    looked: dict[str, Any] | None = Field(description="What the quick look saw; null before.")
    trouble: TroubleAnswer | None = Field(description="Why it was refused.")
    note: str = Field(description='Only the desk reads it; "" for a runner.')
    made_at: datetime
    jobs: list[JobAnswer] = Field(description="All that was done about it, the newest first.")


def facts(upload: Upload, store: Engine, lang: str) -> UploadFacts:
    """The upload as the interface tells it, in that language."""
    return all_facts([upload], store, lang)[0]


def all_facts(uploads: Sequence[Upload], store: Engine, lang: str) -> list[UploadFacts]:
    """The uploads as the interface tells them, in that language."""
    jobs = jobs_of_each([one.id for one in uploads], store)
    told = answers({job.id: job for mine in jobs.values() for job in mine}.values(), store, lang)
    known = {job.id: job for job in told}
    return [_facts(one, [known[job.id] for job in jobs[one.id]], lang) for one in uploads]


def _facts(upload: Upload, jobs: list[JobAnswer], lang: str) -> UploadFacts:
    return UploadFacts(
        id=upload.id,
        runner=upload.runner,
        name=upload.name,
        state=upload.state,
        n_bytes=upload.n_bytes,
        n_received=upload.n_received,
        asked=as_people_say(upload.asked),
        answers=dict(upload.answers),
        looked=as_said(upload.looked, lang) if upload.looked else None,
        trouble=_trouble(upload.trouble, lang),
        note=upload.note,
        made_at=upload.made_at,
        jobs=jobs,
    )


def _trouble(kept: Mapping[str, Any], lang: str) -> TroubleAnswer | None:
    if not kept:
        return None
    outcome = for_a_phone(from_json(kept))
    with speaking(lang):
        return TroubleAnswer(problem=told(outcome.reason), hint=told(outcome.hint))
