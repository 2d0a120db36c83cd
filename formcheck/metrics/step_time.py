"""How long a step lasts: initial contact to that of the other foot."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import steps
from formcheck.skeleton import SIDES, Side
from formcheck.types import Floats, Gait


def step_time(gait: Gait, side: Side) -> Floats:
    """Seconds from the other foot's strike to this foot's, one value per step."""
    return np.array([b.strike_s - a.strike_s for a, b in steps(gait) if b.side == side])


def step_time_deviation(gait: Gait) -> Floats:
    """Seconds by which each step, in order of time, is longer than the usual one of its foot."""
    usual_s = {side: np.mean(step_time(gait, side)) for side in SIDES if len(step_time(gait, side))}
    return np.array([b.strike_s - a.strike_s - usual_s[b.side] for a, b in steps(gait)])
