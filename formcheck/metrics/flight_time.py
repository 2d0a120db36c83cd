"""How long the runner is in the air after a contact."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import steps
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait


def flight_time(gait: Gait, side: Side) -> Floats:
    """Seconds from this foot's toe-off to the other foot's strike; negative when both are down."""
    pairs = [(a, b) for a, b in steps(gait) if a.side == side and a.off_s is not None]
    return np.array([b.strike_s - a.off_s for a, b in pairs if a.off_s is not None])
