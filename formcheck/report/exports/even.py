"""Reads what was seen at even moments: marker and motion files know one rate only.

    seen     o  o o   o  o              o  o o  o
    even     x  x  x  x  x  .  .  .  .  x  x  x  x

Times of a phone clip are its own, seldom even, sometimes with gaps. Where pictures are at
their even times already, values stay what they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np

from formcheck.types import Floats, usual_fps

LONGEST_BRIDGE: Final = 2.5  # frames between which a point is read, as measurements read it
SAME: Final = 1e-3  # of a frame: moments that are the same one; clocks of files are coarser


def even_times_s(times_s: Floats) -> tuple[Floats, float]:
    """Even moments within the times, and their rate a second.

    They are whole multiples of a frame from the clip's first picture on, so that a format
    that counts frames can say when the first one was.

    >>> even_times_s(np.array([0.1, 0.2, 0.3]))[0].round(3).tolist()
    [0.1, 0.2, 0.3]
    """
    rate = round(usual_fps(times_s), 6)
    first = int(np.ceil(times_s[0] * rate - SAME))
    last = int(np.floor(times_s[-1] * rate + SAME))
    return np.arange(first, last + 1) / rate, rate


def evenly(values: Floats, times_s: Floats, even_s: Floats) -> Floats:
    """Values, (frames, ...), at the even moments; NaN stays where nothing was seen.

    Between pictures at most two and a half frames apart a cubic is followed, over longer
    gaps nothing is.
    """
    flat = values.reshape(len(values), -1)
    read = [_course(column, times_s, even_s) for column in flat.T]
    return np.stack(read, axis=1).reshape(len(even_s), *values.shape[1:])


def _course(values: Floats, times_s: Floats, even_s: Floats) -> Floats:
    from scipy.interpolate import CubicSpline

    out = np.full(len(even_s), np.nan)
    slack_s = SAME * (even_s[1] - even_s[0]) if len(even_s) > 1 else 0.0
    for known_s, known in _stretches(values, times_s):
        inside = (even_s >= known_s[0] - slack_s) & (even_s <= known_s[-1] + slack_s)
        at_s = np.clip(even_s[inside], known_s[0], known_s[-1])
        if len(known_s) >= 4:
            out[inside] = CubicSpline(known_s, known)(at_s)
        else:
            out[inside] = np.interp(at_s, known_s, known)
    return out


def _stretches(values: Floats, times_s: Floats) -> Iterator[tuple[Floats, Floats]]:
    """Times and values that were seen, each run without a gap that is too long."""
    seen = np.isfinite(values)
    known_s, known = times_s[seen], values[seen]
    breaks = np.flatnonzero(np.diff(known_s) > LONGEST_BRIDGE / usual_fps(times_s)) + 1
    for start, stop in pairwise([0, *breaks.tolist(), len(known)]):
        if stop > start:
            yield known_s[start:stop], known[start:stop]
