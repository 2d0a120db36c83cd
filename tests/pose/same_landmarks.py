"""How far the landmarks of two backends are apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from formcheck.pose.wire import People
from formcheck.types import Floats


@dataclass(frozen=True, slots=True)
class Apart:
    """Distances of all landmarks of all people.

    Attributes
    ----------
    px, depth_px : in the picture, and toward the camera
    world_m : the largest of three directions
    sight : the larger difference of visibility and presence
    """

    px: Floats
    depth_px: Floats
    world_m: Floats
    sight: Floats


def apart(first: Iterable[People], second: Iterable[People]) -> Apart:
    """Distances between people that two backends found in the same pictures, in their order."""
    difference = np.concatenate(list(first)) - np.concatenate(list(second))
    difference = np.abs(difference.astype(float)).reshape(-1, 8)
    return Apart(
        np.hypot(difference[:, 0], difference[:, 1]),
        difference[:, 2],
        difference[:, 3:6].max(axis=1),
        difference[:, 6:].max(axis=1),
    )
