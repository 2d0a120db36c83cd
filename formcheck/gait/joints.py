"""From the network's points to joint centres, seen from the side.

A pose network's points are not joint centres: BlazePose puts the hip ahead of the
joint and below it, the ankle above it. `skeleton.OFFSETS` says where its points lie, mean and
spread over fourteen rendered clips of eight bodies, made with two renderers, whose
joints are known. Found first on four clips of the one renderer (hip 3.1 % ahead), it
came out the same on ten clips of the other (2.9 %). Women's hip points lie nearer to the
joint (1.4-2.2 %) than men's (2.6-4.5 %); formcheck does not ask, and the spread says so.

Rendered bodies are no photographs: the spread stays in the error of every metric that
rests on these points. From behind and in front nothing is corrected.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.gait.running_frame import level
from formcheck.skeleton import OFFSETS, SIDES, Offset
from formcheck.types import Floats, Track


def to_joints(track: Track, facing: Floats, leg_px: float, roll_deg: float = 0.0) -> Track:
    """The track with hips, knees, ankles and arms moved to the joint centres.

    `facing` is (2,): the sign of each picture axis in the running frame. `roll_deg` is +
    when the picture has to be turned clockwise to be level. Points of other networks stay where
    they are: the table says nothing of them.
    """
    if not track.points.is_blazepose:
        return track
    xy = track.xy.copy()
    for joint, offset in OFFSETS.items():
        shift = level(np.array([offset.forward, offset.up]) / 100 * leg_px * facing, -roll_deg)
        for side in SIDES:
            xy[:, track.names.index(f"{side}_{joint}")] -= shift
    return replace(track, xy=xy)


__all__ = ["OFFSETS", "Offset", "to_joints"]
