"""How far a stride carries: speed times stride time."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.stride_time import stride_time
from formcheck.types import Floats, Gait


def stride_length(gait: Gait) -> Floats:
    """Metres, one value per stride; empty without a speed.

    On a treadmill the distance is that of the belt; over ground the speed is that
    of the ground passing under the hips, so both are speed times time.
    """
    if gait.runner.speed_mps is None:
        return np.empty(0)
    return np.asarray(gait.runner.speed_mps * stride_time(gait))
