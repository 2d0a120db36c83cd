"""Lets visitors in: finds out who is asking before any endpoint runs, and by what they may come.

    request ── headers ── limits ── boundary ── let_in ── endpoints
                                                  │
                   our own name? another site? who? the word of the session?

Nothing behind it is reached by somebody unknown, but for the few paths of `_OPEN`.
"""

from __future__ import annotations

from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from formcheck.store import accounts
from formcheck.store.web_nouns import Account, Session
from formcheck.web import keys, sessions
from formcheck.web.config import Config
from formcheck.web.csrf import check_site, check_word
from formcheck.web.headers import STATIC
from formcheck.web.hosts import check_host
from formcheck.web.language import language
from formcheck.web.pages.showing import page
from formcheck.web.problems import wants_page
from formcheck.web.visitor import AtDesk, Chosen, Visitor

router: Final = APIRouter()

ENTER: Final = "/enter"
# The log-in page; whether we live, and numbers: `web.health` knows for whom.
_OPEN: Final = (ENTER, "/health", "/metrics")
_BEARER: Final = "bearer "
_ASK_FOR_KEY: Final = {"WWW-Authenticate": "Bearer"}


class Entry(BaseModel):
    """What somebody comes in by: a key, or the code of an invitation."""

    key: Annotated[str, Field(max_length=200)] = ""
    code: Annotated[str, Field(max_length=200)] = ""


def let_in(app: ASGIApp) -> ASGIApp:
    """The same server, for those who may come in."""

    async def run(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        request, kept = Request(scope), Response()
        refused = await run_in_threadpool(_find_out, request, kept)
        given = [header for header in kept.raw_headers if header[0] == b"set-cookie"]

        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start" and given:
                message["headers"] = [*message["headers"], *given]
            await send(message)

        await (refused or app)(scope, receive, tell)

    return run


def _find_out(request: Request, response: Response) -> Response | None:
    """None where the visitor may go on, and is known by then; else where to go instead.

    Raises
    ------
    HTTPException : 400, 401, 403, 415, 421, 429 or 503
    """
    check_host(request)
    check_site(request)
    if request.url.path.startswith(STATIC):  # the same for everybody
        return None
    found = _visitor(request, response)
    if found is not None:
        request.state.visitor = found
        return None
    if _is_open(request):
        return None
    if not wants_page(request):
        raise HTTPException(401, headers=_ASK_FOR_KEY)
    return RedirectResponse(f"{ENTER}?next={quote(_here(request), safe='/')}", 303)


def _visitor(request: Request, response: Response) -> Visitor | None:
    """Who asks: by a key, by a cookie, or whoever is at this machine; None for nobody."""
    lang, config = language(request), request.app.state.config
    told = request.headers.get("authorization", "")
    if told.lower().startswith(_BEARER):
        return Visitor(_program(told[len(_BEARER) :], request), "", lang)
    session = sessions.known(request) or _at_this_machine(request, response)
    if session is None:
        return None
    if request.url.path != ENTER:
        check_word(request, session.csrf)
    can_leave = config.needs_login or session.account.role != "desk"
    return Visitor(session.account, session.csrf, lang, can_leave)


def _program(key: str, request: Request) -> Account:
    """Whose key a program sends; one that is wrong is like none at all (RFC 6750, 3.1)."""
    try:
        return keys.by_key(key, request)
    except HTTPException as error:
        if error.status_code == 403:
            raise HTTPException(401, keys.BAD_KEY, _ASK_FOR_KEY) from error
        raise


def _at_this_machine(request: Request, response: Response) -> Session | None:
    """The desk, where nobody need log in; a page begins a session, which has a word."""
    if request.app.state.config.needs_login or _is_open(request):
        return None
    account = accounts.desk(request.app.state.engine)
    if request.method == "GET" and wants_page(request):
        return sessions.begin(account, request, response)
    return Session(account, "")


def _is_open(request: Request) -> bool:
    return request.url.path in _OPEN


def _here(request: Request) -> str:
    """The address of this page, to come back to."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def safe_next(told: str) -> str:
    r"""The page of this server to go to; the first where it leads elsewhere.

    >>> safe_next("/visits?runner=r07"), safe_next("//evil.example"), safe_next("/\\evil.example")
    ('/visits?runner=r07', '/', '/')
    """
    is_path = told.startswith("/") and not told.startswith("//") and told.partition("?")[0] != ENTER
    return told if is_path and told.isprintable() and "\\" not in told else "/"


@router.get(ENTER)
def enter(request: Request, next: str = "/") -> Response:
    """Where a key is typed, or the code of an invitation is read from the address."""
    who = getattr(request.state, "visitor", None)
    is_open = not request.app.state.config.needs_login
    facts: dict[str, Any] = {"next": safe_next(next), "is_open": is_open}
    return page("enter.html", who, language(request), **facts)


@router.post(ENTER, status_code=204)
def come_in(entry: Entry, request: Request) -> Response:
    """Nothing; the browser is let in, in a session of its own.

    Raises
    ------
    HTTPException : 403, by no key and no invitation; 429, 503
    """
    by_code = bool(entry.code)
    account: Account = (
        keys.by_code(entry.code, request) if by_code else keys.by_key(entry.key, request)
    )
    response = Response(status_code=204)
    sessions.begin(account, request, response)
    return response


@router.post("/leave", status_code=204)
def leave(request: Request) -> Response:
    """Nothing; the browser is let in no more."""
    response = Response(status_code=204)
    sessions.end(request, response)
    return response


@router.get("/phone")
def phone(who: AtDesk, config: Chosen) -> HTMLResponse:
    """How a phone comes here: a QR code, or how to start the server so that one can."""
    return page("phone.html", who, who.lang, **_reached(config))


def _reached(config: Config) -> dict[str, Any]:
    return {
        "is_local": config.is_closed,
        "is_secure": config.is_secure,
        "minutes": accounts.INVITATION_MINUTES,
    }
