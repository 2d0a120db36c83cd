"""What changed between two visits."""

from __future__ import annotations

import shutil
from typing import Annotated, Final

from fastapi import APIRouter, HTTPException
from fastapi.responses import FileResponse, Response
from pydantic import BaseModel, Field

from formcheck.errors import SettingsError
from formcheck.store.jobs import ask, forget_job, jobs_of, stop
from formcheck.store.web_nouns import Job, JobState, Upload
from formcheck.types.said import Said
from formcheck.web.api.job_answer import JobAnswer, answer
from formcheck.web.api.visit_facts import FileFacts, file_facts
from formcheck.web.compared import NO_REPORT, TWO_RUNNERS, Compared, all_compared, compared
from formcheck.web.formats import COMPARED
from formcheck.web.found import day_of, found
from formcheck.web.places import Places
from formcheck.web.taking_along import sent
from formcheck.web.visitor import Store, Visiting, Where, theirs

router: Final = APIRouter(tags=["comparisons"])
Id = Annotated[str, Field(pattern="^[0-9a-f]{32}$")]


class Two(BaseModel):
    """Two visits of one runner; which comes first, their days tell."""

    before: Id
    after: Id


class ComparisonFacts(BaseModel):
    """A comparison, done or on its way; its id is that of its job."""

    id: str
    runner: str
    before: str
    after: str
    days: tuple[str, str]
    lang: str
    state: JobState
    is_ready: bool
    is_outdated: bool = Field(description="Whether a visit was changed since.")
    files: list[FileFacts]


@router.post("/comparisons", status_code=202)
def compare(two: Two, who: Visiting, store: Store, where: Where) -> JobAnswer:
    """The job that compares these visits; the one that did, where nothing has changed since."""
    visits = [theirs(id, who, store) for id in (two.before, two.after)]
    ids = _in_order(visits, where, who.lang)
    for job in jobs_of(ids[-1], store):
        if _is_of(job, ids, who.lang) and not compared(job.id, who, where, store).is_outdated:
            return answer(job, store, who.lang)
    job = ask("compare", ids, {}, who.lang, store)
    return answer(job, store, who.lang)


@router.get("/comparisons")
def listed(
    who: Visiting, store: Store, where: Where, runner: str | None = None
) -> list[ComparisonFacts]:
    """Comparisons of a runner, or everybody's at the desk, the newest first."""
    if runner is not None and not who.sees(runner):
        raise HTTPException(404)
    return [_facts(one) for one in all_compared(runner, who, where, store)]


@router.get("/comparisons/{job}")
def one(job: str, who: Visiting, store: Store, where: Where) -> ComparisonFacts:
    """One comparison, and its files."""
    return _facts(compared(job, who, where, store))


@router.get("/comparisons/{job}/files/{format}", response_class=FileResponse)
def file(job: str, format: str, who: Visiting, store: Store, where: Where) -> Response:
    """One file, to be kept; parts of it where parts are asked for."""
    files = compared(job, who, where, store).files
    if format not in files:
        raise HTTPException(404)
    return sent(files[format], COMPARED[format])


@router.delete("/comparisons/{job}", status_code=204)
def delete(job: str, who: Visiting, store: Store, where: Where) -> None:
    """Nothing; the comparison is gone, the visits stay."""
    known = compared(job, who, where, store)
    stop(known.job.id, store)
    forget_job(known.job.id, store)
    shutil.rmtree(known.folder, ignore_errors=True)


def _in_order(visits: list[Upload], where: Places, lang: str) -> tuple[str, ...]:
    """The ids, the earlier visit first.

    Raises
    ------
    SettingsError : they are one, of two runners, or without a report
    """
    if visits[0].id == visits[1].id:
        raise SettingsError(
            Said("That is one visit, compared with itself."), Said("Choose two visits.")
        )
    if visits[0].runner != visits[1].runner:
        raise SettingsError(*TWO_RUNNERS)
    results = [found(one, where, lang) for one in visits]
    if None in results:
        raise SettingsError(*NO_REPORT)
    pairs = zip(visits, results, strict=True)
    days = {one.id: (day_of(one, of), one.made_at) for one, of in pairs}
    return tuple(sorted(days, key=lambda id: days[id]))


def _is_of(job: Job, ids: tuple[str, ...], lang: str) -> bool:
    """Whether the job compares these visits in that language, and did not come to nothing."""
    is_same = (job.kind, job.uploads, job.lang) == ("compare", ids, lang)
    return is_same and job.state not in ("failed", "stopped")


def _facts(one: Compared) -> ComparisonFacts:
    return ComparisonFacts(
        id=one.job.id,
        runner=one.runner,
        before=one.visits[0].id,
        after=one.visits[1].id,
        days=one.days,
        lang=one.job.lang,
        state=one.job.state,
        is_ready=one.is_ready,
        is_outdated=one.is_outdated,
        files=[file_facts(file) for file in one.files.values()],
    )
