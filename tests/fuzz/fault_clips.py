"""A small sound clip in any container, and surgery on the boxes of an MP4."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

TICKS = 90_000
FRAMES = 30
FORMATS = {"mjpeg": "yuvj420p", "rawvideo": "bgr24"}


def picture(i: int, size: tuple[int, int] = (64, 48)) -> np.ndarray:
    """Noise, so that packets have some length."""
    width, height = size
    return np.random.default_rng(i).integers(0, 255, (height, width, 3), np.uint8)


def make(
    path: Path, flags: str = "", codec: str = "libx264", aspect: Fraction | None = None
) -> Path:
    """A clip of a second at 30 frames a second, key frames ten apart."""
    options = {"movflags": flags} if flags else {}
    with av.open(str(path), "w", options=options) as container:
        stream = container.add_stream(codec, rate=30)
        stream.width, stream.height, stream.gop_size = 64, 48, 10
        stream.pix_fmt = FORMATS.get(codec, "yuv420p")
        if aspect:
            stream.codec_context.sample_aspect_ratio = aspect
        if codec == "libx264":
            stream.options = {"bf": "0", "threads": "1"}
        for i in range(FRAMES):
            frame = av.VideoFrame.from_ndarray(picture(i), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def make_sound(path: Path) -> Path:
    """A second of silence."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100)
        for _ in range(45):
            frame = av.AudioFrame.from_ndarray(
                np.zeros((1, 1024), np.float32), format="fltp", layout="mono"
            )
            frame.sample_rate = 44100
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def make_timed(path: Path, gaps: Sequence[int], shifts: Sequence[int]) -> Path:
    """An MP4 whose packet k + 1 is decoded gaps[k] ticks after k, and shown shifts[k] later.

    Written with lawful times, for no muxer takes others; then overwritten in its index.
    """
    lawful = [(20 * i + i * i, 7 + 3 * i) for i in range(len(gaps))]
    with av.open(str(path), "w", options={"use_editlist": "0"}) as container:
        stream = container.add_stream("mjpeg", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuvj420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, TICKS)
        frame = av.VideoFrame.from_ndarray(picture(0), format="rgb24")
        frame.pts, frame.time_base = 0, Fraction(1, TICKS)
        whole = bytes([*stream.encode(frame), *stream.encode(None)][0])
        for decoded, later in lawful:
            packet = av.Packet(whole)
            packet.stream, packet.time_base = stream, Fraction(1, TICKS)
            packet.dts, packet.pts = decoded, decoded + later
            packet.is_keyframe = True
            container.mux(packet)
    for box, values, kind in ((b"stts", gaps, ">I"), (b"ctts", shifts, ">i")):
        for k, value in enumerate(values[: entries(path, box)]):
            edit(path, box, 12 + 8 * k, struct.pack(kind, value))
    return path


def entries(path: Path, box: bytes) -> int:
    """How many entries a table of the index has."""
    data = path.read_bytes()
    at = data.index(box) + 8
    return int.from_bytes(data[at : at + 4], "big")


def edit(path: Path, box: bytes, offset: int, new: bytes) -> Path:
    """Overwrite bytes at an offset from the end of a box's name, first such box."""
    data = bytearray(path.read_bytes())
    at = data.index(box) + 4 + offset
    data[at : at + len(new)] = new
    path.write_bytes(data)
    return path


def cut(path: Path, n_bytes: int) -> Path:
    """Only the first bytes."""
    path.write_bytes(path.read_bytes()[:n_bytes])
    return path


def where(path: Path, box: bytes) -> int:
    """Byte at which a box starts, with its length."""
    return path.read_bytes().index(box) - 4


def u32(value: int) -> bytes:
    """Four bytes as MP4 has them."""
    return struct.pack(">I", value)
