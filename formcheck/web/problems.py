"""Says what went wrong: JSON to programs, a page to people, in the visitor's language.

Nothing that was sent is said again, and nothing about the inside of the server: what nobody
foresaw gets a number, which stands in the log beside where it happened.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as AnyHTTPException

from formcheck.errors import FormcheckError, HistoryError
from formcheck.report.words import speaking, told
from formcheck.store.troubles import BUSY
from formcheck.types.said import Said
from formcheck.web import logs
from formcheck.web.language import language
from formcheck.web.pages.showing import page

_AGAIN: Final = Said("Wait a moment and try again.")
_BACK: Final = Said("Go back to the first page and try again from there.")
SAYS: Final[Mapping[int, tuple[Said, Said]]] = {
    400: (Said("That cannot be understood."), _BACK),
    401: (Said("You are not let in yet."), Said("Come in with a key or an invitation.")),
    403: (
        Said("This page is too old, or another site asked for this."),
        Said("Load the page again, and try again."),
    ),
    404: (Said("There is nothing here."), Said("It may have been deleted.")),
    405: (Said("That cannot be done here."), _BACK),
    408: (Said("This took too long to arrive."), Said("Look at the connection and try again.")),
    409: (Said("Somebody changed this in the meantime."), Said("Load the page again.")),
    413: (Said("That is too large."), Said("Send less at once.")),
    415: (Said("That kind of content is not taken here."), Said("Send JSON, or the clip itself.")),
    416: (Said("That part is not there."), Said("Load the page again.")),
    421: (
        Said("This server is not called by that name."),
        Said("Use the address it printed when it started, or start it with --name NAME."),
    ),
    422: (Said("Something that was filled in cannot be right."), Said("Look at it again.")),
    429: (Said("That was too often."), _AGAIN),
    431: (Said("That is too large."), Said("Send less at once.")),
    500: (Said("Something went wrong here, which should not happen."), _AGAIN),
    503: (Said("The server is busy."), _AGAIN),
    507: (Said("There is no room left for more."), Said("Delete what is not needed any more.")),
}  # fmt: skip
_UNREAD: Final = (408, 413)  # the rest of what was sent is not read
_FIELDS: Final = Said("Look again at: {fields}.", fields="")
_NUMBER: Final = Said("Tell whoever looks after this server: error {number}.", number="")


def add_handlers(app: FastAPI) -> None:
    """Nothing; what endpoints raise becomes an answer."""
    for kind in (AnyHTTPException, RequestValidationError, FormcheckError):
        app.add_exception_handler(kind, answer)


def answer(request: Request, error: Exception) -> Response:
    """The answer that says what went wrong."""
    if isinstance(error, HistoryError):
        return _of_store(request, error)
    if isinstance(error, FormcheckError):
        return said(request, 400, error.problem, error.hint)
    if isinstance(error, RequestValidationError):
        return said(request, 422, SAYS[422][0], _fields(error))
    if isinstance(error, AnyHTTPException):
        problem, hint = _words(error)
        return said(request, error.status_code, problem, hint, error.headers)
    return _unforeseen(request, error)


def said(
    request: Request, status: int, problem: str, hint: str, headers: Mapping[str, str] | None = None
) -> Response:
    """The two sentences, as a page where a page was asked for."""
    lang = language(request)
    if wants_page(request):
        who = getattr(request.state, "visitor", None)
        shown: Response = page("error.html", who, lang, status, problem=problem, hint=hint)
    else:
        with speaking(lang):
            shown = JSONResponse({"problem": told(problem), "hint": told(hint)}, status)
    shown.headers.update(headers or {})
    if status in _UNREAD:
        shown.headers["connection"] = "close"
    return shown


def wants_page(request: Request) -> bool:
    """Whether a person looks at the answer, as after a link to a file that is gone."""
    is_change = request.url.path.startswith("/api/") and request.method not in ("GET", "HEAD")
    return not is_change and "text/html" in request.headers.get("accept", "")


def _words(error: AnyHTTPException) -> tuple[str, str]:
    """The sentences of an answer: its own where it has some, else those of its status."""
    usual = SAYS.get(error.status_code, SAYS[400 if error.status_code < 500 else 500])
    detail: Any = error.detail
    if isinstance(detail, Mapping) and "problem" in detail:
        return detail["problem"], detail.get("hint", usual[1])
    return (detail, usual[1]) if isinstance(detail, Said) else usual


def _fields(error: RequestValidationError) -> Said:
    """Which fields are wrong, by the names that we gave them; not what stood in them."""
    ours = [one["loc"] for one in error.errors() if one["type"] != "extra_forbidden"]
    names = dict.fromkeys(str(loc[1]) for loc in ours if len(loc) > 1)
    fields = [name for name in names if name.isidentifier() and len(name) <= 40]
    return Said(_FIELDS.template, fields=", ".join(fields)) if fields else SAYS[422][1]


def _of_store(request: Request, error: HistoryError) -> Response:
    """The store is busy, or broken; where it lies is not told."""
    if getattr(error.problem, "template", "") == BUSY.template:
        return said(request, 503, *SAYS[503], {"Retry-After": "2"})
    return _unforeseen(request, error)


def _unforeseen(request: Request, error: Exception) -> Response:
    number = secrets.token_hex(4)
    logs.failed(number, error)
    problem, _ = SAYS[500]
    return said(request, 500, problem, Said(_NUMBER.template, number=number))
