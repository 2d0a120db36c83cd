"""How far the trunk leans forward."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import during, from_vertical_deg, mid, strides
from formcheck.types import Floats, Gait


def trunk_lean(gait: Gait) -> Floats:
    """Degrees from the vertical, mid-hip to mid-shoulder, mean over each stride, + = forward."""
    lean = from_vertical_deg(mid(gait, "hip"), mid(gait, "shoulder"))
    side = gait.summary.near_side or "left"
    parts = [during(gait, lean, start, end) for start, end in strides(gait, side)]
    return np.array([float(p.mean()) if len(p) > 2 else float("nan") for p in parts])
