"""How far the knee is bent when the foot lands."""

from __future__ import annotations

from formcheck.metrics.reading import flexion_deg, point, strikes_s
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait


def knee_flexion_contact(gait: Gait, side: Side) -> Floats:
    """Degrees at initial contact, 0 = straight."""
    at_s = strikes_s(gait, side)
    hip, knee, ankle = (point(gait, f"{side}_{j}", at_s) for j in ("hip", "knee", "ankle"))
    return flexion_deg(hip, knee, ankle)
