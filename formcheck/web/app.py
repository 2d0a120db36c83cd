"""Puts the server together: what it answers, and what every answer carries."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event
from typing import Final

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from formcheck import __version__, store
from formcheck.report.templates import BASE_STYLE
from formcheck.web import access, describing, headers, health, keys, limits, logs, problems, refused
from formcheck.web.ageing import Ageing
from formcheck.web.api import (
    comparisons,
    corrections,
    invitations,
    jobs,
    people,
    uploads,
    visits,
)
from formcheck.web.config import Config
from formcheck.web.ending import when_asked_to_end
from formcheck.web.foreman import Foreman
from formcheck.web.pages import desk, start, visit
from formcheck.web.places import Places
from formcheck.web.timed import Timed

API: Final = "/api/v1"
_STATIC: Final = Path(__file__).parent / "static"
_OF_API: Final = (uploads, jobs, visits, comparisons, people, corrections, invitations)
_OF_PAGES: Final = (access, health, start, visit, desk)


def create(config: Config) -> FastAPI:
    """The server, ready to be run; its store is open, its data folder there.

    Raises
    ------
    HistoryError : the store cannot be opened
    """
    places = Places(config.data)
    app = FastAPI(
        title="formcheck", version=__version__, docs_url=None, redoc_url=None, lifespan=_life,
        openapi_url=f"{API}/openapi.json",
    )  # fmt: skip
    app.state.config, app.state.places = config, places
    app.state.engine = store.opened(config.store or places.store, make=True, keep=True)
    app.state.ending, app.state.foreman = Event(), Foreman(config, places, app.state.engine)
    app.state.doors, app.state.traffic = keys.Doors(), limits.Traffic()
    problems.add_handlers(app)
    app.add_exception_handler(refused.RefusedError, refused.answer)
    for layer in (access.let_in, _bounded, limits.limited, headers.headed):  # the innermost first
        app.add_middleware(layer)
    app.add_middleware(Timed)  # the outermost: it sees what was refused, too
    for module in _OF_API:
        app.include_router(module.router, prefix=API)
    for module in _OF_PAGES:
        app.include_router(module.router, include_in_schema=False)
    app.get("/static/base.css", include_in_schema=False)(lambda: FileResponse(BASE_STYLE))
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    describing.describe(app)
    return app


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    """While the server runs, its workers do; they end with it."""

    def end() -> None:
        app.state.ending.set()
        app.state.foreman.stop_soon()

    ageing = Ageing(app.state.config, app.state.engine)
    try:
        app.state.foreman.open()  # first of all: it refuses a second server on the same data
        logs.started(app.state.config)
        ageing.begin()
        with app.state.foreman, when_asked_to_end(end):
            yield
        logs.stopped()
    finally:
        end()
        ageing.end()
        app.state.engine.dispose()


def _bounded(app: ASGIApp) -> ASGIApp:
    """The same server; what goes wrong in a request ends there, and becomes an answer.

    Where the answer has begun already, the connection ends in the middle of it.
    """

    async def run(scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        async def tell(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await app(scope, receive, tell)
        except Exception as error:
            if scope["type"] != "http":
                raise
            told = problems.answer(Request(scope), error)
            if not has_begun:
                await told(scope, receive, send)

    return run
