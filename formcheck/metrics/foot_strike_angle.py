"""How the foot is held when it lands."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import during, of, point
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait

FLAT = (0.3, 0.6)  # part of the contact in which the whole foot is down


def foot_strike_angle(gait: Gait, side: Side) -> Floats:
    """Degrees of heel-to-toe against the same line in flat stance, + = toes up.

    Taking flat stance as zero removes the shoe's drop and where the landmarks sit on it.
    """
    contacts = [c for c in of(gait, side) if c.off_s is not None]
    way = gait[f"{side}_foot_index"] - gait[f"{side}_heel"]
    angle = np.degrees(np.arctan2(way[:, 1], way[:, 0]))
    at_s = np.array([c.strike_s for c in contacts])
    landing = point(gait, f"{side}_foot_index", at_s) - point(gait, f"{side}_heel", at_s)
    landing_deg = np.degrees(np.arctan2(landing[:, 1], landing[:, 0]))
    flat = [_flat(gait, angle, c.strike_s, c.off_s - c.strike_s) for c in contacts if c.off_s]
    return np.asarray(landing_deg - np.array(flat))


def _flat(gait: Gait, angle_deg: Floats, strike_s: float, length_s: float) -> float:
    part = during(gait, angle_deg, strike_s + FLAT[0] * length_s, strike_s + FLAT[1] * length_s)
    return float(np.median(part)) if len(part) else float("nan")
