"""How steep a treadmill is, from the way of the standing foot against the camera's level."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.types import Gait

STANCE: Final = (0.3, 0.7)  # of the contact: the toes lie on the belt and go with it
READING_SD_DEG: Final = 1.0  # four level rendered clips read -1.2 to 0.1
LOOKING_DOWN_DEG: Final = 12.0  # a camera off square that looks down tilts the belt; by us
KNOWN_ROLL_SD_DEG: Final = 2.0
LEAST_FPS: Final = 50.0  # slower clips show three pictures of a contact, which tell nothing
STEEP_PCT: Final = 3.0  # beyond, level-ground limits do not apply
STEEPEST_PCT: Final = 20.0  # more is no belt, but a camera that stands askew
FEWEST: Final = 3  # contacts


def with_slope(gait: Gait) -> Gait:
    """The same gait; its runner with the slope seen, counted only where it is beyond doubt."""
    summary, runner = gait.summary, gait.runner
    known = summary.camera.roll_sd_deg < KNOWN_ROLL_SD_DEG
    if summary.near_side is None or summary.setting != "treadmill" or not known:
        return gait
    fps = 1.0 / float(np.mean(np.diff(gait.times_s)))
    found = None if fps < LEAST_FPS or runner.incline_source == "given" else _slope_deg(gait)
    if found is None:
        return gait
    pct, sd_pct = (100 * float(np.tan(np.radians(deg))) for deg in found)
    if abs(pct) > STEEPEST_PCT:
        return gait
    runner = replace(runner, incline_seen_pct=round(pct, 1), incline_sd_pct=round(sd_pct, 1))
    if pct - 2 * sd_pct > STEEP_PCT:
        runner = replace(runner, incline_pct=round(pct, 1), incline_source="seen")
    return replace(gait, runner=runner)


def seems_steep(gait: Gait) -> bool:
    """Whether it looks like a slope that nobody spoke of, clear or not."""
    seen, sd = gait.runner.incline_seen_pct, gait.runner.incline_sd_pct
    return seen is not None and sd is not None and abs(seen) - sd > STEEP_PCT


def _slope_deg(gait: Gait) -> tuple[float, float] | None:
    """Slope, + = uphill, and its standard error, degrees; None for too few contacts."""
    side, camera = gait.summary.near_side, gait.summary.camera
    toe, slopes = gait[f"{side}_foot_index"], []
    for c in gait.contacts:
        if c.side != side or c.off_s is None:
            continue
        start, end = (c.strike_s + share * (c.off_s - c.strike_s) for share in STANCE)
        part = (gait.times_s >= start) & (gait.times_s <= end) & np.isfinite(toe[:, 0])
        if part.sum() >= 3:
            slope = np.polyfit(toe[part, 0], toe[part, 1], 1)[0]
            slopes.append(float(np.degrees(np.arctan(slope))))
    if len(slopes) < FEWEST:
        return None
    scatter = 1.25 * float(np.std(slopes)) / len(slopes) ** 0.5
    askew = np.sin(np.radians(abs(camera.yaw_deg) + camera.yaw_sd_deg))
    view_deg = np.degrees(np.arctan(np.tan(np.radians(LOOKING_DOWN_DEG)) * askew))
    sd = np.sqrt(camera.roll_sd_deg**2 + READING_SD_DEG**2 + scatter**2 + view_deg**2)
    return float(np.median(slopes)), float(sd)
