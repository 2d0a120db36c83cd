"""From a region to one person's landmarks in the picture and in metres.

Constants: pose_landmarks_detector_graph.cc of MediaPipe (Apache-2.0).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from scipy.special import expit

from formcheck.pose.blaze.crop import crop
from formcheck.pose.blaze.heat_map import refined
from formcheck.pose.blaze.network import Network
from formcheck.pose.blaze.region import Region
from formcheck.pose.wire import VALUES, People
from formcheck.skeleton import LANDMARKS
from formcheck.types import Floats, Pixels

EDGE: Final = 256
CELLS: Final = 64  # of a heat map's edge
OUT: Final = 39  # landmarks of the network: those of the body, two of its region, four unused
LEAST_PRESENCE: Final = 0.5  # that somebody is in the region at all
BODY: Final = len(LANDMARKS)
# what the network gives that is used, by its number of values: landmarks, whether somebody is
# there, heat maps, landmarks in metres. What is left out is the person's outline, 256 x 256.
OUTPUTS: Final = (5 * OUT, 1, CELLS * CELLS * OUT, 3 * OUT)


def landmarks(network: Network, rgb: Pixels, region: Region) -> People | None:
    """The person in a region, (33, 8) as in `wire`; None where nobody is."""
    flat, there, heat, metres = network(crop(rgb, region, EDGE, is_black_outside=False))
    if there.item() < LEAST_PRESENCE:
        return None
    return decode((flat, heat, metres), region)


def decode(outputs: Sequence[Floats], region: Region) -> People:
    """Landmarks, heat maps and metres of the network as the person's row of values, (33, 8)."""
    flat, heat, metres = outputs
    values = flat.reshape(OUT, 5).astype(float)
    xy = refined(values[:, :2] / EDGE, heat.reshape(CELLS, CELLS, OUT))[:BODY] - 0.5
    cos_sin = np.array(region.steps) / region.side
    pose = np.empty((BODY, VALUES), np.float32)
    pose[:, :2] = _turned(xy * region.side, cos_sin) + np.array([region.x, region.y])
    pose[:, 2] = values[:BODY, 2] / EDGE * region.side
    world = metres.reshape(OUT, 3)[:BODY].astype(float)
    pose[:, 3:5] = _turned(world[:, :2], cos_sin)
    pose[:, 5] = world[:, 2]
    pose[:, 6:] = expit(values[:BODY, 3:])
    return pose


def _turned(xy: Floats, cos_sin: Floats) -> Floats:
    """Points turned with their region, (points, 2)."""
    cos, sin = cos_sin
    return np.stack([cos * xy[:, 0] - sin * xy[:, 1], sin * xy[:, 0] + cos * xy[:, 1]], axis=1)
