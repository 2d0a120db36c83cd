"""How much of a step goes up instead of forward."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import ground_speed_leg_s, mid, peak_to_peak, steps
from formcheck.types import Floats, Gait


def vertical_ratio(gait: Gait) -> Floats:
    """Percent: rise and fall of the mid-hip over step length, one value per step."""
    if gait.summary.near_side is None:
        return np.empty(0)
    height = mid(gait, "hip")[:, 1]
    speed = ground_speed_leg_s(gait, gait.summary.near_side)
    return np.array(
        [
            100.0
            * peak_to_peak(gait, height, a.strike_s, b.strike_s)
            / (speed * (b.strike_s - a.strike_s))
            for a, b in steps(gait)
        ]
    )
