"""Knows browsers again by their cookie."""

from __future__ import annotations

from typing import Any, Final

from fastapi import Request, Response

from formcheck.store import accounts
from formcheck.store.web_nouns import Account, Session
from formcheck.web.config import Config
from formcheck.web.visitor import COOKIE

_DAY_S: Final = 24 * 3600


def cookie_name(config: Config) -> str:
    """How the cookie is called; `__Host-` binds it to this server and to https (RFC 6265bis)."""
    return f"__Host-{COOKIE}" if config.is_secure else COOKIE


def known(request: Request) -> Session | None:
    """The session of this browser; None for none."""
    token = request.cookies.get(cookie_name(request.app.state.config), "")
    return accounts.session(token, request.app.state.engine) if token else None


def begin(account: Account, request: Request, response: Response) -> Session:
    """The browser's session from now on; what it had before says nothing any more."""
    _let_out(request)
    token, csrf = accounts.let_in(account.id, request.app.state.engine)
    set_cookie(response, token, request.app.state.config)
    return Session(account, csrf)


def end(request: Request, response: Response) -> None:
    """Nothing; the browser is let in no more."""
    _let_out(request)
    config: Config = request.app.state.config
    response.delete_cookie(cookie_name(config), **_how(config))


def set_cookie(response: Response, token: str, config: Config) -> None:
    """Nothing; no script reads it, and other sites send it along with links at most."""
    age_s = accounts.SESSION_DAYS * _DAY_S
    response.set_cookie(cookie_name(config), token, max_age=age_s, **_how(config))


def _let_out(request: Request) -> None:
    token = request.cookies.get(cookie_name(request.app.state.config), "")
    if token:
        accounts.let_out(token, request.app.state.engine)


def _how(config: Config) -> dict[str, Any]:
    return {"path": "/", "httponly": True, "samesite": "lax", "secure": config.is_secure}
