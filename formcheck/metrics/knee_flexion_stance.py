"""How far the knee bends under load."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import during, flexion_deg, of
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait

PART = 0.6  # of the contact; later the knee bends for the swing


def knee_flexion_stance(gait: Gait, side: Side) -> Floats:
    """Degrees, the largest knee bend in the first 60 % of each contact."""
    hip, knee, ankle = (gait[f"{side}_{j}"] for j in ("hip", "knee", "ankle"))
    bend = flexion_deg(hip, knee, ankle)
    peaks = []
    for c in of(gait, side):
        if c.off_s is None:
            continue
        part = during(gait, bend, c.strike_s, c.strike_s + PART * (c.off_s - c.strike_s))
        peaks.append(float(part.max()) if len(part) > 1 else float("nan"))
    return np.array(peaks)
