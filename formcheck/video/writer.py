"""Writes clips that every browser plays: H.264 in MP4, index at the front.

this thread:    checks picture 3, goes on | checks picture 4, goes on | ...
another thread: colours and encodes picture 2 | colours and encodes picture 3 | ...
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
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

_MOST_WAITING = 4  # pictures handed over and not yet encoded, so that memory stays small

_BT709 = 1  # matrix, primaries and curve of HD video, ITU-T H.273
_LIMITED_RANGE = 1  # 16 to 235, what players expect


class VideoWriter:
    """A clip being written; each frame is shown from its own time on.

    The file appears under its name when the block ends well; when the block
    raises, nothing is left behind and a file that was there before is unharmed.
    Times count from the first frame written, to the nearest 1/90000 s. Pictures are encoded
    beside the caller, who leaves them as they are once they are handed over. `keyframe_every` so
    many pictures one stands alone, so that a player jumps to any of them at once; None leaves
    that to the encoder.

    >>> with VideoWriter(Path("out.mp4")) as writer:  # doctest: +SKIP
    ...     writer.write(rgb, time_s=0.0)
    """

    def __init__(self, path: Path, keyframe_every: int | None = None) -> None:
        self.path = path
        self._options = dict(_OPTIONS)
        if keyframe_every is not None:
            self._options["g"] = str(keyframe_every)
        self._part = path.with_name(f".{path.name}.{os.getpid()}.part")
        self._stream: VideoStream | None = None
        self._shape: tuple[int, ...] = ()
        self._zero_s = 0.0
        self._last_tick = -1
        self._gap = _TICKS_PER_S // 30
        self._encoding = ThreadPoolExecutor(1, "encoder")
        self._waiting: deque[Future[None]] = deque()

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
        self._waiting.append(self._encoding.submit(self._encode, rgb, tick, self._gap))
        self._wait_for(_MOST_WAITING)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            with self._container:
                try:
                    if kind is None:
                        self._finish()
                finally:  # the container must not close under the encoder
                    self._encoding.shutdown(cancel_futures=True)
            if kind is None:
                self._part.replace(self.path)
        finally:
            self._part.unlink(missing_ok=True)

    def _finish(self) -> None:
        """Write what the encoder still holds."""
        if self._stream is None:
            raise ValueError(f"no picture was written to {self.path.name}")
        self._wait_for(0)
        self._mux(None, self._gap)

    def _wait_for(self, most: int) -> None:
        """Nothing; no more than so many pictures wait. What went wrong with them is raised here."""
        while len(self._waiting) > most:
            self._waiting.popleft().result()

    def _encode(self, rgb: Pixels, tick: int, gap: int) -> None:
        self._mux(_encodable(rgb, tick), gap)

    def _mux(self, frame: av.VideoFrame | None, gap: int) -> None:
        """Encode a picture, or the rest, and put it into the file."""
        assert self._stream is not None
        for packet in self._stream.encode(frame):
            packet.duration = gap  # counts for the last one only: as long as the one before
            self._container.mux(packet)

    def _started(self, rgb: Pixels) -> VideoStream:
        """The stream, made for pictures of this size."""
        height, width = rgb.shape[:2]
        stream = self._container.add_stream("libx264", rate=30, options=self._options)
        stream.width, stream.height = width + width % 2, height + height % 2
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = Fraction(1, _TICKS_PER_S)
        stream.colorspace = stream.color_primaries = stream.color_trc = _BT709
        stream.color_range = _LIMITED_RANGE
        return stream


def _encodable(rgb: Pixels, tick: int) -> av.VideoFrame:
    """The picture as the encoder wants it: even size, one brightness and two half-size colours."""
    frame = av.VideoFrame.from_numpy_buffer(_even(rgb), format="rgb24")  # not copied
    frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709")
    frame.pts, frame.time_base = tick, Fraction(1, _TICKS_PER_S)
    return frame


def _even(rgb: Pixels) -> Pixels:
    """The picture in one piece, grown to an even width and height."""
    odd_height, odd_width = rgb.shape[0] % 2, rgb.shape[1] % 2
    if odd_height or odd_width:
        rgb = np.pad(rgb, ((0, odd_height), (0, odd_width), (0, 0)), mode="edge")
    return np.ascontiguousarray(rgb)
