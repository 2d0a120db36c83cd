"""From a picture to the regions in which people stand: BlazePose's detector.

Constants: pose_detector_graph.cc of MediaPipe (Apache-2.0).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.special import expit

from formcheck.pose.blaze.crop import crop
from formcheck.pose.blaze.network import Network
from formcheck.pose.blaze.overlap import Candidates, merged
from formcheck.pose.blaze.region import Region, around, whole
from formcheck.types import Floats, Pixels

EDGE: Final = 224
GRIDS: Final = ((8, 2), (16, 2), (32, 6))  # pixels a cell, anchors in it
LEAST_SCORE: Final = 0.5
HIGHEST_LOGIT: Final = 100.0  # scores are clipped there before the sigmoid
_BOX, _POINTS = slice(0, 4), slice(4, 8)  # of twelve values; the other four are not used


def find(network: Network, rgb: Pixels, most: int) -> list[Region]:
    """Where people are, the surest first, at most so many."""
    around_all = whole((rgb.shape[1], rgb.shape[0]))
    values, scores = network(crop(rgb, around_all, EDGE, is_black_outside=True))
    found = merged(decode(values.reshape(-1, 12), scores.ravel()))[:most]
    corner = np.array([around_all.x, around_all.y]) - around_all.side / 2
    points = [pair * around_all.side + corner for pair in found]
    return [around(middle, edge) for middle, edge in points]


def decode(values: Floats, scores: Floats) -> Candidates:
    """What the network says, without what it is not sure of; in shares of its picture's edge."""
    sure = expit(np.clip(scores, -HIGHEST_LOGIT, HIGHEST_LOGIT))
    kept = np.flatnonzero(sure >= LEAST_SCORE)
    anchors = ANCHORS[kept]
    box = values[kept, _BOX] / EDGE
    middle, half = box[:, :2] + anchors, box[:, 2:] / 2
    points = (values[kept, _POINTS] / EDGE).reshape(-1, 2, 2) + anchors[:, None]
    return Candidates(np.hstack([middle - half, middle + half]), points, sure[kept])


def _anchors() -> Floats:
    """Middles of all cells, (2254, 2), shares of the edge; x before y, rows from above."""
    grids = []
    for pixels, count in GRIDS:
        cells = EDGE // pixels
        middles = (np.arange(cells) + 0.5) / cells
        y, x = np.meshgrid(middles, middles, indexing="ij")
        grids.append(np.repeat(np.column_stack([x.ravel(), y.ravel()]), count, axis=0))
    return np.concatenate(grids)


ANCHORS: Final = _anchors()
