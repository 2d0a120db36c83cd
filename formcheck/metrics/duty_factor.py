"""The share of a stride that a foot is on the ground."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from formcheck.metrics.reading import of
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait


def duty_factor(gait: Gait, side: Side) -> Floats:
    """Contact time over stride time, 0 to 1; 0.5 and more means no flight."""
    contacts = of(gait, side)
    return np.array(
        [
            (a.off_s - a.strike_s) / (b.strike_s - a.strike_s)
            for a, b in pairwise(contacts)
            if a.off_s is not None
        ]
    )
