"""How far the hips travel from side to side."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import peak_to_peak, strides
from formcheck.types import Floats, Gait


def lateral_sway(gait: Gait) -> Floats:
    """Centimetres of side-to-side travel of the mid-hip per stride; needs a scale.

    A drift over the stride is taken out.
    """
    if gait.leg_length_m is None:
        return np.empty(0)
    travel = []
    for start, end in strides(gait, "left"):
        seen = (gait.times_s >= start) & (gait.times_s < end) & np.isfinite(gait.progress)
        if seen.sum() < 6:
            travel.append(float("nan"))
            continue
        slope = np.polyfit(gait.times_s[seen], gait.progress[seen], 1)[0]
        travel.append(peak_to_peak(gait, gait.progress - slope * gait.times_s, start, end))
    return np.asarray(100.0 * gait.leg_length_m * np.array(travel))
