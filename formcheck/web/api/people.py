"""Whom the desk looks after: runners by code, invitations for their phones."""

from __future__ import annotations

from datetime import datetime
from tempfile import TemporaryFile
from typing import Annotated, Final

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi import Path as InPath
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.background import BackgroundTask

from formcheck.report.words import speaking
from formcheck.store import accounts
from formcheck.store.ids import checked_runner
from formcheck.web.deleting import delete_runner
from formcheck.web.desk import export
from formcheck.web.desk.people import Person, VisitLine, as_written, is_known, people, visits
from formcheck.web.inviting import invitation
from formcheck.web.visitor import AtDesk, Store, Where, at_desk

router: Final = APIRouter(tags=["people"], dependencies=[Depends(at_desk)])
LONGEST: Final = 200  # letters that are read before they are refused


class NewPerson(BaseModel):
    """A code that only the desk can link to somebody; never a name."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(min_length=1, max_length=LONGEST)]


class People(BaseModel):
    """Everybody, in order of their codes."""

    people: list[Person]


class Visits(BaseModel):
    """A person's visits in order of day."""

    code: str
    visits: list[VisitLine]


class Invitation(BaseModel):
    """Lets one phone in, once: the address, the same as a picture (SVG), and until when."""

    address: str
    qr: str
    ends_at: datetime


def somebody(code: Annotated[str, InPath(max_length=LONGEST)], store: Store) -> str:
    """The code, of somebody the desk knows.

    Raises
    ------
    HTTPException : 404, of nobody
    """
    if not is_known(code, store):
        raise HTTPException(404)
    return code


Somebody = Annotated[str, Depends(somebody)]


@router.get("/people")
def everybody(store: Store) -> People:
    """Whom the desk looks after."""
    return People(people=list(people(store)))


@router.post("/people", status_code=201)
def add(new: NewPerson, store: Store) -> Person:
    """The person, who may come in by invitation from now on; the same one, if there already.

    Capitals make no other person.
    """
    code = as_written(checked_runner(new.code.strip()), store)
    accounts.runner_account(code, store)
    return next(one for one in people(store) if one.code == code)


@router.get("/people/{code}")
def person(code: Somebody, who: AtDesk, store: Store, places: Where) -> Visits:
    """The visits of a person, in order of day, each in a few words."""
    with speaking(who.lang):
        return Visits(code=code, visits=list(visits(code, places, store, who.lang)))


@router.delete("/people/{code}", status_code=204)
def forget(code: Somebody, store: Store, places: Where) -> None:
    """Nothing; the person is gone, with everything there was of them."""
    delete_runner(code, places, store)


@router.post("/people/{code}/invitation")
def invite(code: Somebody, request: Request, store: Store) -> Invitation:
    """An invitation for the person's phone; it is told this once."""
    account = accounts.runner_account(code, store)
    address, svg, ends_at = invitation(request, account)
    return Invitation(address=address, qr=svg, ends_at=ends_at)


@router.delete("/people/{code}/phones", status_code=204)
def let_out(code: Somebody, store: Store) -> None:
    """Nothing; each phone of the person is out, as where one was lost. Invitations end too."""
    accounts.let_all_out(accounts.runner_account(code, store).id, store)


@router.get("/people/{code}/export", response_class=StreamingResponse)
def take_away(
    code: Somebody, store: Store, places: Where, clips: bool = False
) -> StreamingResponse:
    """An archive of all that is kept about the person, with their clips if asked for."""
    file = TemporaryFile()  # noqa: SIM115 - without a name, and closed when all of it is sent
    export.write(code, places, store, file, has_clips=clips)
    head = {"Content-Disposition": f'attachment; filename="{code}.zip"'}
    done = BackgroundTask(file.close)
    return StreamingResponse(export.chunks(file), 200, head, "application/zip", done)
