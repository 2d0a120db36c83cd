"""Landmarks the network did not really see become NaN."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.skeleton import SIDES
from formcheck.types import Floats, Track

LEAST_VISIBILITY: Final = 0.3  # chosen by us: below it BlazePose reports its mean pose
LEAST_PRESENCE: Final = 0.5  # MediaPipe's own limit
LONGEST_BONE: Final = 1.5  # times its 90th percentile; chosen by us

_CHAINS: Final = (
    ("hip", "knee", ("knee", "ankle", "heel", "foot_index")),
    ("knee", "ankle", ("ankle", "heel", "foot_index")),
    ("shoulder", "elbow", ("elbow", "wrist")),
    ("elbow", "wrist", ("wrist",)),
)


def drop_unseen(track: Track) -> Track:
    """The track without landmarks of low visibility or presence."""
    unseen = (track.visibility < LEAST_VISIBILITY) | (track.presence < LEAST_PRESENCE)
    return replace(track, xy=np.where(unseen[..., None], np.nan, track.xy))


def drop_stretched(track: Track) -> Track:
    """The track without limbs that are longer than this body's limbs.

    A person passing in front, or a jump to somebody else, shows as a thigh or
    shank far beyond its usual length while the network still reports presence.
    Foreshortening only shortens, so only long bones are suspect.
    """
    xy = track.xy.copy()
    for side in SIDES:
        for upper, lower, hanging in _CHAINS:
            length = np.linalg.norm(track[f"{side}_{lower}"] - track[f"{side}_{upper}"], axis=1)
            bad = length > LONGEST_BONE * _ninety(length)
            for joint in hanging:
                xy[bad, track.names.index(f"{side}_{joint}")] = np.nan
    return replace(track, xy=xy)


def _ninety(length: Floats) -> float:
    seen = length[np.isfinite(length)]
    return float(np.percentile(seen, 90)) if len(seen) else np.inf
