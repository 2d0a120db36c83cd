"""The pages of the desk: people, contacts by hand, scale, which person, notes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import HTMLResponse

from formcheck.report.words import day
from formcheck.store import accounts
from formcheck.store.jobs import jobs_of
from formcheck.store.web_nouns import Upload
from formcheck.web.api.corrections import MEASURES
from formcheck.web.api.people import Somebody
from formcheck.web.desk import by_hand
from formcheck.web.desk.courses import courses
from formcheck.web.desk.people import people, state_words, visits
from formcheck.web.found import day_of, found
from formcheck.web.pages.showing import page
from formcheck.web.places import Places
from formcheck.web.visitor import AtDesk, Chosen, Store, Theirs, Where, at_desk

router: Final = APIRouter(dependencies=[Depends(at_desk)])


def kept(upload: Theirs) -> Upload:
    """The upload, whose clip is there.

    Raises
    ------
    HTTPException : 404, it is not
    """
    if upload.state != "ready":
        raise HTTPException(404)
    return upload


Kept = Annotated[Upload, Depends(kept)]


@router.get("/people")
def everybody(who: AtDesk, store: Store) -> HTMLResponse:
    """Whom the desk looks after, and where somebody is added."""
    return page("people.html", who, who.lang, people=people(store), in_words=lambda: in_words)


@router.get("/people/{code}")
def person(
    code: Somebody, who: AtDesk, store: Store, places: Where, chosen: Chosen
) -> HTMLResponse:
    """One person: visits, numbers over them, an invitation, taking away, deleting."""
    return page(
        "person.html",
        who,
        who.lang,
        code=code,
        is_local=chosen.is_closed,
        n_phones=accounts.n_let_in(code, store),
        visits=lambda: visits(code, places, store, who.lang),
        courses=lambda: courses(code, store),
        states=state_words,
        in_words=lambda: in_words,
    )


@router.get("/visits/{id}/events")
def events(upload: Kept, who: AtDesk, store: Store, places: Where) -> HTMLResponse:
    """When feet land and leave, on a time line under the clip."""
    facts = _visit(upload, who.lang, places) | {"is_changed": by_hand.is_changed(upload, places)}
    made = [job for job in jobs_of(upload.id, store) if job.kind in MEASURES]
    at_it = next((job.id for job in made if not job.has_ended), "")
    return page("events.html", who, who.lang, **facts, at_it=at_it)


@router.get("/visits/{id}/scale")
def scale(upload: Kept, who: AtDesk, places: Where) -> HTMLResponse:
    """A known length and something upright, shown on a still."""
    return page("scale.html", who, who.lang, **_visit(upload, who.lang, places))


@router.get("/visits/{id}/person")
def which_person(upload: Kept, who: AtDesk, places: Where) -> HTMLResponse:
    """Who of the people in the clip is measured."""
    return page("which_person.html", who, who.lang, **_visit(upload, who.lang, places))


def in_words(text: str) -> str:
    """A day as people read it; what is no day stays as it is."""
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def _visit(upload: Upload, lang: str, places: Places) -> dict[str, Any]:
    """What the head of each page about a visit says."""
    of = found(upload, places, lang)
    told = day_of(upload, of)
    return {"visit": upload, "is_measured": of is not None, "day_told": lambda: in_words(told)}
