"""Landmarks moved to the middle of the heat around them.

The landmark network says each place twice: as numbers, and as a map of where it is warm.
Without the maps the error against rendered runners doubles. Steps and constants:
refine_landmarks_from_heatmap_calculator.cc of MediaPipe (Apache-2.0).
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from formcheck.types import Bools, Floats

REACH: Final = 3  # cells to each side: a kernel of 7
LEAST_HEAT: Final = 0.5  # of the warmest cell; colder maps are not believed


def refined(xy: Floats, heat: Floats) -> Floats:
    """The same landmarks, moved to where it is warm around them.

    Parameters
    ----------
    xy : (landmarks, 2), shares of the crop's edge
    heat : (rows, columns, landmarks), logits
    """
    rows, columns, count = heat.shape
    cell = (xy * (columns, rows)).astype(np.intp)  # toward zero, as in C++
    is_inside = ((cell >= 0) & (cell < (columns, rows))).all(axis=1)
    near = cell[:, None, :] + np.arange(-REACH, REACH + 1)[None, :, None]  # (landmarks, 7, 2)
    x, y = near[..., 0], near[..., 1]
    known = _within(y, rows)[:, :, None] & _within(x, columns)[:, None, :]
    at = y.clip(0, rows - 1)[:, :, None], x.clip(0, columns - 1)[:, None, :]
    logits = heat[(*at, np.arange(count)[:, None, None])].astype(float)
    warm = np.where(known, expit(logits), 0.0)
    total = np.maximum(warm.sum(axis=(1, 2)), 1e-12)
    middle = np.stack([(warm.sum(axis=1) * x).sum(axis=1), (warm.sum(axis=2) * y).sum(axis=1)], 1)
    moved = middle / total[:, None] / (columns, rows)
    believed = is_inside & (warm.max(axis=(1, 2)) >= LEAST_HEAT)
    return np.where(believed[:, None], moved, xy)


def _within(cells: npt.NDArray[np.intp], count: int) -> Bools:
    return np.asarray((cells >= 0) & (cells < count))
