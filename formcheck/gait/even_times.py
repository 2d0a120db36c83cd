"""Gives pictures that a converter spread unevenly the even times at which they were filmed.

    filmed   0    1    2    3    4    5       24 a second
    shown    0   1   2   3       5   6        the first showing of each, in 30ths

A film of 24 pictures a second shown at 30 shows each a little early or late. Whether the
even times are the true ones, the runner tells: feet go smoothly by a true clock only.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.types import Floats, Track

FEWEST: Final = 20  # pictures, before anything is proven; by us
OFF_FRAMES: Final = 1.0  # of a shown frame: what showing late or early can make; by us
BETTER: Final = 0.8  # of the error with the times as shown; by us
FEET: Final = ("left_ankle", "right_ankle", "left_foot_index", "right_foot_index")


def evened(track: Track, n_repeated: int) -> Track:
    """The track with even times where copies were left out and the feet go smoother by them."""
    times_s = track.times_s
    if n_repeated == 0 or len(times_s) < FEWEST:
        return track
    order, gaps_s = np.arange(len(times_s)), np.diff(times_s)
    slope, start = np.polyfit(order, times_s, 1)
    even_s = start + slope * order
    shown_s = float(gaps_s.min())
    is_uneven = float(np.ptp(gaps_s)) > shown_s / 2
    if not is_uneven or np.abs(even_s - times_s).max() > OFF_FRAMES * shown_s:
        return track
    paths = np.stack([track[name] for name in FEET], axis=1).reshape(len(times_s), -1)
    is_better = _roughness(paths, even_s) < BETTER * _roughness(paths, times_s)
    return replace(track, times_s=even_s - even_s[0] + times_s[0]) if is_better else track


def _roughness(paths: Floats, times_s: Floats) -> float:
    """Root mean square of each sample's distance from the cubic through its four neighbours.

    `paths` is (frames, coordinates); its strays, beyond the 95th percentile, do not count.
    """
    off = np.zeros(paths[2:-2].shape)
    for away in (-2, -1, 1, 2):
        here, share = _shifted(times_s, away), np.ones(len(times_s) - 4)
        for other in {-2, -1, 1, 2} - {away}:
            there = _shifted(times_s, other)
            share *= (times_s[2:-2] - there) / (here - there)
        off += share[:, None] * _shifted(paths, away)
    squares = (off - paths[2:-2])[np.isfinite(off - paths[2:-2])] ** 2
    if not len(squares):
        return float("nan")
    return float(np.sqrt(np.mean(squares[squares <= np.percentile(squares, 95)])))


def _shifted(values: Floats, by: int) -> Floats:
    """Values of the frame that many later, for all but the outer two frames."""
    return values[2 + by : len(values) - 2 + by]
