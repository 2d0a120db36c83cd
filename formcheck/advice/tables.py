"""Rows of the package's tables, without their empty cells."""

from __future__ import annotations

import csv
from importlib.resources import files


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a CSV table of this package, without their empty cells."""
    text = (files("formcheck.advice") / name).read_text(encoding="utf-8")
    return [{k: v for k, v in row.items() if v} for row in csv.DictReader(text.splitlines())]


def number(row: dict[str, str], column: str) -> float | None:
    """A cell as a number; None where it is empty."""
    return float(row[column]) if column in row else None
