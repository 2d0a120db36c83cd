"""What is prepared for the desk: a film with its curves, a still, pictures of everybody."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, HTTPException
from fastapi import Path as InPath
from fastapi.responses import FileResponse
from pydantic import BaseModel

from formcheck.report.words import speaking, told
from formcheck.skeleton import Side
from formcheck.store import jobs
from formcheck.types.said import from_text
from formcheck.web.api.job_answer import JobAnswer, answer
from formcheck.web.desk import prepared
from formcheck.web.desk.latest import latest
from formcheck.web.visitor import AtDesk, Store, Theirs, Where, at_desk

router: Final = APIRouter(tags=["corrections"], dependencies=[Depends(at_desk)])
_KINDS: Final = {".mp4": "video/mp4", ".png": "image/png"}

File = Annotated[str, InPath(pattern=r"^(film\.mp4|(still|people|person_[0-9]{1,4})\.png)$")]


class Prepared(BaseModel):
    """What is there, and fits what was measured last."""

    has_pictures: bool
    has_film: bool


class Curves(BaseModel):
    """What goes with the film: the moment of each picture, the height of heels and toes.

    Moments are seconds since the first picture of the clip, in real time; the film begins with
    the first of them. Heights are leg lengths above the lowest of that point; null is not seen.
    """

    size: tuple[int, int]
    times_s: list[float]
    feet: dict[Side, dict[str, list[float | None]]]
    near_side: Side | None


class Person(BaseModel):
    """Somebody in the clip; the box is left, top, width, height in pixels."""

    number: int
    does: str
    share: float
    box_px: tuple[float, float, float, float]
    box_s: float
    is_measured: bool
    why: str


class Pictures(BaseModel):
    """The size of the upright picture as it was filmed, and who is in the clip."""

    stored: tuple[int, int]
    at_s: float
    people: list[Person]


@router.get("/visits/{id}/desk")
def there(upload: Theirs, places: Where) -> Prepared:
    """Whether the film and the pictures are there."""
    film = prepared.film(upload.id, places, latest(upload, places))
    return Prepared(
        has_pictures=prepared.pictures(upload.id, places) is not None, has_film=film is not None
    )


@router.post("/visits/{id}/desk", status_code=202)
def prepare(upload: Theirs, who: AtDesk, store: Store) -> JobAnswer:
    """The job that prepares film and pictures."""
    if upload.state != "ready":
        raise HTTPException(404)
    return answer(jobs.ask("prepare", [upload.id], {}, who.lang, store), store, who.lang)


@router.get("/visits/{id}/desk/curves")
def curves(upload: Theirs, places: Where) -> Curves:
    """What goes with the film."""
    found = prepared.film(upload.id, places, latest(upload, places))
    if found is None:
        raise HTTPException(404)
    return Curves.model_validate(found)


@router.get("/visits/{id}/desk/pictures")
def pictures(upload: Theirs, who: AtDesk, places: Where) -> Pictures:
    """The size of the still, and who is in the clip: as measured last, else at a glance."""
    found = prepared.pictures(upload.id, places)
    if found is None:
        raise HTTPException(404)
    analysis = latest(upload, places)
    measured = [] if analysis is None else [p.number for p in analysis.people if p.is_measured]
    with speaking(who.lang):
        people = [one | _said(one, measured) for one in found["people"]]
    return Pictures.model_validate(found | {"people": people})


def _said(one: dict[str, Any], measured: list[int]) -> dict[str, Any]:
    """What somebody does, in words, and whether the numbers are theirs by now."""
    is_measured = one["number"] in measured if measured else one["is_measured"]
    return {
        "does": str(told(one["does"])),
        "why": str(told(from_text(one["why"])[0])),
        "is_measured": is_measured,
    }


@router.get("/visits/{id}/desk/{file}", response_class=FileResponse)
def file(upload: Theirs, file: File, places: Where) -> FileResponse:
    """The film, the still, or a picture of somebody."""
    path = places.desk(upload.id) / file
    if not path.is_file():
        raise HTTPException(404)
    return FileResponse(path, media_type=_KINDS[path.suffix])
