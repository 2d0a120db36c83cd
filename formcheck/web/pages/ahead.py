"""What answers say that comes before all technique, where the report does not say it yet."""

from __future__ import annotations

from sqlalchemy import Engine

from formcheck.store.uploads import last_answered
from formcheck.store.web_nouns import Upload
from formcheck.types import RedFlag
from formcheck.web.found import Found
from formcheck.web.pages import asking
from formcheck.web.raised import told


def not_told(of: Found, lang: str) -> tuple[RedFlag, ...]:
    """What follows from the answers as they are now and is not in the report, urgent first."""
    in_report = {flag.id for flag in of.red_flags}
    return told(of.raised - in_report, lang)


def said_before(mine: Upload, lang: str, engine: Engine) -> tuple[str, ...]:
    """The questions about the back that were answered yes with the runner's clip before."""
    last = last_answered(mine.runner, mine.made_at, engine)
    known = asking.flags(lang, last.answers) if last else ()
    return tuple(flag.ask for flag in known if flag.answer is True)
