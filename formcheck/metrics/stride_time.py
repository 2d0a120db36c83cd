"""How long a stride lasts: initial contact to the next of the same foot."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import strides
from formcheck.skeleton import SIDES
from formcheck.types import Floats, Gait


def stride_time(gait: Gait) -> Floats:
    """Seconds, one value per stride of either foot, in order of time.

    Strides of left and right overlap by half: as neighbours they show how little each adds.
    """
    both = sorted(stride for side in SIDES for stride in strides(gait, side))
    return np.array([end - start for start, end in both])
