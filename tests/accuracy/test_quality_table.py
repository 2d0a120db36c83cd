"""The table of qualities counts what it should, on rows made by hand."""

from __future__ import annotations

from dataclasses import replace

from quality_table import common, key, lines
from rows import Row

ROW = Row(
    source="rendered", clip="a", set="test", fps=60.0, view="side", algorithm="formcheck",
    metric="cadence", side="both", part="body", unit="spm", true=170.0, found=171.0, error=1.0,
    low=169.0, high=173.0, inside=True, status="measured", reason="",
)  # fmt: skip
OTHER = replace(ROW, clip="b", found=176.0, error=6.0, inside=False)
GONE = replace(OTHER, found=None, error=None, inside=None)


def table(**rows: list[Row]) -> dict:
    return {quality: {key(row): row for row in each} for quality, each in rows.items()}


def test_only_numbers_that_all_give_are_compared():
    found = table(best=[ROW, OTHER], quick=[replace(ROW, error=-3.0), GONE])
    assert [k[0] for k in common(found, "cadence")] == ["a"]
    told = list(lines(found))
    assert told[0] == "| mean absolute error |  | best | quick |"
    assert told[2] == "| cadence, n = 1 | spm | 1 | 3 |"
    assert told[-3] == "| numbers given |  | 2 | 1 |"
    assert told[-2] == "| clips refused |  | 0 | 1 |"
    assert told[-1] == "| truth inside the 95 % interval |  | 50.0% | 100.0% |"
