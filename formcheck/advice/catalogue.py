"""The topics and their sentences as ``advice.toml`` has them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from formcheck.types import Level


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of the article; the fields are explained at the head of ``advice.toml``."""

    id: str
    claim: Literal["measured", "indicative"]
    signs: tuple[str, ...]
    needs: tuple[str, ...]
    advise_from: Level
    sources: tuple[str, ...]
    seen: Mapping[str, str]
    headline: Mapping[str, str]
    cue: Mapping[str, str]
    exercises: Mapping[str, tuple[str, ...]]


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
    why: Mapping[str, str]


@cache
def catalogue() -> Catalogue:
    """What ``advice.toml`` holds, in English."""
    text = (files("formcheck.advice") / "advice.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    units = {name: Unit(**unit) for name, unit in read["unit"].items()}
    return Catalogue(tuple(map(_topic, read["topic"])), units, read["typical"], read["why"])


def _topic(row: Mapping[str, Any]) -> Topic:
    lists = {name: tuple(row[name]) for name in ("signs", "needs", "sources")}
    exercises = {sign: tuple(ids) for sign, ids in row.get("exercises", {}).items()}
    return Topic(**{"cue": {}, **row, **lists, "exercises": exercises})
