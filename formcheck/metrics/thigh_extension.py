"""How far the thigh reaches back."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import during, from_vertical_deg, strides
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait


def thigh_extension(gait: Gait, side: Side) -> Floats:
    """Degrees, the largest backward thigh angle of each stride, + = knee behind the hip."""
    backward = from_vertical_deg(gait[f"{side}_knee"], gait[f"{side}_hip"])
    parts = [during(gait, backward, start, end) for start, end in strides(gait, side)]
    return np.array([float(p.max()) if len(p) > 2 else float("nan") for p in parts])
