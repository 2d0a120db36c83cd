"""The overstride as a length."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.overstride import overstride
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait


def overstride_distance(gait: Gait, side: Side) -> Floats:
    """Centimetres by which the ankle is ahead of the hip at initial contact; needs a scale."""
    leg_m = gait.leg_length_m
    return np.empty(0) if leg_m is None else np.asarray(overstride(gait, side) * leg_m)
