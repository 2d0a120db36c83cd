"""A region cut out of a picture, at the size a network wants, the way MediaPipe does it.

MediaPipe's OpenCV reads a picture at places rounded to 1/32 px, where later versions
interpolate exactly; that moves landmarks by 0.4 px and more. `cv2.remap` still rounds so
when it is given places in fixed point.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.pose.blaze.region import Region
from formcheck.types import Floats, Pixels

FINE: Final = 32  # parts of a pixel, INTER_TAB_SIZE of OpenCV
_BITS: Final = 5
_FURTHEST: Final = 32767  # places are 16-bit; no phone's picture is that large

Maps = tuple[npt.NDArray[np.int16], npt.NDArray[np.uint16]]


def crop(rgb: Pixels, region: Region, edge: int, *, is_black_outside: bool) -> Pixels:
    """The region as a picture of (edge, edge, 3).

    Outside the picture it is black, or goes on with the pixels of the border.
    """
    places, parts = _maps(region, edge)
    border = cv2.BORDER_CONSTANT if is_black_outside else cv2.BORDER_REPLICATE
    return np.asarray(cv2.remap(rgb, places, parts, cv2.INTER_LINEAR, borderMode=border))


@lru_cache(maxsize=8)  # the whole picture is looked at again and again; half a MB each
def _maps(region: Region, edge: int) -> Maps:
    """Where each pixel of the crop lies: whole pixels (edge, edge, 2), and parts of them.

    The crop's outer edge is the region's: pixel k lies k / edge along it.
    """
    right, down = region.steps
    along = np.arange(edge) / edge - 0.5
    x = _fixed(region.x - down * along, right * along)
    y = _fixed(region.y + right * along, down * along)
    places = np.empty((edge, edge, 2), np.int16)
    np.right_shift(x, _BITS, out=places[..., 0], casting="unsafe")
    np.right_shift(y, _BITS, out=places[..., 1], casting="unsafe")
    x &= FINE - 1
    y &= FINE - 1
    return places, (y * FINE + x).astype(np.uint16)


def _fixed(rows_px: Floats, columns_px: Floats) -> npt.NDArray[np.int32]:
    """Places in 1/32 px, the sum of row and column; beyond 16 bits they stay at the end.

    Most of cutting out is spent here, and most regions lie within: those are not clipped.
    """
    places, limit = np.add.outer(FINE * rows_px, FINE * columns_px), FINE * _FURTHEST
    if np.abs(places[[0, 0, -1, -1], [0, -1, 0, -1]]).max() > limit:
        places = np.clip(places, -limit, limit)
    return np.asarray(np.rint(places, out=places), np.int32)
