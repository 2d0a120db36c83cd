"""How much of an error differs between two clips: what stands behind `ALIKE`.

`python tests/compare/alike.py` reads docs/accuracy/results.csv, where every number of the rendered
runners stands beside its truth. For pairs of clips it tells how far the errors of the two lie
apart, as a share of what they would if nothing cancelled (root mean square), and how often they
lie further apart than the smallest detectable change with some shares.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
import polars as pl

RESULTS = Path(__file__).parents[2] / "docs" / "accuracy" / "results.csv"
# the renderer's usual body before its usual camera; others are named after what differs
USUAL = re.compile(r"(side|rear)_(asymmetric|forefoot|good|long|rot\d\d|drop\d\d|drop)")
SHARES = (0.5, 0.6, 0.7, 1.0)
BY_CLOCK = ("cadence", "stride_time")

Pick = Callable[[str], bool]
KINDS: dict[str, Pick] = {
    "one body, one camera": lambda name: USUAL.fullmatch(name) is not None,
    "any body, any camera": lambda name: True,
}


def rows(pick: Pick) -> pl.DataFrame:
    """Every measured number of the near side of the rendered clips that are picked."""
    table = pl.read_csv(RESULTS, infer_schema_length=None).filter(
        pl.col("algorithm") == "formcheck",
        pl.col("source") == "rendered",
        pl.col("status") == "measured",
        pl.col("part").is_in(["near", "body"]),
        ~pl.col("metric").is_in(BY_CLOCK),
    )
    table = table.drop_nulls(["error", "low", "high"])
    return table.filter(pl.col("clip").map_elements(pick, return_dtype=pl.Boolean))


def pairs(table: pl.DataFrame) -> np.ndarray:
    """(pairs, 2): how far the errors of two clips lie apart, and their joint standard error."""
    found = []
    for _, group in table.group_by(["view", "metric", "unit"], maintain_order=True):
        error = group["error"].to_numpy()
        sd = (group["high"] - group["low"]).to_numpy() / 2 / 1.96
        for i, j in combinations(range(len(error)), 2):
            found.append((error[i] - error[j], np.hypot(sd[i], sd[j])))
    return np.array(found)


def main() -> None:
    """Print the table of docs/compare.md."""
    beyond = " | ".join(f"beyond, with {keep:g}" for keep in SHARES)
    print(f"| clips | pairs | share that differs | {beyond} |")
    print(f"|---|---|---|{'---|' * len(SHARES)}")
    for name, pick in KINDS.items():
        apart, sd = pairs(rows(pick)).T
        share = float(np.sqrt(np.mean((apart / sd) ** 2)))
        further = [100 * np.mean(np.abs(apart) > 1.96 * keep * sd) for keep in SHARES]
        shown = " | ".join(f"{one:.1f} %" for one in further)
        print(f"| {name} | {len(apart)} | {share:.2f} | {shown} |")


if __name__ == "__main__":
    main()
