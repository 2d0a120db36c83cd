"""Finds boxes in an MP4 or QuickTime file, for what FFmpeg does not tell.

    | size 4 | kind 4 | (size 8) | payload, often boxes again ... |

Nothing is believed: a box that is too small or reaches beyond the one around it ends the
search there, only headers are read on the way, and payloads only up to a limit.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

MOST_BOXES: Final = 4096  # in one box; phones write some dozens
MOST_BYTES: Final = 1 << 20  # of one payload: an edit list of 50 000 entries, any XML of a camera
# Boxes that hold boxes after four bytes of version and flags. QuickTime's `meta` has none.
_VERSIONED: Final = frozenset({b"meta", b"smta"})


@dataclass(frozen=True, slots=True)
class Box:
    """Where a box's payload starts and ends in the file, bytes."""

    kind: bytes
    start: int
    end: int


def find(path: Path, way: Sequence[bytes]) -> Iterator[Box]:
    """Boxes at the end of a way through the file: ``(b"moov", b"trak")`` gives every track.

    Nothing for a file that is no such container, or cannot be read.
    """
    try:
        with path.open("rb") as file:
            yield from _along(file, Box(b"", 0, path.stat().st_size), way)
    except OSError:
        return


def inside(path: Path, box: Box, way: Sequence[bytes]) -> Iterator[Box]:
    """The same, starting from a box."""
    try:
        with path.open("rb") as file:
            yield from _along(file, box, way)
    except OSError:
        return


def payload(path: Path, box: Box) -> bytes:
    """What is in the box, at most `MOST_BYTES` of it."""
    try:
        with path.open("rb") as file:
            file.seek(box.start)
            return file.read(min(box.end - box.start, MOST_BYTES))
    except OSError:
        return b""


def _along(file: BinaryIO, box: Box, way: Sequence[bytes]) -> Iterator[Box]:
    if not way:
        yield box
        return
    for child in children(file, box):
        if child.kind == way[0]:
            yield from _along(file, child, way[1:])


def children(file: BinaryIO, box: Box) -> Iterator[Box]:
    """The boxes in a box, in order, up to the first that cannot be believed."""
    at = _first(file, box)
    for _ in range(MOST_BOXES):
        header = _header(file, at, box.end)
        if header is None:
            return
        kind, start, end = header
        yield Box(kind, start, end)
        at = end


def _first(file: BinaryIO, box: Box) -> int:
    """Where the first box inside begins."""
    if box.kind not in _VERSIONED:
        return box.start
    file.seek(box.start + 4)
    is_quicktime = file.read(4) == b"hdlr"
    return box.start if is_quicktime else box.start + 4


def _header(file: BinaryIO, at: int, limit: int) -> tuple[bytes, int, int] | None:
    """Kind, start of the payload and end of the box there; None for no believable box."""
    if at + 8 > limit:
        return None
    file.seek(at)
    head = file.read(16)
    if len(head) < 8:
        return None
    size, kind = struct.unpack(">I4s", head[:8])
    start = at + 8
    if size == 1 and len(head) == 16:
        (size,), start = struct.unpack(">Q", head[8:]), at + 16
    end = limit if size == 0 else at + size
    return (kind, start, end) if start <= end <= limit else None
