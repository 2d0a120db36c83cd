"""Makes the CSV table of a comparison: one line a number, first and last visit side by side."""

from __future__ import annotations

from typing import Any

from formcheck.report.numbers import significant
from formcheck.types import Change, Comparison, Measurement

_NUMBERS = (
    "before", "before_low", "before_high", "after", "after_low", "after_high", "difference",
    "least", "probability",
)  # fmt: skip


def changes_csv(comparison: Comparison) -> str:
    """One line a number, units beside the values; an empty cell is "no number"."""
    import polars as pl

    columns: dict[str, type[pl.DataType]] = {"id": pl.String, "side": pl.String, "unit": pl.String}
    columns |= dict.fromkeys(_NUMBERS, pl.Float64)
    columns |= {"course": pl.String, "is_sure": pl.Boolean}
    columns |= {"follows_from": pl.String, "reason": pl.String}
    return pl.DataFrame([_row(c) for c in comparison.changes], schema=columns).write_csv()


def _row(change: Change) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": change.id, "side": change.side, "unit": change.unit,
        **_values("before", change.before), **_values("after", change.after),
        "difference": change.difference, "least": change.least,
        "probability": change.probability, "course": change.course, "is_sure": change.is_sure,
        "follows_from": " ".join(change.follows_from) or None, "reason": change.reason,
    }  # fmt: skip
    return row | {key: significant(row[key]) for key in _NUMBERS if row[key] is not None}


def _values(when: str, measurement: Measurement | None) -> dict[str, float | None]:
    low, high = (measurement.interval95 if measurement else None) or (None, None)
    value = measurement.value if measurement else None
    return {when: value, f"{when}_low": low, f"{when}_high": high}
