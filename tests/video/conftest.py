"""Small clips made on the spot: a few coloured frames, any container, any time stamps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from clip_maker import set_matrix

TICKS = 90_000

Film = Callable[..., Path]
QUADRANTS = {(-1, -1): (220, 30, 30), (1, -1): (30, 200, 30), (-1, 1): (30, 30, 220)}


def picture(i: int, size: tuple[int, int]) -> np.ndarray:
    """Red, green and blue corners, noise in the fourth so that packets have some length."""
    width, height = size
    rgb = np.random.default_rng(i).integers(0, 255, (height, width, 3), np.uint8)
    for (x, y), colour in QUADRANTS.items():
        rows = slice(0, height // 2) if y < 0 else slice(height // 2, height)
        columns = slice(0, width // 2) if x < 0 else slice(width // 2, width)
        rgb[rows, columns] = colour
    return rgb


@pytest.fixture
def film(tmp_path: Path) -> Film:
    """Write a clip: ``film("a.mp4", times_s=..., size=..., aspect=..., flags=...)``."""

    def write(
        name: str,
        times_s: Sequence[float] = tuple(i / 30 for i in range(30)),
        size: tuple[int, int] = (64, 48),
        aspect: Fraction | None = None,
        flags: str = "faststart",
    ) -> Path:
        path = tmp_path / name
        options = {"movflags": flags} if path.suffix == ".mp4" and flags else {}
        with av.open(str(path), "w", options=options) as container:
            stream = container.add_stream("libx264", rate=30, options={"bf": "0"})
            stream.width, stream.height = size
            stream.pix_fmt, stream.gop_size = "yuv420p", 10
            stream.codec_context.time_base = Fraction(1, TICKS)
            if aspect:
                stream.codec_context.sample_aspect_ratio = aspect
            for i, time_s in enumerate(times_s):
                frame = av.VideoFrame.from_ndarray(picture(i, size), format="rgb24")
                frame.pts, frame.time_base = round(time_s * TICKS), Fraction(1, TICKS)
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        return path

    return write


def cut(path: Path, share: float) -> Path:
    """The same file without its end."""
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    return path


def spoil(path: Path, start: float, end: float) -> Path:
    """The same file with a stretch of its pictures overwritten."""
    data = bytearray(path.read_bytes())
    first = data.index(b"mdat") + 4 if path.suffix == ".mp4" else 0
    a, b = (first + int((len(data) - first) * share) for share in (start, end))
    data[a:b] = b"\xff" * (b - a)
    path.write_bytes(data)
    return path


# Test modules of this folder get the three through fixtures, for they cannot import a conftest.


@pytest.fixture(name="set_matrix")
def _set_matrix() -> Callable[..., None]:
    return set_matrix


@pytest.fixture(name="cut")
def _cut() -> Callable[[Path, float], Path]:
    return cut


@pytest.fixture(name="spoil")
def _spoil() -> Callable[[Path, float, float], Path]:
    return spoil


@pytest.fixture
def quadrants() -> dict[tuple[int, int], tuple[int, int, int]]:
    """Colour of the stored corners, by (x, y) with y down."""
    return QUADRANTS
