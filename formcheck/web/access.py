"""Lets visitors in: keys, invitations, sessions; finds out who is asking."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from fastapi import APIRouter, FastAPI, Request, Response

from formcheck.settings import Language
from formcheck.store import accounts
from formcheck.web.visitor import LANG_COOKIE, LANGUAGES, Visitor

router: Final = APIRouter()


def guard(app: FastAPI) -> None:
    """Nothing; no endpoint runs before it is known who asks."""

    @app.middleware("http")
    async def _(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
        account = accounts.desk(app.state.engine)
        request.state.visitor = Visitor(account, "", _language(request, app.state.config.lang))
        return await answer(request)


def _language(request: Request, usual: Language) -> Language:
    chosen = request.cookies.get(LANG_COOKIE)
    wished = request.headers.get("accept-language", "").lower()
    first = [one.strip()[:2] for one in wished.split(",")]
    for lang in (chosen, *first):
        for known in LANGUAGES:
            if lang == known:
                return known
    return usual
