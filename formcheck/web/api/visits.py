"""What was found in a clip: the analysis, its files, answers to the questions, notes."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, HTTPException
from fastapi.responses import FileResponse, Response
from pydantic import BaseModel, Field

from formcheck import advice
from formcheck.store.jobs import ask, jobs_of
from formcheck.store.uploads import all_uploads, change_upload, n_uploads
from formcheck.store.web_nouns import Upload
from formcheck.web.api.job_answer import JobAnswer
from formcheck.web.api.job_answer import answer as told_of
from formcheck.web.api.portion import WITH_TOTAL, Wanted
from formcheck.web.api.visit_facts import FileFacts, VisitFacts, facts, file_facts
from formcheck.web.formats import FORMATS, Offered, offered
from formcheck.web.found import all_found, found
from formcheck.web.places import Places
from formcheck.web.taking_along import sent
from formcheck.web.visitor import AtDesk, Store, Theirs, Visiting, Visitor, Where

router: Final = APIRouter(tags=["visits"])
LONGEST_NOTE: Final = 4000  # signs: two pages


class Note(BaseModel):
    """A remark on a visit."""

    note: str = Field(max_length=LONGEST_NOTE)


@router.get("/visits", responses=WITH_TOTAL)
def listed(
    who: Visiting, store: Store, where: Where, wanted: Wanted, runner: str | None = None
) -> list[VisitFacts]:
    """A runner's own visits, or everybody's at the desk, the newest first; files are not told."""
    if runner is not None and not who.sees(runner):
        raise HTTPException(404)
    whose = runner or who.runner
    wanted.of(n_uploads(whose, store))
    uploads = all_uploads(whose, store, most=wanted.limit, skip=wanted.skip)
    return [facts(who.told(one), all_found(one, where), {}, who.lang) for one in uploads]


@router.get("/visits/{id}")
def one(mine: Theirs, who: Visiting, where: Where) -> VisitFacts:
    """One visit: what was found, in short."""
    return facts(mine, all_found(mine, where), _offered(mine, where, who), who.lang)


@router.get("/visits/{id}/analysis", response_class=FileResponse)
def analysis(mine: Theirs, who: Visiting, where: Where) -> Response:
    """Everything that was found, as formcheck's own JSON."""
    return _sent(_offered(mine, where, who), "json")


@router.get("/visits/{id}/files")
def files(mine: Theirs, who: Visiting, where: Where) -> list[FileFacts]:
    """What can be taken along; none before there is a report that knows the answers."""
    return [file_facts(one) for one in _offered(mine, where, who).values()]


@router.get("/visits/{id}/files/{format}", response_class=FileResponse)
def file(format: str, mine: Theirs, who: Visiting, where: Where) -> Response:
    """One file, to be kept; parts of it where parts are asked for."""
    return _sent(_offered(mine, where, who), format)


@router.post("/visits/{id}/files/{format}", status_code=202)
def make(format: str, mine: Theirs, who: Visiting, store: Store, where: Where) -> JobAnswer:
    """The job that makes a file which is not there yet."""
    of = found(mine, where, who.lang)
    if of is None or format not in FORMATS:
        raise HTTPException(404)
    wanted = {"format": FORMATS[format].made_by}
    return told_of(ask("export", [mine.id], wanted, of.lang, store), store, who.lang)


@router.put("/visits/{id}/answers", status_code=202)
def answer(
    mine: Theirs, answers: dict[str, bool | int | float | str | None], who: Visiting, store: Store
) -> JobAnswer | None:
    """The job that has the answers judged; null where the clip waits to be analysed at all.

    They replace those from before.
    """
    change_upload(mine.id, store, answers=dict(advice.answers(answers)))
    first = [job for job in jobs_of(mine.id, store) if job.kind == "analyze"]
    if not any(job.state in ("done", "running") for job in first):
        return next((told_of(job, store, who.lang) for job in first if not job.has_ended), None)
    return told_of(ask("again", [mine.id], {}, who.lang, store), store, who.lang)


@router.put("/visits/{id}/note", status_code=204)
def remark(mine: Theirs, told: Note, who: AtDesk, store: Store) -> None:
    """Nothing; the remark is kept. Only the desk writes it, and only the desk reads it."""
    change_upload(mine.id, store, note=told.note.replace("\0", "").strip())


@router.post("/visits/{id}/language", status_code=202)
def translate(mine: Theirs, who: Visiting, store: Store) -> JobAnswer:
    """The job that makes the report in the visitor's language; the one at it, where there is."""
    for job in jobs_of(mine.id, store):
        if job.kind == "again" and job.lang == who.lang and not job.has_ended:
            return told_of(job, store, who.lang)
    return told_of(ask("again", [mine.id], {}, who.lang, store), store, who.lang)


def _offered(mine: Upload, where: Places, who: Visitor) -> dict[str, Offered]:
    of = found(mine, where, who.lang)
    if of is None or of.is_behind:
        return {}
    return offered(mine, of, where.exports(mine.id, of.lang))


def _sent(files: dict[str, Offered], format: str) -> Response:
    if format not in files or not files[format].is_ready:
        raise HTTPException(404)
    return sent(files[format], FORMATS[format])
