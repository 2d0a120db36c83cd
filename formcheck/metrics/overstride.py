"""How far ahead of the hip the ankle is when the foot lands."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import point, strikes_s
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait


def overstride(gait: Gait, side: Side) -> Floats:
    """Percent of leg length at initial contact, + = ankle ahead of the hip of the same side."""
    at_s = strikes_s(gait, side)
    ahead = point(gait, f"{side}_ankle", at_s) - point(gait, f"{side}_hip", at_s)
    return np.asarray(100.0 * ahead[:, 0])
