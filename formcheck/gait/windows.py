"""What the frames round each frame show: all windows of a clip at once.

frames    0 1 2 3 4 5 6 7
window 3    |<- - ->|           start 1, stop 6
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.types import Bools, Floats
from formcheck.types.words import Orders

MOST_AT_ONCE: Final = 300_000  # numbers in memory for each signal; by us
ROUNDING_S: Final = 1e-9  # of the times of frames


@dataclass(frozen=True, slots=True)
class Windows:
    """Stretches of frames, from `start` up to (not including) `stop`, (windows,) each."""

    start: Orders
    stop: Orders

    @property
    def length(self) -> Orders:
        """How many frames each holds, (windows,)."""
        return self.stop - self.start

    def few_at_once(self) -> Iterator[Windows]:
        """The same in turns, each so few that what is read of them fits in memory."""
        step = max(1, MOST_AT_ONCE // int(self.length.max()))
        for k in range(0, len(self.start), step):
            yield Windows(self.start[k : k + step], self.stop[k : k + step])

    def only(self, wanted: Bools) -> Windows:
        """Some of them."""
        return Windows(self.start[wanted], self.stop[wanted])

    def read(self, values: Floats) -> Floats:
        """Values (frames,) in each window, (windows, longest); NaN beyond its end."""
        frames = self.start[:, None] + np.arange(int(self.length.max()))
        inside = frames < self.stop[:, None]
        return np.where(inside, values[np.minimum(frames, len(values) - 1)], np.nan)


def windows_round(times_s: Floats, length_s: float) -> Windows:
    """The frames within half a window of each frame; whole windows at the clip's ends."""
    first, last = times_s[0] + length_s / 2, times_s[-1] - length_s / 2
    centre = np.clip(times_s, first, max(first, last))
    start = np.searchsorted(times_s, centre - length_s / 2 - ROUNDING_S)
    stop = np.searchsorted(times_s, centre + length_s / 2 + ROUNDING_S)
    return Windows(start, stop)


def middle_range(values: Floats) -> Floats:
    """5-95 % range of what is seen in each row of (windows, samples); 0 where nothing is.

    >>> middle_range(np.array([[0.0, 10.0, np.nan], [np.nan, np.nan, np.nan]]))
    array([9., 0.])
    """
    ordered, last = np.sort(values, axis=1), np.isfinite(values).sum(axis=1) - 1
    low, high = (_between(ordered, share * np.maximum(last, 0)) for share in (0.05, 0.95))
    return np.where(last < 0, 0.0, high - low)


def middle(values: Floats) -> Floats:
    """Median of what is seen in each row of (windows, samples), at least one.

    >>> middle(np.array([[4.0, 1.0, np.nan], [2.0, 9.0, 4.0]]))
    array([2.5, 4. ])
    """
    return _between(np.sort(values, axis=1), (np.isfinite(values).sum(axis=1) - 1) / 2)


def _between(ordered: Floats, place: Floats) -> Floats:
    """Each row's value at a place between two of its samples, (rows,)."""
    row, before = np.arange(len(place)), place.astype(np.intp)
    after = np.minimum(before + 1, ordered.shape[1] - 1)
    share, low = place - before, ordered[row, before]
    return np.where(share > 0, low + share * (ordered[row, after] - low), low)


def full_range(values: Floats, seen: Bools) -> Floats:
    """Range of what is seen in each row of (windows, samples); -inf where nothing is."""
    highest = np.where(seen, values, -np.inf).max(axis=1)
    return np.asarray(highest - np.where(seen, values, np.inf).min(axis=1))


def correlation(one: Floats, other: Floats, seen: Bools) -> Floats:
    """Correlation of what is seen in each row of (windows, samples); NaN where one is constant.

    >>> up, down = np.array([[1.0, 2.0, 3.0]]), np.array([[6.0, 4.0, 2.0]])
    >>> correlation(up, down, np.ones((1, 3), bool)).round(6)
    array([-1.])
    """
    a, b = (_about_mean(values, seen) for values in (one, other))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((a * b).sum(axis=1) / np.sqrt((a**2).sum(axis=1) * (b**2).sum(axis=1)))


def _about_mean(values: Floats, seen: Bools) -> Floats:
    """Values less the mean of what is seen in their row; 0 where not seen."""
    mean = np.where(seen, values, 0.0).sum(axis=1) / np.maximum(seen.sum(axis=1), 1)
    return np.where(seen, values - mean[:, None], 0.0)
