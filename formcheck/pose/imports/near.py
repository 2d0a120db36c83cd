"""Tells which side of the body is next to the camera where a file has neither depth nor doubt.

The nearer leg looks longer, and its foot lands lower in the picture, for a camera stands higher
than the ground: by 2 % of the leg each, four metres away.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.skeleton import LANDMARKS, SIDES, Side
from formcheck.types import Floats, Track
from formcheck.types.said import Said

NEARER: Final = 0.2  # of the trunk: as far as `gait.view` needs to tell sides apart
ALIKE: Final = 0.01  # of confidence, by which sides differ where it tells nothing; chosen by us
_JOINTS: Final = ("shoulder", "hip", "knee", "ankle")


def with_near_side(track: Track) -> tuple[Track, tuple[str, ...]]:
    """The track with a depth that says which side is near, and a note that it is inferred.

    As it is where depth is known or confidence tells the sides apart.
    """
    if np.any(track.depth != 0) or _doubts_one_side(track):
        return track, ()
    lead = {side: _leg_px(track, side) for side in SIDES}
    low = {side: _lowest(track, side) for side in SIDES}
    sign = (lead["left"] - lead["right"]) + (low["left"] - low["right"])
    near: Side = "right" if sign < 0 else "left"
    depth, step = track.depth.copy(), NEARER * max(lead.values())
    for side in SIDES:
        columns = [k for k, name in enumerate(LANDMARKS) if side in name]
        depth[:, columns] = -step if side == near else step
    note = Said(
        "The file does not say which side was next to the camera; by how large the legs look"
        " it is the {side} one.",
        side=Said(near),
    )
    return replace(track, depth=depth), (note,)


def _doubts_one_side(track: Track) -> bool:
    """Whether the network was surer of one side than of the other."""
    sure = [
        np.median(track.visibility[:, [LANDMARKS.index(f"{side}_{j}") for j in _JOINTS]])
        for side in SIDES
    ]
    return bool(abs(sure[0] - sure[1]) > ALIKE)


def _leg_px(track: Track, side: Side) -> float:
    hip, knee, ankle = (track[f"{side}_{joint}"] for joint in _JOINTS[1:])
    leg = np.linalg.norm(hip - knee, axis=1) + np.linalg.norm(knee - ankle, axis=1)
    return _high(leg)


def _lowest(track: Track, side: Side) -> float:
    return _high(track[f"{side}_ankle"][:, 1])


def _high(values: Floats) -> float:
    """What one in ten exceeds; 0 where nothing is seen."""
    seen = values[np.isfinite(values)]
    return float(np.percentile(seen, 90)) if len(seen) else 0.0
