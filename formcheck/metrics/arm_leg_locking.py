"""How steadily arm and opposite leg keep the same rhythm."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.arm_leg_lag import arm_against_leg
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait

FEWEST = 3  # strides: two always look locked to each other


def arm_leg_locking(gait: Gait, side: Side) -> Floats:
    """How well each stride keeps the usual lag of arm and leg: 1 = exactly, -1 = turned round.

    The value of a stride is the cosine of its phase against the circular mean of all, so the
    mean over strides is the phase-locking value |mean exp(i phi)| (Lachaux 1999,
    doi:10.1002/(SICI)1097-0193(1999)8:4<194::AID-HBM4>3.0.CO;2-C). Empty with fewer
    than three strides.
    """
    arrows = arm_against_leg(gait, side)
    if len(arrows) < FEWEST:
        return np.empty(0)
    return np.asarray(np.cos(np.angle(arrows * np.conj(np.sum(arrows)))))
