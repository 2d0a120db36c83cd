"""What is being done: its progress as it happens, and a way to stop it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Final

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.sse import EventSourceResponse, ServerSentEvent
from sqlalchemy import Engine

from formcheck.store import jobs
from formcheck.store.uploads import upload
from formcheck.store.web_nouns import ENDED, Job, Upload
from formcheck.types.said import Said
from formcheck.web.api.job_answer import JobAnswer, answer, answers
from formcheck.web.refused import RefusedError
from formcheck.web.visitor import Store, Theirs, Visiting, Visitor

router: Final = APIRouter(tags=["jobs"])
EVERY_S: Final = 0.7  # how often streams look; chosen by us


def theirs_job(id: str, who: Visiting, store: Store) -> Job:
    """The job with that id, where this visitor may see all that it is about.

    Raises
    ------
    HTTPException : 404, there is none, or it is another's: the same answer
    """
    found = jobs.job(id, store)
    if found is None or not _may_see(found, who, store):
        raise HTTPException(404)
    return found


TheirJob = Annotated[Job, Depends(theirs_job)]


@router.post("/uploads/{id}/analyses", status_code=202)
def analyse(one: Theirs, who: Visiting, store: Store) -> JobAnswer:
    """Ask for the analysis of a clip; the job that is on its way to it already, if there is one."""
    _refuse_unready(one)
    on_its_way = [job for job in jobs.jobs_of(one.id, store) if _is_on_its_way(job, one, who.lang)]
    job = on_its_way[0] if on_its_way else jobs.ask("analyze", (one.id,), {}, who.lang, store)
    return answer(job, store, who.lang)


@router.get("/jobs")
def open_jobs(who: Visiting, store: Store) -> list[JobAnswer]:
    """All that waits or is being done, in the order in which it will be."""
    mine = [job for job in jobs.open_jobs(store) if _may_see(job, who, store)]
    return answers(mine, store, who.lang)


@router.get("/jobs/{id}")
def one_job(job: TheirJob, who: Visiting, store: Store) -> JobAnswer:
    """How far a job is, or what became of it."""
    return answer(job, store, who.lang)


@router.delete("/jobs/{id}")
def stop_job(job: TheirJob, who: Visiting, store: Store) -> JobAnswer:
    """Stop a job; one that has ended stays as it is."""
    jobs.stop(job.id, store)
    return answer(jobs.job(job.id, store) or job, store, who.lang)


@router.get("/jobs/{id}/events", response_class=EventSourceResponse)
async def events(
    job: TheirJob, who: Visiting, store: Store, request: Request
) -> AsyncIterator[ServerSentEvent]:
    """Events called `job`, each time it has changed, until it has ended or is gone."""
    before: JobAnswer | None = None
    while not request.app.state.ending.is_set():
        now = await run_in_threadpool(_now, job.id, store, who.lang)
        if now is None:
            return
        if now != before:
            yield ServerSentEvent(event="job", data=now)
            before = now
        if now.state in ENDED:
            return
        await asyncio.sleep(EVERY_S)


def _now(id: str, store: Engine, lang: str) -> JobAnswer | None:
    found = jobs.job(id, store)
    return None if found is None else answer(found, store, lang)


def _may_see(job: Job, who: Visitor, store: Engine) -> bool:
    """Whether every clip of the job is one that the visitor may see."""
    found = [upload(id, store) for id in job.uploads]
    return all(one is not None and who.sees(one.runner) for one in found)


def _is_on_its_way(job: Job, one: Upload, lang: str) -> bool:
    """Whether the job will give the very analysis that is asked for."""
    is_open = job.state in ("waiting", "running")
    is_new = job.begun_at is None or job.begun_at > one.used_at
    return (job.kind, job.lang) == ("analyze", lang) and is_open and is_new


def _refuse_unready(one: Upload) -> None:
    if one.state == "ready":
        return
    if one.state == "refused":
        raise RefusedError(
            409, Said("This clip could not be taken."), Said("Film again, or choose another clip.")
        )
    raise RefusedError(
        409,
        Said("The clip is not all here yet, or not looked at yet."),
        Said("Wait until it has arrived, then try again."),
    )
