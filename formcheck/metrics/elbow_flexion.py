"""How far the elbow is bent."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import during, flexion_deg, strides
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait


def elbow_flexion(gait: Gait, side: Side) -> Floats:
    """Degrees, mean over each stride, 0 = straight."""
    bend = elbow_bend_deg(gait, side)
    parts = [during(gait, bend, start, end) for start, end in strides(gait, side)]
    return np.array([float(p.mean()) if len(p) > 2 else float("nan") for p in parts])


def elbow_bend_deg(gait: Gait, side: Side) -> Floats:
    """Elbow bend of each frame, degrees."""
    shoulder, elbow, wrist = (gait[f"{side}_{j}"] for j in ("shoulder", "elbow", "wrist"))
    return flexion_deg(shoulder, elbow, wrist)
