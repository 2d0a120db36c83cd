"""How much the trunk nods within a step."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import from_vertical_deg, mid, peak_to_peak, steps
from formcheck.types import Floats, Gait


def trunk_lean_range(gait: Gait) -> Floats:
    """Degrees, largest minus smallest lean within each step."""
    lean = from_vertical_deg(mid(gait, "hip"), mid(gait, "shoulder"))
    return np.array([peak_to_peak(gait, lean, a.strike_s, b.strike_s) for a, b in steps(gait)])
