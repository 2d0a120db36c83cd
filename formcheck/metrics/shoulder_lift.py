"""Whether the shoulders rise towards the ears while the clip lasts."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import during, mid, strides
from formcheck.skeleton import SIDES
from formcheck.types import Floats, Gait


def shoulder_lift(gait: Gait) -> Floats:
    """Percent by which the shoulders stand nearer to the ears at the end than at the start.

    Positive is raised, zero is as at the start. The height of the ears above the shoulders, in
    trunk lengths, is averaged over each stride; each stride of the last third of the clip is
    compared with its counterpart of the first third, in percent of the first third's
    mean. Empty with fewer than six strides. How high somebody's shoulders sit at all is
    anatomy, so only the change is told.
    """
    near = gait.summary.near_side
    height = np.mean([_neck(gait, side) for side in ((near,) if near else SIDES)], axis=0)
    parts = [during(gait, height, start, end) for start, end in strides(gait, near or "left")]
    means = np.array([float(p.mean()) if len(p) > 2 else float("nan") for p in parts])
    third = len(means) // 3
    if third < 2:
        return np.empty(0)
    first, last = means[:third], means[-third:]
    usual = float(np.mean(first[np.isfinite(first)])) if np.isfinite(first).any() else float("nan")
    return np.asarray(100.0 * (first - last) / usual)


def _neck(gait: Gait, side: str) -> Floats:
    """Height of the ear above the shoulder in trunk lengths, (frames,)."""
    trunk = np.linalg.norm(mid(gait, "shoulder") - mid(gait, "hip"), axis=1)
    return np.asarray((gait[f"{side}_ear"] - gait[f"{side}_shoulder"])[:, 1] / trunk)
