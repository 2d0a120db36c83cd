"""How far the hips rise and fall."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import mid, peak_to_peak, steps
from formcheck.types import Floats, Gait


def vertical_oscillation(gait: Gait) -> Floats:
    """Centimetres peak to peak of the mid-hip within each step; needs a scale."""
    if gait.leg_length_m is None:
        return np.empty(0)
    height = mid(gait, "hip")[:, 1]
    travel = [peak_to_peak(gait, height, a.strike_s, b.strike_s) for a, b in steps(gait)]
    return np.asarray(100.0 * gait.leg_length_m * np.array(travel))
