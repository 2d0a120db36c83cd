"""A few words that a user gives about a clip, fit for one line of a table."""

from __future__ import annotations

from typing import Final

from formcheck.errors import SettingsError
from formcheck.types.said import Said

LONGEST: Final = 60  # letters; more is no name but a story; chosen by us


def brief(text: str | None, option: str) -> str | None:
    r"""The text in one line without needless space; None for nothing.

    >>> brief("  road  shoes,\n8 mm ", "--shoes")
    'road shoes, 8 mm'

    Raises
    ------
    SettingsError : it is longer than a line
    """
    line = "".join(c if c.isprintable() else " " for c in text or "")
    line = " ".join(line.split())
    if len(line) > LONGEST:
        raise SettingsError(
            Said("The text of {option} has {n} letters.", option=option, n=len(line)),
            Said("Use {most} at most: a name, a size.", most=LONGEST),
        )
    return line or None
