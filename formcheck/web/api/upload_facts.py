"""What the interface says of an upload."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from formcheck.batch.wire import from_json
from formcheck.report.words import speaking, told
from formcheck.store.web_nouns import Job, Upload, UploadState
from formcheck.web.asked import Asked, as_people_say
from formcheck.web.looked import as_said


class Told(BaseModel):
    """What went wrong, and what to do, in the visitor's language."""

    problem: str
    hint: str


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
    trouble: Told | None = Field(description="Why it was refused.")
    note: str
    made_at: datetime
    jobs: list[dict[str, Any]] = Field(description="All that was done about it, the newest first.")


def facts(upload: Upload, jobs: Sequence[Job], lang: str) -> UploadFacts:
    """The upload as the interface tells it, in that language."""
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
        jobs=[{"id": job.id, "kind": job.kind, "state": job.state} for job in jobs],
    )


def _trouble(kept: Mapping[str, Any], lang: str) -> Told | None:
    if not kept:
        return None
    outcome = from_json(kept)
    with speaking(lang):
        return Told(problem=told(outcome.reason), hint=told(outcome.hint))
