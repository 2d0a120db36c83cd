"""Single landmarks that jump away and back become NaN."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.types import Floats, Track

SPREADS: Final = 6.0  # times the robust spread of a landmark's own residuals; chosen by us
LEAST_JUMP: Final = 0.04  # of the body's height; smaller jumps are left to smoothing


def drop_outliers(track: Track) -> Track:
    """The track without samples far from the cubic through their four neighbours."""
    residual = np.linalg.norm(_from_neighbours(track.xy), axis=-1)
    limit = np.maximum(SPREADS * _spread(residual), LEAST_JUMP * body_height_px(track))
    # one jump disturbs the residual of its neighbours too: only the worst of five goes
    padded = np.pad(np.nan_to_num(residual), ((2, 2), (0, 0)))
    local = np.max([padded[k : k + len(residual)] for k in range(5)], axis=0)
    bad = (residual > limit) & (residual == local)
    return replace(track, xy=np.where(bad[..., None], np.nan, track.xy))


def body_height_px(track: Track) -> float:
    """Median height of the box around the seen landmarks, pixels; NaN when none are seen."""
    y = track.xy[..., 1]
    seen = np.isfinite(y).any(axis=1)
    if not seen.any():
        return float("nan")
    return float(np.median(np.nanmax(y[seen], axis=1) - np.nanmin(y[seen], axis=1)))


def _from_neighbours(xy: Floats) -> Floats:
    """Distance vector of each sample from the cubic through the two before and the two after."""
    p = np.pad(xy, ((2, 2), (0, 0), (0, 0)), constant_values=np.nan)
    guess = (4 * (p[1:-3] + p[3:-1]) - (p[:-4] + p[4:])) / 6
    return np.asarray(xy - guess)


def _spread(residual: Floats) -> Floats:
    """Robust standard deviation per landmark, (landmarks,)."""
    seen = np.isfinite(residual)
    median = np.array(
        [np.median(r[s]) if s.any() else np.nan for r, s in zip(residual.T, seen.T, strict=True)]
    )
    return 1.4826 * median
