"""Turns stored pictures upright.

A phone stores what its sensor sees and adds a display matrix that says how to
hold it up. With x to the right and y down, the stored point (x, y) is shown at
(a x + c y, b x + d y), shifted back into view:

    | a  b  . |      a = 1, b = 0     as stored
    | c  d  . |      a = 0, b = 1     a quarter turn clockwise
    | .  .  . |      a = -1, d = 1    mirrored (some selfie cameras)

Selfie cameras show the runner as a mirror does, where the left leg looks like the
right one. Apple's documentation of AVCaptureConnection.isVideoMirrored says how: the
matrix mirrors, the stored pictures are as the sensor saw them. So the turn is taken from
the matrix and the mirroring is not: the picture is true to life, and only players exchange
left and right. Where an app has mirrored the pictures themselves nothing in the file tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import atan2, degrees, isfinite
from typing import cast

import numpy as np
from av import VideoFrame
from av.buffer import Buffer
from av.sidedata.sidedata import Type
from av.video.stream import VideoStream

from formcheck.types import Pixels


@dataclass(frozen=True, slots=True)
class Turn:
    """How to bring stored pictures upright.

    Attributes
    ----------
    rotation_deg : 0, 90, 180 or 270, clockwise
    is_shown_mirrored : players mirror the picture besides, left to right
    """

    rotation_deg: int = 0
    is_shown_mirrored: bool = False

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
        if not self.rotation_deg:
            return np.ascontiguousarray(rgb)
        width, height = self.size(rgb.shape[1], rgb.shape[0])
        upright = np.empty((height, width, 3), np.uint8)
        for colour in range(3):  # one at a time is twice as fast as triples of bytes
            upright[..., colour] = np.rot90(rgb[..., colour], -self.rotation_deg // 90)
        return upright


def turn_of(frame: VideoFrame, stream: VideoStream) -> Turn:
    """How to turn a decoded picture upright; as stored when nothing is said.

    The picture's display matrix counts, else the tag `rotate` of older programs. Angles
    between are rounded to the nearest quarter turn; scale and shear are no turn.
    """
    side_data = cast(Mapping[Type, Buffer], frame.side_data)  # PyAV's stub names one kind only
    stored = side_data.get(Type.DISPLAYMATRIX)
    if stored is None:
        return Turn(_quarters(_tagged_deg(stream.metadata)))
    a, b, _, c, d = np.frombuffer(bytes(stored), np.int32)[:5].astype(float)
    shown_deg = degrees(atan2(b, a))
    if a * d - b * c >= 0:
        return Turn(_quarters(shown_deg))
    # What is shown is the stored picture mirrored top to bottom, then turned by that much;
    # mirrored once more, left to right, it is the stored picture turned by this much.
    return Turn(_quarters(180 - shown_deg), is_shown_mirrored=True)


def _tagged_deg(tags: Mapping[str, str]) -> float:
    """Clockwise turn in the tag `rotate`; 0 without a number there.

    >>> _tagged_deg({"ROTATE": "90"}), _tagged_deg({"rotate": "left"})
    (90.0, 0.0)
    """
    said = next((text for name, text in tags.items() if name.lower() == "rotate"), "0")
    try:
        turn_deg = float(said)
    except ValueError:
        return 0.0
    return turn_deg if isfinite(turn_deg) else 0.0


def _quarters(turn_deg: float) -> int:
    """The nearest quarter turn, 0 to 270.

    >>> _quarters(-90.0), _quarters(178.0)
    (270, 180)
    """
    return round(turn_deg / 90) * 90 % 360
