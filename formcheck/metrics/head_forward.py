"""How far the head is held ahead of the trunk."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import during, from_vertical_deg, mid, strides
from formcheck.types import Floats, Gait


def head_forward(gait: Gait) -> Floats:
    """Degrees from mid-shoulder to ear against the trunk's lean, mean over each stride.

    Positive is the ear ahead of the line through the trunk. The near ear is read, as the
    far one is hidden by the head; both lie at the same place ahead.
    """
    near = gait.summary.near_side or "left"
    neck = from_vertical_deg(mid(gait, "shoulder"), gait[f"{near}_ear"])
    ahead = neck - from_vertical_deg(mid(gait, "hip"), mid(gait, "shoulder"))
    parts = [during(gait, ahead, start, end) for start, end in strides(gait, near)]
    return np.array([float(p.mean()) if len(p) > 2 else float("nan") for p in parts])
