"""What somebody roughly does in a second or two: enough to choose a part, not to measure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.gait.activity import find_motion
from formcheck.gait.body import is_seen, leg_length_px
from formcheck.gait.view import find_outlook
from formcheck.types import Activity, Track, View


@dataclass(frozen=True, slots=True)
class Doing:
    """Activity and view of a short look; `cadence_spm` is in clip time, None unless running."""

    activity: Activity
    view: View | None = None
    cadence_spm: float | None = None
    yaw_deg: float = 0.0


def what_happens(calm: Track, view: str = "auto") -> Doing:
    """What the person in a short track does; "unknown" where too little is seen."""
    if not is_seen(calm):
        return Doing("unknown")
    outlook = find_outlook(calm, view)
    leg_px = leg_length_px(calm, outlook.near_side)
    if not np.isfinite(leg_px):
        return Doing("unknown", outlook.view, None, outlook.yaw_deg)
    motion = find_motion(calm, outlook.view, leg_px)
    runs = motion.main == "running" and bool(np.isfinite(motion.step_hz))
    cadence = round(60 * motion.step_hz, 1) if runs else None
    return Doing(motion.main, outlook.view, cadence, outlook.yaw_deg)
