"""How fast the runner goes."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import of
from formcheck.types import Floats, Gait


def speed(gait: Gait) -> Floats:
    """Metres a second: what the user gave, else the estimate from the stance foot.

    The same number for every contact of the near foot; empty when neither is known.
    """
    if gait.runner.speed_mps is None:
        return np.empty(0)
    side = gait.summary.near_side or "left"
    return np.full(len(of(gait, side)), gait.runner.speed_mps)
