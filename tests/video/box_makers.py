"""Puts boxes into MP4 files: edit lists, and what cameras say of the speed of filming."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from pathlib import Path

CLOCK_HZ = 1000  # of the movie, as FFmpeg writes it
PARENTS = {b"moov", b"trak", b"mdia", b"udta", b"edts"}
Change = Callable[[bytes, bytes], bytes]


def box(kind: bytes, payload: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(payload), kind) + payload


def boxes(data: bytes) -> list[tuple[bytes, bytes]]:
    """Kind and payload of each box in order; 32-bit sizes only."""
    found, at = [], 0
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        found.append((kind, data[at + 8 : at + size]))
        at += size
    return found


def remade(path: Path, change: Change) -> Path:
    """The file with every box changed by ``change(kind, payload) -> payload``.

    The pictures must come first (``film(..., flags="")``): then their places stay.
    """
    content = boxes(path.read_bytes())
    assert [kind for kind, _ in content].index(b"mdat") < [k for k, _ in content].index(b"moov")
    path.write_bytes(b"".join(_again(kind, payload, change) for kind, payload in content))
    return path


def _again(kind: bytes, payload: bytes, change: Change) -> bytes:
    if kind in PARENTS:
        payload = b"".join(_again(k, p, change) for k, p in boxes(payload))
    return box(kind, change(kind, payload))


def with_edits(
    path: Path, edits: Sequence[tuple[float, float, float]], film_hz: int, version: int = 0
) -> Path:
    """The file played as that list says: (seconds played, start in the film or -1, rate)."""
    form = ">Qqhh" if version else ">Iihh"
    entries = b""
    for played_s, start_s, rate in edits:
        start = -1 if start_s < 0 else round(start_s * film_hz)
        whole, part = divmod(round(rate * (1 << 16)), 1 << 16)
        entries += struct.pack(form, round(played_s * CLOCK_HZ), start, whole, _signed(part))
    listed = box(b"elst", struct.pack(">B3xI", version, len(edits)) + entries)

    def change(kind: bytes, payload: bytes) -> bytes:
        if kind != b"trak":
            return payload
        rest = [box(k, p) for k, p in boxes(payload) if k != b"edts"]
        return b"".join([rest[0], box(b"edts", listed), *rest[1:]])

    return remade(path, change)


def _signed(part: int) -> int:
    return part - (1 << 16) if part >= 1 << 15 else part


def with_box_in_moov(path: Path, *more: bytes) -> Path:
    """The file with those boxes at the end of its moov."""

    def change(kind: bytes, payload: bytes) -> bytes:
        return payload + b"".join(more) if kind == b"moov" else payload

    return remade(path, change)


def samsung(mode: int, rate_fps: float | None = None) -> bytes:
    """A `udta` with Samsung's recording mode, and the rate of mode 21."""
    saut = box(b"saut", b"SAMS" + bytes([0, mode, 1, 3]))
    rate = b"" if rate_fps is None else box(b"srfr", struct.pack(">I", round(rate_fps * 65536)))
    return box(b"udta", box(b"smta", bytes(4) + saut + rate))


def sony(text: str) -> bytes:
    """A `meta` box, as ISO has it, with the XML of a camera."""
    handler = box(b"hdlr", bytes(8) + b"nrtm" + bytes(13))
    return box(b"meta", bytes(4) + handler + box(b"xml ", bytes(4) + text.encode()))
