"""Finds the language of a visitor: chosen on a page, else that of the browser."""

from __future__ import annotations

from fastapi import Request

from formcheck.settings import Language
from formcheck.web.visitor import LANG_COOKIE, LANGUAGES


def language(request: Request) -> Language:
    """Chosen before, else the first that the browser wishes for, else the server's."""
    chosen = request.cookies.get(LANG_COOKIE)
    wished = request.headers.get("accept-language", "").lower()
    first = [one.strip()[:2] for one in wished.split(",")]
    for lang in (chosen, *first):
        for known in LANGUAGES:
            if lang == known:
                return known
    lang_of_server: Language = request.app.state.config.lang
    return lang_of_server
