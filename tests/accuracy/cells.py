"""Cells of a Markdown table: numbers with as many digits as mean something."""

from __future__ import annotations

from collections.abc import Sequence

NONE = "–"


def head(names: Sequence[str]) -> list[str]:
    """Two lines: the names and the rule below them."""
    return [line(names), "|" + "---|" * len(names)]


def line(cells: Sequence[str]) -> str:
    """One line of a table."""
    return f"| {' | '.join(cells)} |"


def number(value: float | None) -> str:
    """Two to three digits; a dash for none."""
    if value is None:
        return NONE
    size = abs(value)
    return f"{value:.{0 if size >= 20 else 1 if size >= 1 else 2 if size >= 0.1 else 3}f}"


def signed(value: float | None) -> str:
    """The same with a plus."""
    if value is None:
        return NONE
    return ("+" if value > 0 else "") + number(value)


def with_unit(value: float | None, unit: str, sign: bool = False) -> str:
    """The number and its unit; a dash alone for none."""
    return NONE if value is None else f"{(signed if sign else number)(value)} {unit}"
