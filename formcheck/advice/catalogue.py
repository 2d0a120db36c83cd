"""The topics and their sentences, from ``topics/*.toml`` in the order of ``advice.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from formcheck.advice.tables import toml
from formcheck.types import Claim, Level


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of the article; ``topics/README.md`` explains the fields."""

    id: str
    title: str
    article: str
    claim: Claim
    signs: tuple[str, ...]
    needs: tuple[str, ...]
    rests_on: tuple[str, ...]
    advise_from: Level
    sources: tuple[str, ...]
    why: str
    evidence: str
    refilm: str
    seen: Mapping[str, str]
    headline: Mapping[str, str]
    cue: Mapping[str, str]
    drill: Mapping[str, str]
    exercises: Mapping[str, tuple[str, ...]]
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """How a unit is written behind a number, and how many decimals stand before it."""

    text: str
    decimals: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All topics, and the small words that all their sentences share."""

    topics: tuple[Topic, ...]
    units: Mapping[str, Unit]
    typical: Mapping[str, str]
    headline: Mapping[str, str]
    why: Mapping[str, str]
    surer: Mapping[str, str]


@cache
def catalogue() -> Catalogue:
    """What the files hold, in English."""
    read = toml("advice.toml")
    topics = tuple(_topic(id, toml(f"topics/{id}.toml")) for id in read["order"])
    units = {name: Unit(**unit) for name, unit in read["unit"].items()}
    words = (read[table] for table in ("typical", "headline", "why", "surer"))
    return Catalogue(topics, units, *words)


def _topic(id: str, row: Mapping[str, Any]) -> Topic:
    lists = {name: tuple(row[name]) for name in ("signs", "needs", "rests_on", "sources")}
    exercises = {sign: tuple(ids) for sign, ids in row.get("exercises", {}).items()}
    return Topic(**{"id": id, "cue": {}, "drill": {}, **row, **lists, "exercises": exercises})
