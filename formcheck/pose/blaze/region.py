"""Turned squares of a picture, in which a network looks for one person."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from formcheck.types import Floats

# Room around the circle that two points describe; pose_detector_graph.cc of MediaPipe.
ROOM: Final = 1.25


@dataclass(frozen=True, slots=True)
class Region:
    """A square in a picture, maybe turned.

    Attributes
    ----------
    x, y : its middle, px
    side : length of an edge, px
    turn_rad : by how much it is turned, positive is clockwise in the picture
    """

    x: float
    y: float
    side: float
    turn_rad: float = 0.0

    @property
    def steps(self) -> tuple[float, float]:
        """How far the whole of its upper edge goes to the right and down, px."""
        return self.side * math.cos(self.turn_rad), self.side * math.sin(self.turn_rad)


def whole(size_px: tuple[int, int]) -> Region:
    """The smallest square around a picture of that width and height.

    >>> whole((1280, 720))
    Region(x=640.0, y=360.0, side=1280.0, turn_rad=0.0)
    """
    width, height = size_px
    return Region(width / 2, height / 2, float(max(width, height)))


def around(middle: Floats, edge: Floats) -> Region:
    """The region of the body whose middle and a point on the circle around it are known.

    The point lies beyond the head: it tells which way the body is up.

    >>> import numpy as np
    >>> around(np.array([100.0, 200.0]), np.array([100.0, 120.0]))
    Region(x=100.0, y=200.0, side=200.0, turn_rad=0.0)
    """
    dx, dy = float(edge[0] - middle[0]), float(edge[1] - middle[1])
    turn = math.pi / 2 - math.atan2(-dy, dx)
    turn -= 2 * math.pi * math.floor((turn + math.pi) / (2 * math.pi))
    return Region(float(middle[0]), float(middle[1]), 2 * math.hypot(dx, dy) * ROOM, turn)
