"""How far the upper arm swings."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import from_vertical_deg, mid, peak_to_peak, strides
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait


def arm_swing(gait: Gait, side: Side) -> Floats:
    """Degrees peak to peak of the upper arm against the trunk, per stride."""
    trunk = from_vertical_deg(mid(gait, "hip"), mid(gait, "shoulder"))
    arm = -from_vertical_deg(gait[f"{side}_elbow"], gait[f"{side}_shoulder"])
    swing = arm + trunk
    return np.array([peak_to_peak(gait, swing, a, b) for a, b in strides(gait, side)])
