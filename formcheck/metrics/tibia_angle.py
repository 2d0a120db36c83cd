"""How the shank leans when the foot lands."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import from_vertical_deg, point, strikes_s
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait


def tibia_angle(gait: Gait, side: Side) -> Floats:
    """Degrees from the vertical at initial contact, + = ankle ahead of the knee."""
    at_s = strikes_s(gait, side)
    knee, ankle = point(gait, f"{side}_knee", at_s), point(gait, f"{side}_ankle", at_s)
    return np.asarray(-from_vertical_deg(ankle, knee))
