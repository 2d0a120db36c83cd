"""How far the trunk leans over the standing leg."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import during, from_vertical_deg, mid, of
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait

STANCE = 0.35  # of a stride; toe-off does not show from rear and front


def trunk_side_lean(gait: Gait, side: Side) -> Floats:
    """Degrees, the largest lean towards the standing side in each contact of that side."""
    towards = 1.0 if side == "right" else -1.0
    lean = towards * from_vertical_deg(mid(gait, "hip"), mid(gait, "shoulder"))
    contacts = of(gait, side)
    if len(contacts) < 2:
        return np.empty(0)
    stride_s = float(np.median(np.diff([c.strike_s for c in contacts])))
    parts = [during(gait, lean, c.strike_s, c.strike_s + STANCE * stride_s) for c in contacts]
    return np.array([float(p.max()) if len(p) > 2 else float("nan") for p in parts])
