"""Turns stored pictures upright and makes their pixels square.

A phone stores what its sensor sees and adds a display matrix that says how to
hold it up. With x to the right and y down, the stored point (x, y) belongs at
(a x + c y, b x + d y), shifted back into view:

    | a  b  . |      a = 1, b = 0     as stored
    | c  d  . |      a = 0, b = 1     a quarter turn clockwise
    | .  .  . |      a = -1, d = 1    mirrored (some selfie cameras)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import atan2, degrees
from typing import cast

import numpy as np
from av import VideoFrame
from av.buffer import Buffer
from av.sidedata.sidedata import Type

from formcheck.types import Pixels


@dataclass(frozen=True, slots=True)
class Turn:
    """How to bring stored pictures upright: mirror, then turn.

    Attributes
    ----------
    rotation_deg : 0, 90, 180 or 270, clockwise
    is_mirrored : top and bottom change places before the turn
    """

    rotation_deg: int = 0
    is_mirrored: bool = False

    def size(self, width: int, height: int) -> tuple[int, int]:
        """Width and height after the turn; applied twice it gives them back.

        >>> Turn(rotation_deg=90).size(1920, 1080)
        (1080, 1920)
        """
        return (height, width) if self.rotation_deg % 180 else (width, height)

    def __call__(self, rgb: Pixels) -> Pixels:
        """The picture upright, (height, width, 3), C-contiguous.

        >>> wide = np.arange(6, dtype=np.uint8).reshape(1, 2, 3)
        >>> Turn(rotation_deg=90)(wide)[:, :, 0].tolist()
        [[0], [3]]
        """
        if self == Turn():
            return np.ascontiguousarray(rgb)
        stored = rgb[::-1] if self.is_mirrored else rgb
        width, height = self.size(rgb.shape[1], rgb.shape[0])
        upright = np.empty((height, width, 3), np.uint8)
        for colour in range(3):  # one at a time is twice as fast as triples of bytes
            upright[..., colour] = np.rot90(stored[..., colour], -self.rotation_deg // 90)
        return upright


def turn_of(frame: VideoFrame) -> Turn:
    """How to turn a decoded picture upright; as stored when it brings no matrix.

    Angles between are rounded to the nearest quarter turn.
    """
    side_data = cast(Mapping[Type, Buffer], frame.side_data)  # PyAV's stub names one kind only
    stored = side_data.get(Type.DISPLAYMATRIX)
    if stored is None:
        return Turn()
    a, b, _, c, d = np.frombuffer(bytes(stored), np.int32)[:5].astype(float)
    quarters = round(degrees(atan2(b, a)) / 90)
    return Turn(quarters * 90 % 360, is_mirrored=bool(a * d - b * c < 0))


def square_size(width: int, height: int, pixel_aspect: Fraction | None) -> tuple[int, int]:
    """Width and height with square pixels: the short way is stretched, nothing is thrown away.

    `pixel_aspect` is the width of a stored pixel over its height; None is square.

    >>> square_size(1440, 1080, Fraction(4, 3)), square_size(720, 480, Fraction(8, 9))
    ((1920, 1080), (720, 540))
    """
    if not pixel_aspect or pixel_aspect < 0:
        return width, height
    if pixel_aspect > 1:
        return round(width * pixel_aspect), height
    return width, round(height / pixel_aspect)
