"""How long a stride lasts: initial contact to the next of the same foot."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import strides
from formcheck.skeleton import SIDES
from formcheck.types import Floats, Gait


def stride_time(gait: Gait) -> Floats:
    """Seconds, one value per stride of either foot."""
    return np.array([end - start for side in SIDES for start, end in strides(gait, side)])
