"""Says in words what an analysis was made with."""

from __future__ import annotations

from typing import Final

from formcheck.report.words import _

ABSENT: Final = "not installed"  # as an analysis says it of a library


def version_words(version: str) -> str:
    """The version; that there is none, in the language of the moment."""
    return str(_(ABSENT)) if version == ABSENT else version
