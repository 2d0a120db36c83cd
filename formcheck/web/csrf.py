"""Refuses what another site makes a browser ask: only our own pages change something."""

from __future__ import annotations

import hmac
from typing import Final
from urllib.parse import urlsplit

from fastapi import HTTPException, Request

from formcheck.web.config import Config
from formcheck.web.visitor import CSRF_HEADER

SAFE: Final = ("GET", "HEAD", "OPTIONS")
# What no form of another site can post; the last three are a piece of a file.
_TYPES: Final = (
    "application/json",
    "application/offset+octet-stream",
    "application/octet-stream",
    "",
)
_OWN: Final = ("same-origin", "none")  # none: typed, or a bookmark


def check_site(request: Request) -> None:
    """Nothing; no other site made the browser ask this.

    Browsers say which site asks (Sec-Fetch-Site, and Origin); other programs say nothing. A link
    on another site may lead here, and nothing else may.

    Raises
    ------
    HTTPException : 403, another site asks; 415, a form was posted
    """
    told = request.headers
    site = told.get("sec-fetch-site", "none")
    is_safe = request.method in SAFE
    is_link = told.get("sec-fetch-mode") == "navigate" and told.get("sec-fetch-dest") == "document"
    if site not in _OWN and not (is_safe and is_link):
        raise HTTPException(403)
    if not is_safe:
        _check_origin(request)
        if told.get("content-type", "").partition(";")[0].strip().lower() not in _TYPES:
            raise HTTPException(415)


def check_word(request: Request, csrf: str) -> None:
    """Nothing; the request changes nothing, or carries the word of its session.

    Raises
    ------
    HTTPException : 403, it does not
    """
    if request.method in SAFE:
        return
    told = request.headers.get(CSRF_HEADER, "")
    if not csrf or not hmac.compare_digest(told.encode(), csrf.encode()):
        raise HTTPException(403)


def _check_origin(request: Request) -> None:
    origin = request.headers.get("origin")
    if origin is None:
        return
    config: Config = request.app.state.config
    found, wanted = urlsplit(origin), "https" if config.is_secure else "http"
    if (found.scheme, found.netloc.lower()) != (wanted, request.headers["host"].lower()):
        raise HTTPException(403)
