"""A region cut out of a picture, at the size a network wants, the way MediaPipe does it.

MediaPipe's OpenCV reads a picture at places rounded to 1/32 px, where later versions
interpolate exactly; that moves landmarks by 0.4 px and more. `cv2.remap` still rounds so
when it is given places in fixed point.
"""

from __future__ import annotations

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


def _maps(region: Region, edge: int) -> Maps:
    """Where each pixel of the crop lies: whole pixels (edge, edge, 2), and parts of them.

    The crop's outer edge is the region's: pixel k lies k / edge along it.
    """
    right, down = region.steps
    share = np.arange(edge) / edge - 0.5
    x = _fixed(region.x + right * share[None, :] - down * share[:, None])
    y = _fixed(region.y + down * share[None, :] + right * share[:, None])
    parts = (y & (FINE - 1)) * FINE + (x & (FINE - 1))
    return np.stack([x >> _BITS, y >> _BITS], axis=-1).astype(np.int16), parts.astype(np.uint16)


def _fixed(place_px: Floats) -> npt.NDArray[np.int32]:
    """Places in 1/32 px, rounded; far outside the picture they stay where 16 bits end."""
    limit = FINE * _FURTHEST
    return np.asarray(np.rint(np.clip(FINE * place_px, -limit, limit)), np.int32)
