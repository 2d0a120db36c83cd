"""What answers say that comes before all technique."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from formcheck import advice
from formcheck.types import RedFlag


def ids(answers: Mapping[str, Any]) -> frozenset[str]:
    """The flags that those answers raise, by id."""
    return frozenset(flag.id for flag in advice.red_flags(answers, advice.translator("en")))


def told(flags: Collection[str], lang: str) -> tuple[RedFlag, ...]:
    """Those flags in that language: urgent ones first, and of these what cannot wait a day."""
    return advice.red_flags(dict.fromkeys(flags, True), advice.translator(lang))
