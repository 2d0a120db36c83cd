"""What a container says of the packets of its moving picture, before any is decoded."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Packets:
    """The packets of the moving picture that is looked at, in the order of the file.

    Attributes
    ----------
    container : FFmpeg's name of it
    track : its number in the file, as the file counts
    time_base : seconds of a tick
    stamps : (shown, decoded, lasts) of each packet, ticks; None where the file does not say
    spans : (start, length) of each packet in the file, bytes; start -1 where nobody knows
    checksum : of the compressed pictures and of what their decoder needs before the first
    words : what the file says about itself, its camera, and where it was, by tags
    """

    container: str
    track: int
    time_base: Fraction
    stamps: tuple[tuple[int | None, int | None, int | None], ...]
    spans: tuple[tuple[int, int], ...]
    checksum: int
    words: tuple[str, ...]
