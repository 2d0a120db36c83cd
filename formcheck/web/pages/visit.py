"""The pages of what was found: the report, earlier visits, before and after."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Engine

from formcheck.store.jobs import open_jobs
from formcheck.store.uploads import all_uploads, n_uploads, n_uploads_by_runner
from formcheck.store.web_nouns import Upload
from formcheck.web import formats
from formcheck.web.compared import all_compared, compared
from formcheck.web.found import Found, day_of, found
from formcheck.web.framing import Bar, framed
from formcheck.web.pages.ahead import not_told, said_before
from formcheck.web.pages.showing import page, text
from formcheck.web.pages.stretch import PAGE, stretch
from formcheck.web.pages.visit_bar import on, others, status
from formcheck.web.pages.visit_rows import rows, told
from formcheck.web.places import Places
from formcheck.web.visitor import Store, Theirs, Visiting, Visitor, Where

router: Final = APIRouter()


@router.get("/visits")
def listed(
    who: Visiting,
    store: Store,
    where: Where,
    runner: str = "",
    skip: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """Visits, the latest first: a runner's own, or everybody's at the desk, or of one of them."""
    if runner and not who.sees(runner):
        raise HTTPException(404)
    whose = runner or who.runner
    part = stretch(skip, n_uploads(whose, store))
    shown = [who.told(one) for one in all_uploads(whose, store, most=PAGE, skip=part.skip)]
    busy = {id for job in open_jobs(store) for id in job.uploads}
    return page(
        "visits.html",
        who,
        who.lang,
        visits=lambda: rows(shown, where, who.lang, busy),
        part=part,
        runners=list(n_uploads_by_runner(store)) if who.is_desk else [],
        runner=runner,
        comparisons=lambda: [
            told(one) for one in all_compared(whose, who, where, store, most=PAGE)
        ],
    )


@router.get("/visits/{id}")
def report(mine: Theirs, who: Visiting, store: Store, where: Where) -> Response:
    """The report; where there is none yet, the page that says what is being done."""
    of = found(mine, where, who.lang)
    if of is None:
        return RedirectResponse(f"/clips/{mine.id}", 303)
    try:
        return framed(of.page, _bar(mine, of, who, where, store))
    except OSError:  # deleted a moment ago
        raise HTTPException(404) from None


@router.get("/comparisons/{job}")
def comparison(job: str, who: Visiting, store: Store, where: Where) -> Response:
    """What changed between two visits; before that is known, how far it is."""
    asked = compared(job, who, where, store)
    if not asked.is_ready:
        return page("comparing.html", who, who.lang, one=lambda: told(asked))
    head = text("parts/served_head.html", who, who.lang, script="comparison.js")
    top = text(
        "parts/comparison_top.html",
        who,
        who.lang,
        one=lambda: told(asked),
        made_in=asked.job.lang,
        files=asked.files,
        words=formats.compared_words,
    )
    try:
        return framed(asked.page, Bar(head, top))
    except OSError:
        raise HTTPException(404) from None


def _bar(mine: Upload, of: Found, who: Visitor, where: Places, store: Engine) -> Bar:
    head = text("parts/served_head.html", who, who.lang, script="visit.js")
    ahead = not_told(of, who.lang)
    top = text(
        "parts/visit_top.html",
        who,
        who.lang,
        mine=mine,
        of=of,
        date=on(day_of(mine, of)),
        status=status(mine, of, who.lang, store, is_behind=bool(ahead)),
        ahead=ahead,
        said_before=() if mine.answers else said_before(mine, who.lang, store),
        others=others(mine, who, where, store),
        files=formats.offered(mine, of, where.exports(mine.id, of.lang)),
        groups=formats.groups,
    )
    return Bar(head, top, is_instead=bool(ahead))
