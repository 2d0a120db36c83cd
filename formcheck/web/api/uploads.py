"""Clips that are handed in: in pieces, to go on with after a break; listed; deleted."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Final, cast

from fastapi import APIRouter, Header, HTTPException, Request
from pydantic import BaseModel, Field
from sqlalchemy import Engine

from formcheck.store import checked_runner
from formcheck.store.jobs import ask, jobs_of
from formcheck.store.uploads import (
    all_uploads,
    begin_upload,
    bytes_held,
    change_upload,
    n_uploads,
    upload,
)
from formcheck.store.web_nouns import Upload, UploadState
from formcheck.types.said import Said
from formcheck.web.api.portion import WITH_TOTAL, Wanted
from formcheck.web.api.upload_facts import UploadFacts, all_facts, facts
from formcheck.web.arriving import Counting, Piece, Turns, full, take_in, too_much
from formcheck.web.asked import Asked, as_settings, merged
from formcheck.web.config import CHUNK_BYTES, GB, Config
from formcheck.web.deleting import delete_upload
from formcheck.web.desk.people import as_written
from formcheck.web.named import DESK_ALONE, shown_name
from formcheck.web.places import Places
from formcheck.web.refused import RefusedError
from formcheck.web.taking import refusal, refuse_no_clip
from formcheck.web.visitor import Chosen, Store, Theirs, Visiting, Visitor, Where, theirs

router: Final = APIRouter(tags=["uploads"])
_COPIES: Final = 2  # of a clip on the disk at once: as it came, and without what is private
_TURNS: Final = Turns()


class NewUpload(BaseModel):
    """A clip that somebody is about to hand in."""

    name: str = Field(max_length=1000, description="As the phone calls it.")
    n_bytes: int = Field(gt=0)
    runner: str | None = Field(None, max_length=200, description="The desk may name one.")


class Received(BaseModel):
    """How many bytes of a clip are safe."""

    n_received: int


@router.post("/uploads", status_code=201)
def begin(new: NewUpload, who: Visiting, store: Store, where: Where, chosen: Chosen) -> UploadFacts:
    """A new upload, whose bytes may come now."""
    runner = who.runner or as_written(checked_runner(new.runner or DESK_ALONE), store)
    _refuse_too_large(new.n_bytes, chosen)
    _refuse_no_room(new.n_bytes, store, where, chosen)
    made = begin_upload(runner, shown_name(new.name), new.n_bytes, store)
    return facts(made, store, who.lang)


@router.get("/uploads", responses=WITH_TOTAL)
def listed(
    who: Visiting, store: Store, wanted: Wanted, runner: str | None = None
) -> list[UploadFacts]:
    """What was handed in, the newest first: a runner's own, or everybody's at the desk."""
    if runner is not None and not who.sees(runner):
        raise HTTPException(404)
    whose = runner or who.runner
    wanted.of(n_uploads(whose, store))
    found = all_uploads(whose, store, most=wanted.limit, skip=wanted.skip)
    return all_facts([who.told(one) for one in found], store, who.lang)


@router.get("/uploads/{id}")
def one(mine: Theirs, who: Visiting, store: Store) -> UploadFacts:
    """One upload; `n_received` tells where to go on."""
    _ask_for_a_look(mine, who, store)
    return facts(mine, store, who.lang)


@router.patch("/uploads/{id}", responses={409: {"model": Received}})
async def go_on(
    id: str, who: Visiting, request: Request, upload_offset: Annotated[int, Header(ge=0)]
) -> Received:
    """The next bytes of the clip, as they are; at most 8 MB."""
    n_told = int(request.headers.get("content-length", 0))
    begin = partial(_begun, id, who, request, (upload_offset, n_told))
    counting = Counting(begin, partial(_counted, id, who, request))
    return cast(Received, await take_in(id, counting, request.stream(), _TURNS))


@router.put("/uploads/{id}/asked")
def say(mine: Theirs, asked: Asked, who: Visiting, store: Store) -> UploadFacts:
    """What somebody says about the clip, instead of what was said before."""
    told = as_settings(asked, datetime.now(UTC).date())
    change_upload(mine.id, store, asked=merged(mine.asked, told))
    return _again(mine, who, store)


@router.delete("/uploads/{id}", status_code=204)
def delete(mine: Theirs, store: Store, where: Where) -> None:
    """Nothing; all that is known of the clip is gone."""
    delete_upload(mine, where, store)


def _begun(id: str, who: Visitor, request: Request, told: tuple[int, int]) -> Piece:
    """Where the piece goes that begins at that byte and has so many, if it may."""
    state, (start, n_told) = request.app.state, told
    mine = theirs(id, who, state.engine)
    if mine.state == "refused":
        raise RefusedError(415, *refusal(mine))
    n_safe = _n_safe(mine, state.places)
    if start != n_safe or mine.state != "arriving":
        raise _elsewhere(n_safe)
    most = min(CHUNK_BYTES, mine.n_bytes - n_safe)
    if n_told > most:
        raise too_much(n_safe)
    return Piece(state.places.incoming(id), n_safe, most)


def _counted(id: str, who: Visitor, request: Request, n_received: int) -> Received:
    """The bytes, now that they are safe; the last one makes it a clip that has arrived."""
    state = request.app.state
    mine = upload(id, state.engine)
    if mine is None:  # deleted while its bytes came
        state.places.incoming(id).unlink(missing_ok=True)
        raise HTTPException(404)
    refuse_no_clip(mine, n_received, state.places, state.engine)
    now: UploadState = "arrived" if n_received == mine.n_bytes else "arriving"
    change_upload(id, state.engine, n_received=n_received, state=now)
    _ask_for_a_look(replace(mine, state=now), who, state.engine)
    return Received(n_received=n_received)


def _ask_for_a_look(mine: Upload, who: Visitor, store: Engine) -> None:
    """Nothing; a clip that has arrived is looked at, also if the server ended before it asked."""
    if mine.state == "arrived" and not jobs_of(mine.id, store):
        ask("check", [mine.id], {}, who.lang, store)


def _again(mine: Upload, who: Visitor, store: Engine) -> UploadFacts:
    now = upload(mine.id, store)
    if now is None:
        raise HTTPException(404)
    return facts(who.told(now), store, who.lang)


def _n_safe(mine: Upload, places: Places) -> int:
    """Bytes that are counted and there."""
    if mine.state != "arriving":
        return mine.n_bytes
    file = places.incoming(mine.id)
    return min(mine.n_received, file.stat().st_size if file.exists() else 0)


def _refuse_too_large(n_bytes: int, chosen: Config) -> None:
    if n_bytes > chosen.largest_bytes:
        raise RefusedError(
            413,
            Said(
                "The clip has {gb:.1f} GB, more than the {most_gb:.1f} GB that one may have.",
                gb=n_bytes / GB,
                most_gb=chosen.largest_bytes / GB,
            ),
            Said("Cut it on the phone to a minute of running, or film in 1080p."),
        )


def _refuse_no_room(n_bytes: int, store: Engine, where: Places, chosen: Config) -> None:
    where.data.mkdir(parents=True, mode=0o700, exist_ok=True)
    is_full = bytes_held(store) + n_bytes > chosen.most_bytes
    if is_full or shutil.disk_usage(where.data).free < _COPIES * n_bytes:
        raise full()


def _elsewhere(n_safe: int) -> RefusedError:
    return RefusedError(
        409,
        Said("The clip goes on at another place."),
        Said("Go on where it stopped."),
        n_received=n_safe,
    )
