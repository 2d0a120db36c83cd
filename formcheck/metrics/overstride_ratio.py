"""The overstride as a share of the step; nearly the same at every speed."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.overstride import overstride
from formcheck.metrics.reading import ground_speed_leg_s, steps
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait


def overstride_ratio(gait: Gait, side: Side) -> Floats:
    """Ankle ahead of the hip over step length, both in leg lengths of the picture."""
    times_s = [then.strike_s - first.strike_s for first, then in steps(gait)]
    if not times_s:
        return np.empty(0)
    step_leg = ground_speed_leg_s(gait, side) * float(np.mean(times_s))
    return np.asarray(overstride(gait, side) / 100.0 / step_leg)
