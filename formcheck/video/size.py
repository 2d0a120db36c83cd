"""How large the pictures are that get looked at, and how many."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from formcheck.types import Source

# Larger pictures are made this long, px; chosen by us, because phones film at it by default.
LONGEST_PX: Final = 1920
FPS_TOLERANCE: Final = 0.01  # 59.94 a second are 60, and some phones write 59.6


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


def looked_at_size(width: int, height: int) -> tuple[int, int]:
    """The size at which pictures are looked at: as they are, up to `LONGEST_PX`.

    >>> looked_at_size(3840, 2160), looked_at_size(1080, 1920), looked_at_size(719, 1279)
    ((1920, 1080), (1080, 1920), (719, 1279))
    """
    if max(width, height) <= LONGEST_PX:
        return width, height
    share = Fraction(LONGEST_PX, max(width, height))
    return max(1, round(width * share)), max(1, round(height * share))


def in_detail(source: Source) -> Source:
    """The same clip with its pictures as large as they are stored, for a look at small parts.

    What is `d` px from the upper left in them is `d * source.shrink` px from there in the
    pictures of `source`.
    """
    return replace(source, width=source.stored_width, height=source.stored_height)


def thinned(source: Source, most_per_s: float | None) -> Source:
    """The same clip, of which fewer pictures are looked at; all where it has no more than that.

    None is no limit. Never fewer than `most_per_s` are left: of 50 a second all, where 30 are
    enough, and of 240 one in eight.
    """
    if most_per_s is None or not source.fps_nominal:
        return source
    every = max(1, int(source.fps_nominal / most_per_s * (1 + FPS_TOLERANCE)))
    frames = source.expected_frames
    return replace(source, every=every, expected_frames=frames and frames // every)


def bits_per_pixel(source: Source) -> float | None:
    """Bits of the file per pixel shown; None where the container says too little."""
    if not source.duration_s or not source.fps_nominal:
        return None
    pixels = source.width * source.height * source.fps_nominal * source.duration_s
    return round(8 * source.path.stat().st_size / pixels, 5)
