"""How near the knees come to each other."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import during, strides
from formcheck.types import Floats, Gait

# Distance of the network's hip points as a share of that of the hip joints, from behind and
# in front: 0.71 to 0.90, mean 0.785, on twelve rendered clips of seven bodies.
HIPS_SEEN = 0.785
LEAST_WIDTH = 0.11  # leg lengths; half of usual hips: narrower ones are turned away; by us


def knee_gap(gait: Gait) -> Floats:
    """Hip widths between the knees at their closest, one per stride, negative = crossed.

    The hip width is that of the joints, from the distance of the hip points in the clip.
    """
    apart = (gait["right_knee"] - gait["left_knee"])[:, 0]
    width = hip_width(gait)
    parts = [during(gait, apart, start, end) for start, end in strides(gait, "left")]
    return np.array([float(p.min()) / width if len(p) > 2 else float("nan") for p in parts])


def hip_width(gait: Gait) -> float:
    """Leg lengths between the hip joints, by the median distance of the points.

    NaN when not seen, or so narrow that it is no view from behind or in front.
    """
    apart = (gait["right_hip"] - gait["left_hip"])[:, 0]
    seen = np.isfinite(apart)
    width = float(np.median(apart[seen])) / HIPS_SEEN if seen.any() else float("nan")
    return width if width >= LEAST_WIDTH else float("nan")
