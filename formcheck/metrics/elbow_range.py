"""How much the elbow opens and closes."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.elbow_flexion import elbow_bend_deg
from formcheck.metrics.reading import peak_to_peak, strides
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait


def elbow_range(gait: Gait, side: Side) -> Floats:
    """Degrees peak to peak of the elbow bend, per stride."""
    bend = elbow_bend_deg(gait, side)
    return np.array([peak_to_peak(gait, bend, a, b) for a, b in strides(gait, side)])
