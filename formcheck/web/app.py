"""Puts the server together: what it answers, and what every answer carries."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event
from typing import Final

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from formcheck import __version__, store
from formcheck.web import access, health, logs, refused
from formcheck.web.ageing import Ageing
from formcheck.web.api import comparisons, corrections, jobs, people, uploads, visits
from formcheck.web.config import Config
from formcheck.web.ending import when_asked_to_end
from formcheck.web.foreman import Foreman
from formcheck.web.pages import desk, start, visit
from formcheck.web.places import Places
from formcheck.web.timed import Timed

API: Final = "/api/v1"
_STATIC: Final = Path(__file__).parent / "static"
_OF_API: Final = (uploads, jobs, visits, comparisons, people, corrections)
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
    app.state.engine = store.opened(config.store or places.store, make=True)
    app.state.ending, app.state.foreman = Event(), Foreman(config, places, app.state.engine)
    access.guard(app)
    app.add_exception_handler(refused.RefusedError, refused.answer)
    app.add_middleware(Timed)  # the outermost: it sees what was refused, too
    for module in _OF_API:
        app.include_router(module.router, prefix=API)
    for module in _OF_PAGES:
        app.include_router(module.router, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
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
