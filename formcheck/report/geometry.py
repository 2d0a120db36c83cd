"""Turns values into places in a plot: edges, ticks, paths and areas.

A plot is 1000 wide and 100 high and is stretched to fit where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

import numpy as np

from formcheck.report.words import localised
from formcheck.types import Floats

WIDTH, HEIGHT = 1000.0, 100.0
MOST_TICKS: Final = 6  # distances between ticks
ROOM: Final = 0.06  # of the range, above and below a curve


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on an axis and where it stands, percent from the top (or the left)."""

    text: str
    at: float


def edges(series: Iterable[Floats], least: float = 0.5) -> tuple[float, float] | None:
    """The smallest and the largest value with a little room; None where nothing is seen.

    The room is at least `least`, so that a straight line does not fill the plot with noise.
    """
    values = np.concatenate([*series, np.empty(0)])
    values = values[np.isfinite(values)]
    if not len(values):
        return None
    low, high = float(values.min()), float(values.max())
    room = max(ROOM * (high - low), least)
    return low - room, high + room


def placed(edges: tuple[float, float]) -> Callable[[Floats], Floats]:
    """What turns values into heights from above."""
    low, high = edges
    return lambda values: HEIGHT * (high - values) / (high - low)


def zero(edges: tuple[float, float]) -> float | None:
    """Where 0 lies; None where it lies outside or on an edge."""
    low, high = edges
    return HEIGHT * high / (high - low) if low < 0 < high else None


def step(edges: tuple[float, float]) -> float:
    """Distance of the ticks: 1, 2 or 5 times a power of ten.

    >>> step((-3.0, 41.0)), step((0.0, 7.0)), step((0.0, 130.0))
    (10.0, 2.0, 50.0)
    """
    least = (edges[1] - edges[0]) / MOST_TICKS
    size: float = 10.0 ** floor(log10(least))
    return next(k * size for k in (1.0, 2.0, 5.0, 10.0) if k * size >= least)


def ticks(edges: tuple[float, float], step: float) -> Iterator[Tick]:
    """The numbers of the axis that lie between its edges."""
    digits = max(0, -floor(log10(step)))
    for k in range(ceil(edges[0] / step), floor(edges[1] / step) + 1):
        value = k * step
        at = HEIGHT * (edges[1] - value) / (edges[1] - edges[0])
        text = localised(f"{value + 0.0:.{digits}f}")
        yield Tick(text, round(at, 2))


def path(x: Floats, y: Floats) -> str:
    """The points joined; a new start after each gap."""
    pieces, last = [], False
    for at, height in zip(x, y, strict=True):
        seen = bool(np.isfinite(height))
        if seen:
            pieces.append(f"{'L' if last else 'M'}{at:.1f} {height:.1f}")
        last = seen
    return "".join(pieces)


def area(x: Floats, lower: Floats, upper: Floats) -> str:
    """The area between two courses, where both are known."""
    seen = np.isfinite(lower) & np.isfinite(upper)
    if seen.sum() < 2:
        return ""
    there = path(x[seen], upper[seen])
    back = path(x[seen][::-1], lower[seen][::-1])
    return f"{there}L{back[1:]}Z"
