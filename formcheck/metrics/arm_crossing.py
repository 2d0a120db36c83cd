"""How far the hand swings across the body."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import during, mid, strides
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait

LEAST_WIDTH = 0.21  # leg lengths; half of usual shoulders: narrower ones are turned away; by us


def arm_crossing(gait: Gait, side: Side) -> Floats:
    """Shoulder widths by which the wrist passes the body's midline, the furthest of each stride.

    Positive is past the midline, negative stays on its own side. The midline stands
    upright through the mid-hip; the shoulder width is the widest usual one of the clip,
    as the shoulders look narrower when they turn.
    """
    outward = 1.0 if side == "right" else -1.0
    past = -outward * (gait[f"{side}_wrist"] - mid(gait, "hip"))[:, 0]
    width = shoulder_width(gait)
    parts = [during(gait, past, start, end) for start, end in strides(gait, side)]
    return np.array([float(p.max()) / width if len(p) > 2 else float("nan") for p in parts])


def shoulder_width(gait: Gait) -> float:
    """Leg lengths between the shoulders as seen: 90th percentile.

    NaN when not seen, or so narrow that it is no view from in front.
    """
    apart = np.abs(gait["right_shoulder"] - gait["left_shoulder"])[:, 0]
    seen = np.isfinite(apart)
    width = float(np.percentile(apart[seen], 90)) if seen.any() else float("nan")
    return width if width >= LEAST_WIDTH else float("nan")
