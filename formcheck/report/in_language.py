"""Says an analysis in the language it was asked for: what the stages said in English, at the end.

Stages compare and sort what they say, so they say it in English; only texts are
changed here, never ids, units or numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeVar

from formcheck.report.words import ENGLISH, sentence, speaking, told
from formcheck.types import (
    Change,
    Expected,
    Finding,
    Measurement,
    MetricEntry,
    Part,
    QualityCheck,
    SetUp,
    SlowMotion,
    Somebody,
    TopicEntry,
    Verdict,
)
from formcheck.types.said import Said

Noun = TypeVar("Noun")

# fields whose plain text may be one that is said everywhere; `Said` is found wherever it stands
_TEXTS: Final[Mapping[type, tuple[str, ...]]] = {
    Change: ("reason",),
    Expected: ("source",),
    Finding: ("sources",),
    Measurement: ("reason",),
    MetricEntry: ("source",),
    Part: ("reason",),
    QualityCheck: ("detail", "advice"),
    SetUp: ("before", "after"),
    SlowMotion: ("reason", "warning"),
    Somebody: ("why",),
    TopicEntry: ("sources",),
    Verdict: ("line",),
}


# sentences that are in the language already, with numbers as a program writes them
_NUMBERED: Final[Mapping[type, tuple[str, ...]]] = {
    Finding: ("headline", "cue", "why", "drill", "refilm", "evidence"),
    MetricEntry: ("error",),
}


def in_language(noun: Noun, lang: str) -> Noun:
    """The same noun with everything it says in that language; English stays as it is.

    >>> from formcheck.types import Part
    >>> in_language(Part("walking", 0.0, 2.0, reason=Said("walking")), "en").reason
    'walking'
    """
    if lang == ENGLISH:
        return noun
    with speaking(lang):
        changed: Noun = _said(noun)
    return changed


def _said(thing: Any) -> Any:
    """The same thing, told; what holds no text comes back as it is."""
    if isinstance(thing, Said):
        return told(thing)
    if isinstance(thing, tuple):
        return tuple(_said(one) for one in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        return _noun(thing)
    return thing


def _noun(noun: Any) -> Any:
    plain, numbered = _TEXTS.get(type(noun), ()), _NUMBERED.get(type(noun), ())
    changed = {}
    for field in fields(noun):
        old = getattr(noun, field.name)
        new = _plain(old) if field.name in plain else _said(old)
        new = sentence(new) if field.name in numbered and isinstance(new, str) else new
        if new is not old:
            changed[field.name] = new
    return replace(noun, **changed) if changed else noun


def _plain(value: Any) -> Any:
    """Text, or texts, that may be those of a catalogue."""
    if isinstance(value, tuple):
        return tuple(_plain(one) for one in value)
    return told(value) if isinstance(value, str) else value
