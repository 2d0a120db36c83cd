"""Describes the HTTP interface: OpenAPI, with how one comes in and what can go wrong."""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from formcheck.web.csrf import SAFE
from formcheck.web.sessions import cookie_name
from formcheck.web.visitor import CSRF_HEADER

_WORDS: Final = """\
Everything that the pages of formcheck do. Programs send the key that the server printed when it
was first started: `Authorization: Bearer KEY`. Pages have a cookie, and send the word of their
session along with whatever changes something. What goes wrong is told as `{problem, hint}`, in
Dutch or English by `Accept-Language`. Another's thing and a missing thing give the same 404.
"""
_PROBLEM: Final = {
    "type": "object",
    "title": "Problem",
    "required": ["problem", "hint"],
    "properties": {"problem": {"type": "string"}, "hint": {"type": "string"}},
}
# What any request may be answered with, whatever it asks for.
_ANYWHERE: Final = {
    "400": "It cannot be understood, or makes no sense.",
    "401": "Not let in: no key, no session.",
    "403": "The key is wrong, or the word of the session is not there.",
    "404": "There is none, or it is another's.",
    "413": "Too large.",
    "421": "Asked by a name that is not this server's.",
    "422": "A field is wrong.",
    "429": "Too often; Retry-After says when again.",
    "503": "Busy; Retry-After says when again.",
}
_WITH_BODY: Final = {"408": "It took too long to arrive.", "415": "Neither JSON nor a clip."}


def describe(app: FastAPI) -> None:
    """Nothing; the server describes itself like this."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign] # FastAPI's way to change it


def _described(app: FastAPI) -> dict[str, Any]:
    made = get_openapi(
        title=app.title, version=app.version, description=_WORDS, routes=app.routes
    )  # fmt: skip
    parts = made.setdefault("components", {})
    parts.setdefault("schemas", {})["Problem"] = _PROBLEM
    parts["securitySchemes"] = _schemes(app)
    for name in ("HTTPValidationError", "ValidationError"):
        parts["schemas"].pop(name, None)
    for path in made["paths"].values():
        for method, operation in path.items():
            _complete(operation, method.upper() in SAFE)
    return made


def _schemes(app: FastAPI) -> dict[str, Any]:
    cookie = cookie_name(app.state.config)
    return {
        "key": {"type": "http", "scheme": "bearer", "description": "The key of the desk."},
        "session": {"type": "apiKey", "in": "cookie", "name": cookie},
        "word": {
            "type": "apiKey",
            "in": "header",
            "name": CSRF_HEADER,
            "description": 'The word of the session: `<meta name="csrf">` of every page.',
        },
    }


def _complete(operation: dict[str, Any], is_safe: bool) -> None:
    """Nothing; the operation says how one comes in, and all that it may answer."""
    session = ["session"] if is_safe else ["session", "word"]
    operation["security"] = [{"key": []}, {one: [] for one in session}]
    answers = operation.setdefault("responses", {})
    told = _ANYWHERE | ({} if is_safe else _WITH_BODY)
    for status, words in told.items():
        if status == "422" or "content" not in answers.get(status, {}):
            answers[status] = {"description": words} | answers.get(status, {}) | _CONTENT


_CONTENT: Final = {
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
}
