"""Reads the table of a TRC file: markers in columns of three, frames in rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.pose.imports.nouns import Numbers, Progress, TrackError, damaged
from formcheck.types import Floats
from formcheck.types.said import Said

FIRST_WORD: Final = b"PathFileType"
_HEADER_LINES: Final = 5


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """What the file says: markers, (frames, markers, 3), numbers and times of frames, its header.

    `rate_hz` is 0 where the header has none.
    """

    markers: tuple[str, ...]
    xyz: Floats
    numbers: Numbers
    times_s: Floats
    rate_hz: float
    units: str


def read_table(path: Path, progress: Progress) -> Table:
    """The table.

    Raises
    ------
    TrackError : it cannot be read, or a line makes no sense
    """
    try:
        lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError as error:
        raise TrackError(
            Said("Cannot read {path}: {why}.", path=path, why=error.strerror or error),
            Said("Check that it is there and may be read."),
        ) from error
    if len(lines) <= _HEADER_LINES:
        raise damaged(path, Said("line {n}", n=len(lines)), Said("it ends within its header"))
    header = dict(zip(lines[1].split("\t"), lines[2].split("\t"), strict=False))
    markers = tuple(name.strip() for name in lines[3].split("\t")[2:] if name.strip())
    if not markers:
        raise damaged(path, Said("line {n}", n=4), Said("it names no marker"))
    rows = _rows(path, lines, 2 + 3 * len(markers), progress)
    return Table(
        markers,
        rows[:, 2:].reshape(len(rows), -1, 3),
        _numbered(rows[:, 0]),
        rows[:, 1],
        _rate(header.get("DataRate", "")),
        header.get("Units", "").strip(),
    )


def _rows(path: Path, lines: Sequence[str], width: int, progress: Progress) -> Floats:
    """The numbers, (frames, columns)."""
    rows = []
    for k, line in enumerate(lines[_HEADER_LINES:], _HEADER_LINES + 1):
        cells = line.split("\t")
        if not line.strip():
            continue
        try:
            values = [float(cell) if cell.strip() else np.nan for cell in cells[:width]]
        except ValueError as error:
            raise damaged(path, Said("line {n}", n=k), str(error)) from error
        if any(cell.strip() for cell in cells[width:]):
            raise damaged(
                path,
                Said("line {n}", n=k),
                Said("{n} columns, {width} expected", n=len(cells), width=width),
            )
        rows.append(values + [np.nan] * (width - len(values)))
        progress(len(rows), None)
    if not rows:
        raise damaged(path, Said("line {n}", n=len(lines)), Said("it has no frames"))
    found = np.array(rows, dtype=np.float64)
    return np.where(np.isfinite(found), found, np.nan)


def _numbered(column: Floats) -> Numbers:
    """Frame numbers; counted from 0 where the file's do not grow."""
    good = (
        np.isfinite(column).all() and np.abs(column).max() < 2**31 and np.all(np.diff(column) > 0)
    )
    return column.astype(np.int64) if good else np.arange(len(column))


def _rate(text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        return 0.0
    return rate if np.isfinite(rate) and rate > 0 else 0.0
