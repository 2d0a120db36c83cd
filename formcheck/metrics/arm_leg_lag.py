"""Whether the arm swings in time with the opposite leg."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import Waves, fundamentals, strides
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait


def arm_leg_lag(gait: Gait, side: Side) -> Floats:
    """Degrees of the stride by which the arm is ahead of the opposite leg, 0 = in step.

    Values lie within half a stride of their circular mean, so their plain mean and
    spread are right.
    """
    seen = arm_against_leg(gait, side)
    if not len(seen):
        return np.empty(0)
    usual = np.sum(seen)
    return np.asarray(np.degrees(np.angle(usual) + np.angle(seen * np.conj(usual))))


def arm_against_leg(gait: Gait, side: Side) -> Waves:
    """A complex arrow of length 1 per stride that shows it: its angle is the arm's lead.

    Arm and leg of one side swing against each other, so the arm is compared with its
    own side's leg turned by half a stride: both are near the camera. The elbow tells the swing;
    the wrist moves with the elbow's bend as well.
    """
    arm = (gait[f"{side}_elbow"] - gait[f"{side}_shoulder"])[:, 0]
    leg = (gait[f"{side}_ankle"] - gait[f"{side}_hip"])[:, 0]
    spans = list(strides(gait, side))
    turns = fundamentals(gait, arm, spans) * np.conj(-fundamentals(gait, leg, spans))
    turns = turns[np.isfinite(turns)]
    return np.asarray(turns / np.abs(turns))
