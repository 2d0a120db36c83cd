"""How far the shoulders turn about the long axis of the trunk."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import fundamental, strides
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait

# Distance of the shoulder landmarks: 0.207 of body height on rendered runners, which is
# 0.422 of leg length (0.491 of height; Winter 2009, Table 4.1).
SHOULDERS_PER_LEG = 0.422
# The network's depth turns less than the body: half as far in a rendered clip from the
# front, three quarters in one from behind. Two clips are no calibration: indicative.
DEPTH_GAIN = 0.63


def trunk_rotation(gait: Gait) -> Floats:
    """Degrees peak to peak per stride.

    From the side: the left-right offset of the shoulders in the picture swings with
    the turn; its first harmonic, free of noise and of a camera that is not square,
    is read as 2 asin(amplitude / shoulder breadth). From rear and front only the
    network's guess of depth shows it: indicative.
    """
    side: Side = gait.summary.near_side or "left"
    spans = list(strides(gait, side))
    if gait.summary.view in ("rear", "front"):
        turn = _turn_from_depth_deg(gait)
        return np.array([2 * abs(fundamental(gait, turn, *span)) / DEPTH_GAIN for span in spans])
    offset = (gait["left_shoulder"] - gait["right_shoulder"])[:, 0]
    swing = np.array([abs(fundamental(gait, offset, *span)) for span in spans])
    return np.asarray(2 * np.degrees(np.arcsin(np.clip(swing / SHOULDERS_PER_LEG, 0, 1))))


def _turn_from_depth_deg(gait: Gait) -> Floats:
    """Angle of the shoulder line against the picture plane, (frames,)."""
    left, right = (gait.world[:, gait.names.index(f"{s}_shoulder")] for s in ("left", "right"))
    across = left - right
    return np.asarray(np.degrees(np.arctan2(across[:, 2], np.abs(across[:, 0]))))
