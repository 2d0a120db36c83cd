"""How far the hips travel from side to side."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import frames, strides
from formcheck.types import Floats, Gait


def lateral_sway(gait: Gait) -> Floats:
    """Centimetres of side-to-side travel of the mid-hip per stride; needs a scale.

    A drift over the stride is taken out.
    """
    if gait.leg_length_m is None:
        return np.empty(0)
    travel = []
    for start, end in strides(gait, "left"):
        part = frames(gait, start, end)
        times_s, across = gait.times_s[part], gait.progress[part]
        seen = np.isfinite(across)
        if seen.sum() < 6:
            travel.append(float("nan"))
            continue
        level = across - np.polyfit(times_s[seen], across[seen], 1)[0] * times_s
        travel.append(float(np.ptp(level[seen])) if seen.mean() >= 0.5 else float("nan"))
    return np.asarray(100.0 * gait.leg_length_m * np.array(travel))
