"""How far a step carries: speed times the time between opposite feet."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import steps
from formcheck.types import Floats, Gait


def step_length(gait: Gait) -> Floats:
    """Metres, one value per step; empty without a speed."""
    if gait.runner.speed_mps is None:
        return np.empty(0)
    times_s = [then.strike_s - first.strike_s for first, then in steps(gait)]
    return np.asarray(gait.runner.speed_mps * np.array(times_s))
