"""The pages of a runner: hand in a clip, say something about it, watch, answer questions."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Engine

from formcheck.report.words import spoken
from formcheck.store.accounts import all_accounts
from formcheck.store.jobs import jobs_of, jobs_of_each
from formcheck.store.uploads import all_uploads, n_uploads_by_runner
from formcheck.store.web_nouns import Upload
from formcheck.web.config import CHUNK_BYTES
from formcheck.web.looked import as_said
from formcheck.web.named import DESK_ALONE
from formcheck.web.pages import asking
from formcheck.web.pages.filled import Filled, filled
from formcheck.web.pages.following import Now, has_report, now
from formcheck.web.pages.saying import Sight, sight
from formcheck.web.pages.showing import page
from formcheck.web.visitor import Chosen, Store, Theirs, Visiting

router: Final = APIRouter()
MOST_SHOWN: Final = 8  # earlier clips on the first page
PIECE_BYTES: Final = min(CHUNK_BYTES, 4 << 20)  # small enough to be sent again where it breaks off


@router.get("/")
def home(who: Visiting, store: Store, chosen: Chosen, runner: str = "") -> HTMLResponse:
    """Where a clip is handed in; `runner` is who the desk hands it in for."""
    latest = all_uploads(who.runner, store, most=MOST_SHOWN)
    runners = _runners(store) if who.is_desk else []
    return page(
        "home.html", who, who.lang, largest_bytes=chosen.largest_bytes, piece_bytes=PIECE_BYTES,
        earlier=lambda: _with_now(latest, store), asked=lambda: filled({}),
        today=date.today(),
        runners=runners, runner=runner,
        is_alone=not (runners or runner or chosen.needs_login),
    )  # fmt: skip


@router.get("/clips/{id}", response_model=None)
def clip(clip: Theirs, who: Visiting, store: Store, again: bool = False) -> Response:
    """One clip on its way; where its report is there, that one, unless it is measured anew."""
    jobs = jobs_of(clip.id, store)
    if now(clip, jobs).point == "done" and not again:
        return RedirectResponse(f"/visits/{clip.id}", 303)
    return page(
        "clip.html", who, who.lang, clip=clip, asked=lambda: _filled(clip, store),
        piece_bytes=PIECE_BYTES, today=date.today(), **_at(clip, store, again=again),
    )  # fmt: skip


@router.get("/clips/{id}/now")
def clip_now(clip: Theirs, who: Visiting, store: Store, again: bool = False) -> HTMLResponse:
    """The part of that page that changes."""
    return page("parts/now.html", who, who.lang, clip=clip, **_at(clip, store, again=again))


@router.get("/visits/{id}/questions")
def questions(clip: Theirs, who: Visiting, store: Store) -> HTMLResponse:
    """What is asked about the back and the running."""
    is_measured = has_report(jobs_of(clip.id, store))
    facts: dict[str, Any] = {
        "flags": asking.flags(who.lang, clip.answers),
        "fields": asking.fields(who.lang, clip.answers),
    }
    return page("questions.html", who, who.lang, clip=clip, is_measured=is_measured, **facts)


@router.get("/help")
def help_page(who: Visiting, chosen: Chosen) -> HTMLResponse:
    """How to film, what formcheck does, what runners ask."""
    return page(
        "help.html", who, who.lang, book=asking.handbook(who.lang), keep_days=chosen.keep_days,
        flags=asking.red_flags(who.lang),
    )  # fmt: skip


def _at(clip: Upload, store: Engine, *, again: bool) -> dict[str, Any]:
    """Where the clip is, as facts of a page."""

    def moment() -> Now:
        at = now(clip, jobs_of(clip.id, store))
        return Now("looked", at.job) if again and at.point == "done" else at

    def seen() -> Sight | None:
        return sight(as_said(clip.looked, spoken())) if clip.looked else None

    return {"now": moment, "sight": seen, "again": again}


def _with_now(clips: tuple[Upload, ...], store: Engine) -> list[tuple[Upload, Now]]:
    jobs = jobs_of_each([clip.id for clip in clips], store)
    return [(clip, now(clip, jobs[clip.id])) for clip in clips]


def _filled(clip: Upload, store: Engine) -> Filled:
    """What was said about the clip; the height as it was said of the same runner before."""
    heights = (one.asked.get("height_m") for one in all_uploads(clip.runner, store))
    return filled(clip.asked, next((height for height in heights if height), None))


def _runners(store: Engine) -> list[str]:
    """Codes that the desk may choose from, beside its own."""
    codes = {*n_uploads_by_runner(store), *(one.runner or "" for one in all_accounts(store))}
    return sorted(codes - {"", DESK_ALONE})
