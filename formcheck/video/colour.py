"""Turns decoded pictures into the colours a screen would show: 8-bit RGB.

A video stores brightness and two colour differences. How to get red, green and blue back is
written in the file: by which matrix (BT.601, BT.709, BT.2020), whether black is 0 or 16, and
on which curve (ordinary, or HDR as HLG or PQ). Where the file is silent, the rules of players.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from av import VideoFrame
from av.video.stream import VideoStream

from formcheck.types import Pixels
from formcheck.video.hdr import Curve, to_sdr

# Code points of ITU-T H.273, which FFmpeg uses, and what swscale knows of them by.
_BT709, _BT601, _BT2020 = 1, 5, 9
_MATRICES: Final[Mapping[int, int]] = {1: 1, 4: 4, 5: 5, 6: 5, 7: 7, 9: 9, 10: 9}
_CURVES: Final[Mapping[int, Curve]] = {16: "pq", 18: "hlg"}
_WIDE_PRIMARIES = 9
_LIMITED, _FULL = 1, 2

# Without a word about the matrix: BT.601 up to the size of broadcast SD, else BT.709.
_SD_WIDTH, _SD_HEIGHT = 1024, 576


@dataclass(frozen=True, slots=True)
class Colours:
    """How the stored numbers of a clip become colours.

    Attributes
    ----------
    matrix : swscale's number of the matrix; None when RGB is stored
    is_full : black is 0 and white all ones; else 16 and 235 of 8 bits
    curve : of HDR clips; None is ordinary
    is_wide : red, green and blue are those of BT.2020
    """

    matrix: int | None
    is_full: bool
    curve: Curve | None = None
    is_wide: bool = False

    def rgb(self, picture: VideoFrame, width: int, height: int) -> Pixels:
        """The picture at this size, (height, width, 3), as an ordinary screen would show it."""
        if self.curve is None:
            return self._converted(picture, "rgb24", width, height).astype(np.uint8, copy=False)
        deep = self._converted(picture, "rgb48le", width, height).astype(np.uint16, copy=False)
        return to_sdr(deep, self.curve, self.is_wide)

    def _converted(
        self, picture: VideoFrame, layout: str, width: int, height: int
    ) -> npt.NDArray[Any]:
        if self.matrix is None:
            return picture.to_ndarray(format=layout, width=width, height=height)
        return picture.to_ndarray(
            format=layout,
            width=width,
            height=height,
            src_colorspace=self.matrix,
            # Older PyAV tells swscale nothing unless source and destination differ.
            dst_colorspace=_BT709 if self.matrix != _BT709 else _BT601,
            src_color_range=_FULL if self.is_full else _LIMITED,
            dst_color_range=_FULL,
        )


def colours_of(picture: VideoFrame, stream: VideoStream) -> Colours:
    """What the picture, and the stream once it has been decoded, say of their colours."""
    curve = _CURVES.get(stream.codec_context.color_trc)
    is_full = picture.color_range == _FULL or picture.format.name.startswith("yuvj")
    is_wide = stream.codec_context.color_primaries == _WIDE_PRIMARIES
    if picture.format.is_rgb or picture.format.has_palette:
        return Colours(None, is_full, curve, is_wide)
    matrix = _MATRICES.get(picture.colorspace) or _guessed(picture, curve)
    return Colours(matrix, is_full, curve, is_wide)


def _guessed(picture: VideoFrame, curve: Curve | None) -> int:
    if curve is not None:
        return _BT2020
    is_sd = picture.width <= _SD_WIDTH and picture.height <= _SD_HEIGHT
    return _BT601 if is_sd else _BT709
