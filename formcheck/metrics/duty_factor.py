"""The share of a stride that a foot is on the ground."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import of, strides
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait


def duty_factor(gait: Gait, side: Side) -> Floats:
    """Contact time over stride time, 0 to 1; 0.5 and more means no flight.

    One value per whole stride with a seen toe-off.
    """
    lasts = {c.strike_s: c.off_s - c.strike_s for c in of(gait, side) if c.off_s is not None}
    whole = [(start, end) for start, end in strides(gait, side) if start in lasts]
    return np.array([lasts[start] / (end - start) for start, end in whole])
