"""One row per number: what was found, what is true, how sure it said it was."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal

import formcheck

Source = Literal["rendered", "force plates", "formula", "phone"]
Set = Literal["fit", "test"]
Part = Literal["near", "far", "body"]
OURS = "formcheck"


@dataclass(frozen=True)
class Clip:
    """What a row says of the clip it comes from."""

    source: Source
    name: str
    set: Set
    fps: float
    view: str
    near_side: str | None = None

    def part_of(self, side: str) -> Part:
        """Which side of the runner a measured side is; from behind and in front both are near."""
        if side == "both":
            return "body"
        return "near" if self.near_side in (None, side) else "far"


@dataclass(frozen=True)
class Row:
    """One number about one clip. `found`, `error` and the interval are None where none is given.

    `set` is "fit" for clips that took part in choosing constants, "test" for those that did not.
    """

    source: Source
    clip: str
    set: Set
    fps: float
    view: str
    algorithm: str
    metric: str
    side: str
    part: Part
    unit: str
    true: float
    found: float | None
    error: float | None
    low: float | None
    high: float | None
    inside: bool | None
    status: str
    reason: str | None = None


def row(  # noqa: PLR0913 - a row of a table
    clip: Clip,
    key: str,
    true: float,
    found: float | None,
    *,
    unit: str,
    interval: tuple[float, float] | None = None,
    status: str = "measured",
    reason: str | None = None,
    algorithm: str = OURS,
) -> Row:
    """A row, its error and whether the truth lies inside worked out."""
    metric, _, side = key.partition(":")
    low, high = interval if interval is not None and found is not None else (None, None)
    return Row(
        source=clip.source, clip=clip.name, set=clip.set, fps=clip.fps, view=clip.view,
        algorithm=algorithm, metric=metric, side=side, part=clip.part_of(side), unit=unit,
        true=true, found=found, error=None if found is None else found - true, low=low, high=high,
        inside=None if low is None or high is None else bool(low <= true <= high),
        status=status, reason=reason,
    )  # fmt: skip


def select(rows: Iterable[Row], given: bool = True, **wanted: Any) -> list[Row]:
    """Rows of the near side or the whole body whose fields are as wanted, or one of those wanted.

    `given` leaves out rows without a number. The algorithm is formcheck unless wanted otherwise.
    """
    wanted = {"algorithm": OURS, "part": ("near", "body")} | wanted
    return [
        each
        for each in rows
        if not (given and each.error is None)
        and all(_is_one(getattr(each, name), what) for name, what in wanted.items())
    ]


def _is_one(value: Any, wanted: Any) -> bool:
    return value in wanted if isinstance(wanted, tuple) else bool(value == wanted)


def write_csv(rows: Iterable[Row], path: Path) -> None:
    """All rows, sorted, with the version that found them in the first column."""
    names = ["formcheck", *(f.name for f in fields(Row))]
    ordered = sorted(rows, key=lambda r: (r.source, r.set, r.clip, r.algorithm, r.metric, r.side))
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, names, lineterminator="\n")
        table.writeheader()
        for each in ordered:
            values = {name: _short(value) for name, value in asdict(each).items()}
            table.writerow({"formcheck": formcheck.__version__} | values)


def _short(value: Any) -> Any:
    return f"{value:.4g}" if isinstance(value, float) else value
