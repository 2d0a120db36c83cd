"""Order of findings, and restraint: few to act on, none that clash."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Final

from formcheck.advice.verdict import LEVELS
from formcheck.types import Finding

MOST: Final = 3

# Quicker steps make the knee bend less in stance (Anderson 2022): never ask for both.
CLASHES: Final = (frozenset({"shorter_stride", "impact"}),)


def rank(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings from marked to ok, then those that could not be judged.

    Within a level they keep the order they come in, which is that of
    ``advice.toml``: heaviest for the back first. Of two that clash, the later one
    keeps its headline and loses its cue and exercises.
    """
    ordered = sorted(findings, key=lambda f: -LEVELS.index(f.level))
    spoken: list[Finding] = []
    for found in ordered:
        spoken.append(_silent(found) if _clashes(found, spoken) else found)
    return tuple(spoken)


def to_act_on(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The at most three findings worth working on now; the rest is "also seen".

    A finding counts when it is marked, or mild by two measurements or more.
    """
    strong = (f for f in rank(findings) if f.cue and _is_strong(f))
    return tuple(islice(strong, MOST))


def _is_strong(found: Finding) -> bool:
    return found.level == "marked" or (found.level == "mild" and len(found.measurements) > 1)


def _clashes(found: Finding, spoken: list[Finding]) -> bool:
    """Whether something already said asks for the opposite."""
    given = {f.topic for f in spoken if f.cue}
    return any(found.topic in pair and pair & given for pair in CLASHES)


def _silent(found: Finding) -> Finding:
    return replace(found, cue=None, exercises=())
