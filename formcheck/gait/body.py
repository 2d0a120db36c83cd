"""Lengths and middles of the body in the picture."""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.skeleton import SIDES, Side
from formcheck.types import Floats, Track

FEWEST_FRAMES: Final = 8  # in which hips and shoulders are seen; by us


def is_seen(track: Track) -> bool:
    """Whether hips and shoulders, from which view and direction are told, are ever followed."""
    trunk = mid(track, "hip") + mid(track, "shoulder")
    return bool(np.isfinite(trunk).all(axis=1).sum() >= FEWEST_FRAMES)


def mid(track: Track, joint: str) -> Floats:
    """The point half-way between left and right joint, (frames, 2), px."""
    return np.asarray((track[f"left_{joint}"] + track[f"right_{joint}"]) / 2)


def trunk_px(track: Track) -> float:
    """Median distance of mid-hip and mid-shoulder, px; NaN when never seen."""
    return middle(np.linalg.norm(mid(track, "shoulder") - mid(track, "hip"), axis=1))


def leg_length_px(track: Track, side: Side | None) -> float:
    """Thigh plus shank as seen, 90th percentile, px; of the longer leg when no side is given.

    Foreshortening only shortens, so the longest views are the truest.
    """
    if side is None:
        legs = [leg_length_px(track, s) for s in SIDES]
        return max((leg for leg in legs if np.isfinite(leg)), default=float("nan"))
    hip, knee, ankle = (track[f"{side}_{joint}"] for joint in ("hip", "knee", "ankle"))
    leg = np.linalg.norm(hip - knee, axis=1) + np.linalg.norm(knee - ankle, axis=1)
    seen = leg[np.isfinite(leg)]
    return float(np.percentile(seen, 90)) if len(seen) else float("nan")


def middle(values: Floats) -> float:
    """Median of what was seen; NaN when nothing was."""
    seen = values[np.isfinite(values)]
    return float(np.median(seen)) if len(seen) else float("nan")
