"""What every number is, in words, as a handbook lists them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

from formcheck.metrics.derived import Derived
from formcheck.metrics.derived_table import DERIVED
from formcheck.metrics.table import METRICS, Metric
from formcheck.types import MetricEntry

Say = Callable[[str], str]

_UNITS = {"deg": "°", "%leg": "% of leg length", "1": ""}


def entries(say: Say = str) -> tuple[MetricEntry, ...]:
    """Every metric and derived number in the order of the tables; texts pass through `say`."""
    rows: tuple[Metric | Derived, ...] = (*METRICS, *DERIVED)
    return tuple(_entry(row, say) for row in rows)


@cache
def _words() -> dict[str, Any]:
    text = (files("formcheck.metrics") / "definitions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _entry(row: Metric | Derived, say: Say) -> MetricEntry:
    return MetricEntry(
        id=row.id,
        label=say(row.label),
        unit=row.unit,
        definition=say(_words()["definition"][row.id]),
        views=tuple(sorted(row.views)),
        error=_error(row, say),
        source=row.source,
    )


def _error(row: Metric | Derived, say: Say) -> str:
    """What is known of how far off it is, or why it is not given at all."""
    words = _words()["error"]
    if row.withheld:
        return say(words["withheld"]).format(why=say(row.withheld))
    if isinstance(row, Metric) and row.landmark_sd > 0:
        sd = f"{row.landmark_sd:g}{_unit(row.unit, say)}"
        return say(words["points"]).format(sd=sd)
    return say(words["clip"])


def _unit(unit: str, say: Say) -> str:
    words = say(_UNITS.get(unit, unit))
    return words if words in ("", "°") else f" {words}"
