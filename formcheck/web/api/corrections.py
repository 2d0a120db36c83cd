"""Changes by hand: contacts, scale, which person; asked for by the desk."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from formcheck.errors import SettingsError
from formcheck.report.words import speaking, told
from formcheck.skeleton import Side
from formcheck.store import jobs
from formcheck.store.uploads import change_upload
from formcheck.store.web_nouns import JobKind, Upload
from formcheck.types import Analysis, Contact
from formcheck.types.said import Said
from formcheck.web.api import prepared
from formcheck.web.api.job_answer import JobAnswer, answer
from formcheck.web.desk import by_hand, effects
from formcheck.web.desk.changes import Changes, Edited
from formcheck.web.desk.latest import before, keep_before, latest
from formcheck.web.visitor import AtDesk, Store, Theirs, Where, at_desk

router: Final = APIRouter(tags=["corrections"], dependencies=[Depends(at_desk)])
MARGIN: Final = 1.96  # standard errors; 95 %
MEASURES: Final[tuple[JobKind, ...]] = ("analyze", "again")


class ContactTold(BaseModel):
    """One contact; the margins are 95 %, half the width."""

    side: Side
    number: int
    strike_s: float
    strike_margin_s: float
    off_s: float | None
    off_margin_s: float | None
    is_by_hand: bool


class EditTold(Edited):
    """A change that was made, in a sentence; `is_used` where it lies in what is measured."""

    told: str
    is_used: bool


class Contacts(BaseModel):
    """What there is to correct; `is_measured` where there is an analysis."""

    is_measured: bool
    contacts: list[ContactTold]
    edits: list[EditTold]
    excluded_s: list[tuple[float, float]]
    steady_s: tuple[float, float] | None
    slow_motion: float | None
    known_length: tuple[float, ...] | None
    vertical: tuple[float, ...] | None
    person: int | None
    note: str


class Effects(BaseModel):
    """What the last changes did to the numbers."""

    rows: list[effects.Row]


@router.get("/visits/{id}/contacts")
def contacts(upload: Theirs, who: AtDesk, places: Where) -> Contacts:
    """Every contact of the feet, and what was changed by hand so far."""
    analysis = latest(upload, places)
    known = by_hand.known(upload, places, analysis)
    unused = () if analysis is None or analysis.corrections is None else analysis.corrections.unused
    with speaking(who.lang):
        edits = [
            EditTold(kind=edit.kind, side=edit.side, at_s=edit.at_s, told=told(edit.told),
                     is_used=edit not in unused)
            for edit in known.contacts
        ]  # fmt: skip
    return Contacts(
        is_measured=analysis is not None,
        contacts=[] if analysis is None else _numbered(analysis),
        edits=edits,
        excluded_s=list(known.excluded_s),
        steady_s=None if analysis is None else analysis.gait.steady_s,
        slow_motion=None if analysis is None else analysis.clip.slow_motion.factor,
        known_length=known.known_length,
        vertical=known.vertical,
        person=known.person,
        note=known.note,
    )


@router.put("/visits/{id}/corrections", status_code=202)
def correct(upload: Theirs, asked: Changes, who: AtDesk, store: Store, places: Where) -> JobAnswer:
    """The job that measures again, after all these changes; nothing is looked at anew by it.

    Only where they choose another runner the clip is.
    """
    _refuse_meanwhile(upload, store)
    by_hand.change(upload, places, asked, who.lang)
    if asked.person is not None:
        said = {k: v for k, v in upload.asked.items() if k not in ("person", "point")}
        change_upload(upload.id, store, asked=said)
    return _again(upload, who.lang, store, places)


@router.delete("/visits/{id}/corrections", status_code=202)
def forget(upload: Theirs, who: AtDesk, store: Store, places: Where) -> JobAnswer:
    """The job that measures again, without any change by hand."""
    _refuse_meanwhile(upload, store)
    by_hand.forget(upload, places)
    return _again(upload, who.lang, store, places)


@router.get("/visits/{id}/effects")
def what_it_did(upload: Theirs, who: AtDesk, places: Where) -> Effects:
    """The numbers that read otherwise than before the last changes by hand."""
    was, now = before(upload, places), latest(upload, places)
    if was is None or now is None:
        return Effects(rows=[])
    with speaking(who.lang):
        return Effects(rows=list(effects.rows(was, now)))


def _again(upload: Upload, lang: str, store: Store, places: Where) -> JobAnswer:
    """The job; where nothing was measured yet, it measures the first time."""
    keep_before(upload, places)
    kind: JobKind = "analyze" if latest(upload, places) is None else "again"
    return answer(jobs.ask(kind, [upload.id], {}, lang, store), store, lang)


def _refuse_meanwhile(upload: Upload, store: Store) -> None:
    """Nothing; what the changes are about is what was measured last."""
    for job in jobs.jobs_of(upload.id, store):
        if job.kind in MEASURES and not job.has_ended:
            raise SettingsError(
                Said("This visit is being measured at this moment."),
                Said("Wait until that is done, then make your change."),
            )


def _numbered(analysis: Analysis) -> list[ContactTold]:
    count = {"left": 0, "right": 0}
    found = []
    for one in analysis.gait.contacts:
        count[one.side] += 1
        found.append(_told(one, count[one.side]))
    return found


def _told(one: Contact, number: int) -> ContactTold:
    return ContactTold(
        side=one.side,
        number=number,
        strike_s=one.strike_s,
        strike_margin_s=MARGIN * one.strike_se_s,
        off_s=one.off_s,
        off_margin_s=None if one.off_se_s is None else MARGIN * one.off_se_s,
        is_by_hand=one.by == "user",
    )


router.include_router(prepared.router)
