"""Makes the tables of curves over the stride: the typical one, and each stride by itself.

initial contact      toe-off                   the same foot's next contact
0 %                  toe_off_pct               100 %
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from formcheck.types import Curve

if TYPE_CHECKING:
    import polars as pl

DIGITS: Final = 6  # after the point: finer than any curve is known
POINTS: Final = 101


def curve_table(curves: Sequence[Curve]) -> pl.DataFrame:
    """101 rows a quantity and side: id, side, unit, stride_pct, mean, sd, n, toe_off_pct.

    `sd` is that between strides, `n` how many were seen there. A quantity of which too few
    strides were seen has no rows; null is a part of the stride in which that is so.
    """
    import polars as pl

    schema: dict[str, type[pl.DataType]] = {
        "id": pl.String, "side": pl.String, "unit": pl.String, "stride_pct": pl.Int64,
        "mean": pl.Float64, "sd": pl.Float64, "n": pl.Int64, "toe_off_pct": pl.Float64,
    }  # fmt: skip
    rows = [
        (c.id, c.side, c.unit, pct, float(mean), float(sd), int(n), c.toe_off_pct)
        for c in curves
        if len(c.mean)
        for pct, (mean, sd, n) in enumerate(zip(c.mean, c.spread, _seen(c), strict=True))
    ]
    return _without_nan(pl.DataFrame(rows, schema=schema, orient="row"))


def stride_table(curves: Sequence[Curve]) -> pl.DataFrame:
    """101 rows a quantity, side and stride; `start_s` and `end_s` say which stride it is."""
    import polars as pl

    schema: dict[str, type[pl.DataType]] = {
        "id": pl.String, "side": pl.String, "unit": pl.String, "stride": pl.Int64,
        "start_s": pl.Float64, "end_s": pl.Float64, "stride_pct": pl.Int64, "value": pl.Float64,
    }  # fmt: skip
    rows = [
        (c.id, c.side, c.unit, k, *span_s, pct, float(value))
        for c in curves
        for k, (span_s, stride) in enumerate(zip(c.spans_s, c.strides, strict=True), start=1)
        for pct, value in enumerate(stride)
    ]
    return _without_nan(pl.DataFrame(rows, schema=schema, orient="row"))


def _seen(curve: Curve) -> list[int]:
    """How many strides were seen at each percent; 0 where they were not kept."""
    if not len(curve.strides):
        return [0] * POINTS
    return [int(n) for n in np.isfinite(curve.strides).sum(axis=0)]


def _without_nan(table: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    return table.with_columns(pl.col(pl.Float64).round(DIGITS).fill_nan(None))
