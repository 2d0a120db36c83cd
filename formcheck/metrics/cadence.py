"""How many steps the runner takes in a minute."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import steps
from formcheck.types import Floats, Gait


def cadence(gait: Gait) -> Floats:
    """Steps per minute, one value for each pair of neighbouring strikes of opposite feet.

    Two strikes of the same foot in a row mean that one was missed, and give no value.
    """
    return np.array([60.0 / (then.strike_s - first.strike_s) for first, then in steps(gait)])
