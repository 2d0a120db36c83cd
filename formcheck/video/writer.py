"""Writes clips that every browser plays: H.264 in MP4, index at the front."""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.video.stream import VideoStream

from formcheck.types import Pixels

_TICKS_PER_S = 90_000  # the clock of broadcast video; 24, 25, 30, 50 and 60 fps come out whole

# Constant quality: sharp lines and small text stay readable. Scale of x264, 0 to 51, low is good.
# Frames in the order of showing ("bf"): otherwise MP4 miscounts the length of uneven clips.
_OPTIONS = {"crf": "20", "preset": "veryfast", "bf": "0"}

_BT709 = 1  # matrix, primaries and curve of HD video, ITU-T H.273
_LIMITED_RANGE = 1  # 16 to 235, what players expect


class VideoWriter:
    """A clip being written; each frame is shown from its own time on.

    The file appears under its name when the block ends well; when the block
    raises, nothing is left behind and a file that was there before is unharmed.
    Times count from the first frame written, to the nearest 1/90000 s.

    >>> with VideoWriter(Path("out.mp4")) as writer:  # doctest: +SKIP
    ...     writer.write(rgb, time_s=0.0)
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._part = path.with_name(f".{path.name}.{os.getpid()}.part")
        self._stream: VideoStream | None = None
        self._shape: tuple[int, ...] = ()
        self._zero_s = 0.0
        self._last_tick = -1
        self._gap = _TICKS_PER_S // 30

    def __enter__(self) -> Self:
        options = {"movflags": "+faststart"}
        self._container = av.open(str(self._part.absolute()), "w", format="mp4", options=options)
        return self

    def write(self, rgb: Pixels, time_s: float) -> None:
        """Add a picture, (height, width, 3), shown from `time_s` on.

        An odd width or height grows by one pixel, a copy of the last.

        Raises
        ------
        ValueError : not the size of the first picture, or not later than the one before
        """
        if self._stream is None:
            self._shape, self._zero_s = rgb.shape, time_s
            self._stream = self._started(rgb)
        if rgb.shape != self._shape:
            raise ValueError(f"picture has shape {rgb.shape}, the first had {self._shape}")
        tick = round((time_s - self._zero_s) * _TICKS_PER_S)
        if tick <= self._last_tick:
            raise ValueError(f"time_s {time_s} is not later than that of the picture before")
        if tick:
            self._gap = tick - self._last_tick
        self._last_tick = tick
        self._mux(_encodable(rgb, tick))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            with self._container:
                if kind is None:
                    self._finish()
            if kind is None:
                self._part.replace(self.path)
        finally:
            self._part.unlink(missing_ok=True)

    def _finish(self) -> None:
        """Write what the encoder still holds."""
        if self._stream is None:
            raise ValueError(f"no picture was written to {self.path.name}")
        self._mux(None)

    def _mux(self, frame: av.VideoFrame | None) -> None:
        """Encode a picture, or the rest, and put it into the file."""
        assert self._stream is not None
        for packet in self._stream.encode(frame):
            packet.duration = self._gap  # counts for the last one only: as long as the one before
            self._container.mux(packet)

    def _started(self, rgb: Pixels) -> VideoStream:
        """The stream, made for pictures of this size."""
        height, width = rgb.shape[:2]
        stream = self._container.add_stream("libx264", rate=30, options=_OPTIONS)
        stream.width, stream.height = width + width % 2, height + height % 2
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = Fraction(1, _TICKS_PER_S)
        stream.colorspace = stream.color_primaries = stream.color_trc = _BT709
        stream.color_range = _LIMITED_RANGE
        return stream


def _encodable(rgb: Pixels, tick: int) -> av.VideoFrame:
    """The picture as the encoder wants it: even size, one brightness and two half-size colours."""
    odd_height, odd_width = rgb.shape[0] % 2, rgb.shape[1] % 2
    even = np.pad(rgb, ((0, odd_height), (0, odd_width), (0, 0)), mode="edge")
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(even), format="rgb24")
    frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709")
    frame.pts, frame.time_base = tick, Fraction(1, _TICKS_PER_S)
    return frame
