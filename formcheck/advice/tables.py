"""Reads the package's tables and texts."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a CSV table of this package, without their empty cells."""
    text = (files("formcheck.advice") / name).read_text(encoding="utf-8")
    return [{k: v for k, v in row.items() if v} for row in csv.DictReader(text.splitlines())]


def number(row: dict[str, str], column: str) -> float | None:
    """A cell as a number; None where it is empty."""
    return float(row[column]) if column in row else None


@cache
def toml(name: str) -> Mapping[str, Any]:
    """What a TOML file of this package holds: read once, the same for all, to be read only."""
    return tomllib.loads((files("formcheck.advice") / name).read_text(encoding="utf-8"))
