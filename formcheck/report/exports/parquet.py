"""Writes tables as Parquet, each with what it is, of which clip, and the unit of every column."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from formcheck.report.exports.by_hand import by_hand
from formcheck.report.tables import measurements_table, strides_table
from formcheck.types import Analysis

if TYPE_CHECKING:
    import polars as pl

VERSION: Final = 1  # of every table; a column that goes or changes its meaning makes it 2

# What the end of a column's name says of its unit, longest first. `value` and its like have
# theirs in the column beside them.
UNITS: Final[Mapping[str, str]] = {
    "_leg": "leg length", "_deg": "deg", "_pct": "%", "_px": "px", "_m": "m", "_s": "s",
}  # fmt: skip
BESIDE: Final = ("value", "low", "high", "standard_error", "sd", "expected", "mean")


def measurements_parquet(analysis: Analysis) -> bytes:
    """The same columns as `measurements.csv`."""
    return parquet(measurements_table(analysis), "measurements", analysis)


def strides_parquet(analysis: Analysis) -> bytes:
    """The same columns as `strides.csv`."""
    return parquet(strides_table(analysis), "strides", analysis)


def parquet(table: pl.DataFrame, name: str, analysis: Analysis) -> bytes:
    """The table as a file; nulls are what was not measured.

    The file's own words say its schema with version, the clip, what made it, the units, and
    what a human changed.
    """
    words = {
        "schema": f"formcheck.{name}/{VERSION}",
        "formcheck": analysis.provenance.formcheck,
        "clip": analysis.clip.name,
        "clip_sha256": analysis.clip.sha256,
        "time": "seconds of real time since the first picture of the clip",
        "units": json.dumps(units(table.columns)),
        "by_hand": json.dumps(by_hand(analysis)),
    }
    file = io.BytesIO()
    table.write_parquet(file, metadata=words)
    return file.getvalue()


def units(columns: list[str]) -> dict[str, str]:
    """The unit of each column that has one.

    >>> units(["side", "strike_s", "x_px", "value", "unit"])
    {'strike_s': 's', 'x_px': 'px', 'value': 'see column unit'}
    """
    found = {}
    for column in columns:
        ending = next((end for end in UNITS if column.endswith(end)), None)
        if ending is not None:
            found[column] = UNITS[ending]
        elif column in BESIDE and "unit" in columns:
            found[column] = "see column unit"
    return found
