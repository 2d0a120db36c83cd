"""From the network's points to joint centres, seen from the side.

A pose network's points are not joint centres: BlazePose puts the hip ahead of the
joint and below it, the ankle above it. The table says where its points lie, mean and
spread over fourteen rendered clips of eight bodies, made with two renderers, whose
joints are known. Found first on four clips of the one renderer (hip 3.1 % ahead), it
came out the same on ten clips of the other (2.9 %). Women's hip points lie nearer to the
joint (1.4-2.2 %) than men's (2.6-4.5 %); formcheck does not ask, and the spread says so.

Rendered bodies are no photographs: the spread stays in the error of every metric that
rests on these points. From behind and in front nothing is corrected.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from formcheck.gait.running_frame import level
from formcheck.skeleton import SIDES
from formcheck.types import Floats, Track


@dataclass(frozen=True, slots=True)
class Offset:
    """Where a point lies seen from the joint centre, percent of the leg length as seen."""

    forward: float
    up: float
    forward_sd: float
    up_sd: float


OFFSETS: Final[dict[str, Offset]] = {
    "shoulder": Offset(-0.4, 3.0, 0.5, 0.4),
    "elbow": Offset(0.7, 1.4, 0.5, 0.4),
    "wrist": Offset(0.7, -0.3, 0.6, 0.7),
    "hip": Offset(3.0, -2.0, 1.0, 1.0),
    "knee": Offset(-0.5, 0.9, 0.3, 0.6),
    "ankle": Offset(0.8, 1.7, 0.5, 0.6),
}


def to_joints(track: Track, facing: Floats, leg_px: float, roll_deg: float = 0.0) -> Track:
    """The track with hips, knees, ankles and arms moved to the joint centres.

    `facing` is (2,): the sign of each picture axis in the running frame. `roll_deg` is +
    when the picture has to be turned clockwise to be level.
    """
    xy = track.xy.copy()
    for joint, offset in OFFSETS.items():
        shift = level(np.array([offset.forward, offset.up]) / 100 * leg_px * facing, -roll_deg)
        for side in SIDES:
            xy[:, track.names.index(f"{side}_{joint}")] -= shift
    return replace(track, xy=xy)
