"""Order of findings, and restraint: few to act on, none that clash, doctors before technique."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from formcheck.advice.verdict import LEVELS
from formcheck.types import Finding, Place

MOST: Final = 3

# Quicker steps, that also the drill of feet_under_hips asks for, make the knee bend less in
# stance (Anderson 2022), and a soft landing wants it to bend more: never ask for both.
CLASHES: Final = (
    frozenset({"shorter_stride", "impact"}),
    frozenset({"feet_under_hips", "impact"}),
)

# Both are practised to the same metronome: one run of it a week is enough for both.
ONE_DRILL: Final = frozenset({"feet_under_hips", "shorter_stride"})

# What somebody was asked to leave until a doctor has looked is not advised as well.
LEFT_ALONE: Final[Mapping[str, str]] = {"hills_always_hurt": "hills_gradually"}


def rank(
    findings: tuple[Finding, ...], *, is_urgent: bool = False, flags: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Findings from marked to ok, then those that could not be judged, each with its place.

    Within a level they keep the order they come in, which is that of ``advice.toml``:
    heaviest for the back first. Of two that clash, the later one keeps its headline and
    loses what it asks to do; of two with one drill, the later one loses its own. Where
    something urgent was told, all are without what to do and none has the place to act; so
    is the topic that a flag asks to leave alone. Which findings are good news they say
    themselves.
    """
    left_alone = {LEFT_ALONE[flag] for flag in flags if flag in LEFT_ALONE}
    spoken: list[Finding] = []
    for found in sorted(findings, key=lambda f: -LEVELS.index(f.level)):
        if is_urgent:
            spoken.append(replace(_silent(found), refilm=None))
        elif found.topic in left_alone or _clashes(found, spoken):
            spoken.append(_silent(found))
        else:
            spoken.append(replace(found, drill=None) if _has_drill(found, spoken) else found)
    strong = [f.topic for f in spoken if f.cue and _is_strong(f)][:MOST]
    return tuple(replace(f, place=_place(f, strong)) for f in spoken)


def _place(found: Finding, strong: list[str]) -> Place:
    if found.topic in strong:
        return "act"
    if not found.is_seen:
        return "unjudged"
    return found.place if found.level == "ok" else "also"


def _is_strong(found: Finding) -> bool:
    """Marked, or mild by two measurements or more."""
    return found.level == "marked" or (found.level == "mild" and len(found.measurements) > 1)


def _clashes(found: Finding, spoken: list[Finding]) -> bool:
    """Whether something already said asks for the opposite."""
    given = {f.topic for f in spoken if f.cue}
    return any(found.topic in pair and pair & given for pair in CLASHES)


def _has_drill(found: Finding, spoken: list[Finding]) -> bool:
    """Whether something already said gives the drill that would serve this too."""
    given = {f.topic for f in spoken if f.drill}
    return found.topic in ONE_DRILL and bool(ONE_DRILL & given)


def _silent(found: Finding) -> Finding:
    return replace(found, cue=None, drill=None, exercises=())
