"""The part of each picture that moves with the pelvis, cut out small."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from formcheck.types import Floats, Frame, Pixels

# Of the leg length as seen, chosen on rendered rear views: inside the silhouette of slim
# runners, and tall enough for a waistband as well as for the hem of a shirt worn over it.
WIDTH: Final = 0.28
HEIGHT: Final = 0.30
ABOVE: Final = 0.05  # its centre lies that far above the mid-hip
WIDTH_PX: Final = 96
HEIGHT_PX: Final = round(WIDTH_PX * HEIGHT / WIDTH)
# 30 s at 60 frames a second: forty strides, 18 MB. Frames beyond give no tilt.
MOST_PATCHES: Final = 1800

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Patches:
    """Grey patches of some frames.

    Attributes
    ----------
    frames : index of the frame of each patch
    grey : (patches, height, width), 0 to 255
    """

    frames: tuple[int, ...]
    grey: Pixels


def cut_patches(
    frames: Iterable[Frame], mid_hip: Floats, leg_px: float, progress: Progress
) -> Patches:
    """Patches of the middle `MOST_PATCHES` frames in which the mid-hip is known.

    `mid_hip` is (frames, 2), px, NaN where it was not seen.
    """
    wanted = _wanted(mid_hip)
    known: list[int] = []
    grey = np.empty((len(wanted), HEIGHT_PX, WIDTH_PX), np.uint8)
    for frame in frames:
        if frame.index in wanted:
            grey[len(known)] = _cut(frame.rgb, mid_hip[frame.index], leg_px)
            known.append(frame.index)
            progress(frame.index + 1)
        if len(known) == len(wanted):
            break
    return Patches(tuple(known), grey[: len(known)])


def _wanted(mid_hip: Floats) -> frozenset[int]:
    seen = np.flatnonzero(np.isfinite(mid_hip).all(axis=1))
    spare = max(0, len(seen) - MOST_PATCHES)
    return frozenset(seen[spare // 2 : len(seen) - (spare - spare // 2)].tolist())


def _cut(rgb: Pixels, mid_hip: Floats, leg_px: float) -> Pixels:
    """One patch, the picture's edge carried on where it reaches beyond."""
    px = WIDTH * leg_px / WIDTH_PX  # of the picture per pixel of the patch
    left = mid_hip[0] - (WIDTH_PX - 1) / 2 * px
    top = mid_hip[1] - ABOVE * leg_px - (HEIGHT_PX - 1) / 2 * px
    warp = np.array([[px, 0.0, left], [0.0, px, top]])
    cut = cv2.warpAffine(
        rgb, warp, (WIDTH_PX, HEIGHT_PX),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    return np.asarray(cv2.cvtColor(cut, cv2.COLOR_RGB2GRAY), np.uint8)
