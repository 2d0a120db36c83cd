"""Names things in the history: runners without their names, analyses by what made them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from formcheck.errors import SettingsError
from formcheck.types.said import Said

LONGEST: Final = 40
_FORM: Final = re.compile(rf"[A-Za-z0-9][A-Za-z0-9_-]{{0,{LONGEST - 1}}}")
_HINT: Final = Said(
    "Use a code that only you can link to the person, as r07 or knee-12: "
    "letters, digits, - and _, at most {longest}. Keep the list of names elsewhere.",
    longest=LONGEST,
)


def checked_runner(name: str) -> str:
    """The same id; a runner is called by a code and never by a name.

    >>> checked_runner("r07")
    'r07'

    Raises
    ------
    SettingsError : it looks like an address or a name, or has other signs in it
    """
    if "@" in name:
        raise SettingsError(
            Said("The runner {name!r} looks like an e-mail address.", name=name), _HINT
        )
    if re.search(r"\w[\s.,]+\w", name):
        raise SettingsError(Said("The runner {name!r} looks like a name.", name=name), _HINT)
    if not _FORM.fullmatch(name):
        raise SettingsError(Said("{name!r} cannot be a runner's code.", name=name), _HINT)
    return name


def checked_day(text: str) -> date:
    """The day that is written as 2026-11-27.

    Raises
    ------
    SettingsError : it is none
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingsError(
            Said("{text!r} is not a day.", text=text),
            Said("Write year, month and day: --day 2026-11-27."),
        ) from None


def identity(content: Mapping[str, Any]) -> str:
    """What tells one analysis of a clip from another: settings, answers, corrections, version.

    The same clip looked at again in the same way is the same analysis. `content` is that of the
    analysis file, whose numbers are rounded, so that one read back from a file is the same too.
    """
    made_by = content["provenance"]["formcheck"]
    told = [content[name] for name in ("settings", "questionnaire", "corrections")]
    facts = json.dumps([content["clip"]["sha256"], *told, made_by], sort_keys=True)
    return hashlib.sha256(facts.encode()).hexdigest()
