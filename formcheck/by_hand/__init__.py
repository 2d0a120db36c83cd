"""Corrections by hand: their file beside a clip, and the changes that make it."""

from __future__ import annotations

from formcheck.by_hand.asking import asked, shown
from formcheck.by_hand.beside import (
    beside,
    loaded,
    named,
    of_clip,
    places_beside,
    refuse_outside,
)
from formcheck.by_hand.effect import Effect, effects
from formcheck.by_hand.file_text import file_text
from formcheck.by_hand.parsing import parsed
from formcheck.by_hand.saving import erase, save

__all__ = [
    "Effect",
    "asked",
    "beside",
    "effects",
    "erase",
    "file_text",
    "loaded",
    "named",
    "of_clip",
    "parsed",
    "places_beside",
    "refuse_outside",
    "save",
    "shown",
]
