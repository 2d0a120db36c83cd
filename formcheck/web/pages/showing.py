"""Turns a template into a page, in the language of its visitor."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from fastapi.responses import HTMLResponse

from formcheck.report.templates import environment
from formcheck.report.words import _, day, speaking, told
from formcheck.web.named import called
from formcheck.web.visitor import LANGUAGES, Visitor

TEMPLATES: Final = Path(__file__).parents[1] / "templates"


def page(
    name: str, who: Visitor | None, lang: str, status: int = 200, **facts: Any
) -> HTMLResponse:
    """The page of that template; `who` is None where nobody is let in yet.

    Facts are plain values, or functions: these are called while the language is spoken.
    """
    return HTMLResponse(text(name, who, lang, **facts), status)


def text(name: str, who: Visitor | None, lang: str, **facts: Any) -> str:
    """What `page` shows, or a part of a page."""
    with speaking(lang):
        ready = {key: value() if callable(value) else value for key, value in facts.items()}
        return (
            environment(TEMPLATES)
            .get_template(name)
            .render(
                ready,
                who=who,
                lang=lang,
                languages=LANGUAGES,
                _=_,
                told=told,
                day=day,
                called=called,
            )
        )
