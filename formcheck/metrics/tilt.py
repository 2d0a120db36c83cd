"""How far off level the picture seems, told from the runner where nothing upright is seen."""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.metrics.reading import frames, from_vertical_deg, mid, of
from formcheck.types import Floats, Gait

STANCE: Final = (0.25, 0.6)  # of the contact: the foot lies flat and goes with the ground
UNKNOWN_DEG: Final = 2.0  # a roll less sure than that was not seen in the picture
USUAL_DEG: Final = -2.0  # the heel rises; 14 rendered runners, level camera: -1.7, SD 1.9
TOLERATED_DEG: Final = 6.0  # twice the spread of cameras held by hand, three times the reading's


def apparent_tilt_deg(gait: Gait) -> float:
    """Degrees between the picture's horizon and the ground or the trunk; 0 within what is usual.

    From the side the standing foot travels along the ground; from behind and in front the
    trunk sways about the vertical. Given inclines are allowed for. Counts only where the
    camera's roll was not seen in the picture.
    """
    if gait.summary.camera.roll_sd_deg < UNKNOWN_DEG:
        return 0.0
    tilt = _trunk_deg(gait) if gait.summary.near_side is None else _ground_deg(gait)
    return abs(tilt) if abs(tilt) > TOLERATED_DEG else 0.0


def _trunk_deg(gait: Gait) -> float:
    """Mean sideways lean of the trunk."""
    return _middle(from_vertical_deg(mid(gait, "hip"), mid(gait, "shoulder")))


def _ground_deg(gait: Gait) -> float:
    """Slope of the near foot's way under the body, + = rising forward, beyond the incline."""
    side = gait.summary.near_side or "left"
    foot = (gait[f"{side}_heel"] + gait[f"{side}_foot_index"]) / 2
    slopes = []
    for c in of(gait, side):
        if c.off_s is None:
            continue
        start, end = (c.strike_s + share * (c.off_s - c.strike_s) for share in STANCE)
        ahead, up = foot[frames(gait, start, np.nextafter(end, np.inf))].T
        seen = np.isfinite(ahead)
        if seen.sum() >= 3:
            slopes.append(np.polyfit(ahead[seen], up[seen], 1)[0])
    incline_deg = float(np.degrees(np.arctan(gait.runner.incline_pct / 100)))
    if not slopes:
        return 0.0
    slope_deg = float(np.degrees(np.arctan(_middle(np.array(slopes)))))
    return slope_deg - incline_deg - USUAL_DEG


def _middle(values: Floats) -> float:
    """Median; 0, as if nothing were wrong, where nothing was seen."""
    values = values[np.isfinite(values)]
    return float(np.median(values)) if len(values) else 0.0
