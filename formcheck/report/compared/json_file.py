"""Writes a comparison as JSON: which visits, what was the same, each number, the trends.

One key per field of the nouns in `formcheck.types.comparison`, numbers or null, never NaN. The
analyses themselves are not in it, only what tells them apart; they have files of their own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from formcheck.report.json_file import plain
from formcheck.types import Change, Comparison, RedFlag, SetUp, Trend, Visit

if TYPE_CHECKING:
    from pydantic import TypeAdapter

VERSION = 1
SCHEMA = f"formcheck.comparison/{VERSION}"


@dataclass(frozen=True, slots=True)
class WrittenVisit:
    """What tells a visit from others: name, day of filming, clip, what it was made with."""

    name: str
    day: str | None
    clip: str
    sha256: str
    formcheck: str
    red_flags: tuple[RedFlag, ...]


@dataclass(frozen=True, slots=True)
class WrittenTopic:
    """A topic of the article whose finding differs."""

    topic: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the file; `changes` and `set_up` are of the first and the last visit."""

    visits: tuple[WrittenVisit, ...]
    is_one_run: bool
    is_same_set_up: bool
    is_urgent: bool
    warnings: tuple[str, ...]
    set_up: tuple[SetUp, ...]
    n_compared: int
    by_chance: float
    changes: tuple[Change, ...]
    trends: tuple[Trend, ...]
    topics: tuple[WrittenTopic, ...]


def to_json(comparison: Comparison) -> str:
    """The comparison file: JSON, indented by one space, ending in a new line.

    Raises
    ------
    ValueError : a number is not finite
    """
    content = plain(_adapter().dump_python(_written(comparison), mode="python"), "")
    return (
        json.dumps({"schema": SCHEMA, **content}, indent=1, ensure_ascii=False, allow_nan=False)
        + "\n"
    )


def schema() -> dict[str, Any]:
    """JSON Schema of the comparison file, made from the nouns themselves."""
    made = _adapter().json_schema(mode="serialization")
    for noun in (made, *made["$defs"].values()):
        if "properties" in noun:
            noun["required"] = list(noun["properties"])
    made["$defs"]["Change"] |= _EXPLAINED
    made["properties"] = {"schema": {"const": SCHEMA}, **made["properties"]}
    made["required"] = ["schema", *made["required"]]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA}
    return head | made | {"title": SCHEMA}


_EXPLAINED = {
    "if": {"properties": {"course": {"const": "unknown"}}},
    "then": {"properties": {"reason": {"type": "string", "minLength": 1}}},
}


@cache
def _adapter() -> TypeAdapter[Written]:
    from pydantic import TypeAdapter

    return TypeAdapter(Written)


def _written(comparison: Comparison) -> Written:
    return Written(
        visits=tuple(map(_visit, comparison.visits)),
        is_one_run=comparison.is_one_run,
        is_same_set_up=comparison.is_same_set_up,
        is_urgent=comparison.is_urgent,
        warnings=comparison.warnings,
        set_up=comparison.set_up,
        n_compared=comparison.n_compared,
        by_chance=comparison.by_chance,
        changes=comparison.changes,
        trends=comparison.trends,
        topics=tuple(WrittenTopic(*topic) for topic in comparison.topics),
    )


def _visit(visit: Visit) -> WrittenVisit:
    told = visit.analysis
    return WrittenVisit(
        visit.name,
        visit.day,
        told.clip.name,
        told.clip.sha256,
        told.provenance.formcheck,
        told.red_flags,
    )
