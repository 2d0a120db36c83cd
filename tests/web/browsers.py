"""Browsers that are let in, without the detour of a key."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from formcheck.store import accounts
from formcheck.web.app import _OF_PAGES
from formcheck.web.sessions import cookie_name
from formcheck.web.visitor import CSRF_HEADER

KEY = "k7mp-2xqa-9d3f-w0te-5hcn"  # of the server `locked`


def come_in(client: TestClient, app: FastAPI, runner: str | None = None) -> TestClient:
    """The same browser, let in as that runner or as the desk; it sends the word along."""
    store = app.state.engine
    account = accounts.desk(store) if runner is None else accounts.runner_account(runner, store)
    token, csrf = accounts.let_in(account.id, store)
    client.cookies.set(cookie_name(app.state.config), token)
    client.headers[CSRF_HEADER] = csrf
    return client


def browser(app: FastAPI, runner: str | None = None) -> TestClient:
    """A browser of a runner, or of the desk, at a server that runs already."""
    return come_in(stranger(app), app, runner)


def stranger(app: FastAPI) -> TestClient:
    """A browser that nobody let in."""
    scheme = "https" if app.state.config.is_secure else "http"
    return TestClient(app, base_url=f"{scheme}://127.0.0.1:8000")


def pages() -> list[str]:
    """Addresses of all pages that can be read, with {id} where something's id stands."""
    routes = [route for module in _OF_PAGES for route in module.router.routes]
    return [
        route.path for route in routes if isinstance(route, APIRoute) and "GET" in route.methods
    ]
