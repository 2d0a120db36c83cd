"""What the times of the frames of a clip say of it: its usual rate, its unbroken stretches.

| | | | | |             | | | | | | | |
stretch     gap: paused   stretch
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np

from formcheck.types.words import Bools, Floats

# A gap breaks a clip when it is longer than both; chosen by us: within 0.3 s, a whole step,
# the foot that lands next is no longer known, and a clip of few frames a second has no gaps.
GAP_S: Final = 0.3
GAP_FRAMES: Final = 3.5


def usual_fps(times_s: Floats) -> float:
    """Frames a second as they usually follow each other; gaps and lost frames do not count.

    The mean of the gaps near the median: the median alone is a whole tick of the clock.

    >>> round(usual_fps(np.array([0.0, 0.033, 0.067, 0.1, 2.0, 2.033, 2.067, 2.1])), 2)
    30.0
    """
    gaps_s = np.diff(times_s)
    usual_s = float(np.median(gaps_s))
    near = np.abs(gaps_s - usual_s) <= usual_s / 2
    return 1.0 / float(np.mean(gaps_s[near]))


def unbroken(times_s: Floats) -> tuple[slice, ...]:
    """The stretches between gaps, in order; together they are all the frames.

    >>> unbroken(np.array([0.0, 0.1, 0.2, 3.0, 3.1, 3.2]))
    (slice(0, 3, None), slice(3, 6, None))
    """
    starts = [0, *(np.flatnonzero(_broken(times_s)) + 1).tolist(), len(times_s)]
    return tuple(slice(a, b) for a, b in pairwise(starts))


def _broken(times_s: Floats) -> Bools:
    """Whether a gap breaks the clip, (frames - 1,)."""
    gaps_s = np.diff(times_s)
    usual_s = float(np.median(gaps_s)) if len(gaps_s) else 0.0
    return np.asarray(gaps_s > max(GAP_S, GAP_FRAMES * usual_s))
