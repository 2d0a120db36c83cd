"""What answers say that comes before all technique, where the report does not say it yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine

from formcheck import advice
from formcheck.store.uploads import all_uploads
from formcheck.store.web_nouns import Upload
from formcheck.types import RedFlag
from formcheck.web.found import Found
from formcheck.web.pages import asking


def not_told(mine: Upload, of: Found, lang: str) -> tuple[RedFlag, ...]:
    """What follows from the answers as they are now and is not in the report, urgent first."""
    in_report = {flag.id for flag in of.red_flags}
    return tuple(flag for flag in _raised(mine.answers, lang) if flag.id not in in_report)


def said_before(mine: Upload, lang: str, engine: Engine) -> tuple[str, ...]:
    """The questions about the back that were answered yes with the runner's clip before."""
    every = [one for one in all_uploads(mine.runner, engine) if one.made_at < mine.made_at]
    answered = [one for one in every if one.answers]
    last = max(answered, key=lambda one: one.made_at, default=None)
    known = asking.flags(lang, last.answers) if last else ()
    return tuple(flag.ask for flag in known if flag.answer is True)


def _raised(answers: Mapping[str, Any], lang: str) -> tuple[RedFlag, ...]:
    return advice.red_flags(answers, advice.translator(lang))
