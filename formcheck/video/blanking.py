"""Finds what is private in an MP4 or QuickTime file, and with what it is overwritten, in place.

    ftyp | moov [mvhd trak trak udta meta] | mdat [ picture sound picture data ]
           moov [mvhd trak free free free]   mdat [ picture 00000 picture 0000 ]

Nothing moves: times, edit list, rotation, pixels and colours are the bytes they were. Kept are the
boxes of `iso_kept`, the one track that is looked at, and of the pictures' data its packets; of
clocks the day, without the time of day.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from formcheck.video.boxes import MOST_BYTES, Box, children
from formcheck.video.iso_kept import (
    EMPTY,
    KEPT,
    KEPT_KEYS,
    MOST_SHORT,
    PARENTS,
    WRITTEN_BY,
    is_harmless,
)
from formcheck.video.sony_xml import rate_alone

_EPOCH: Final = date(1904, 1, 1)  # of the clocks in these files
_DAY_S: Final = 86_400
_LAST_SHORT_S: Final = (1 << 32) - 1  # what a clock of 32 bits can say: until 2040
# Of a picture's sample description, bytes from its box's beginning (QuickTime File Format).
_VENDOR, _CODEC_NAME, _BEGINS = slice(20, 24), slice(50, 82), 86


@dataclass(frozen=True, slots=True)
class Patch:
    """Bytes of the file that are overwritten: by `data`, and zeros up to `end`."""

    start: int
    end: int
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class _Looking:
    """What is known while boxes are looked through."""

    file: BinaryIO
    track: int
    spans: Sequence[tuple[int, int]]
    day: date | None
    values: frozenset[bytes] = frozenset()  # kinds of the boxes in `ilst` that stay


def patches(
    path: Path, track: int, spans: Sequence[tuple[int, int]], day: date | None
) -> Iterator[Patch]:
    """What to overwrite so that the track with that number, its packets and the day are left.

    `spans` are the packets' (start, length) in the file; `day` is that of filming.
    """
    with path.open("rb") as file:
        looking = _Looking(file, track, sorted(spans), day)
        yield from _inside(looking, Box(b"", 0, path.stat().st_size))


def _inside(looking: _Looking, around: Box) -> Iterator[Patch]:
    """Patches of the boxes in a box, and of what is no box behind them."""
    at, kept = around.start, KEPT[around.kind]
    for box in children(looking.file, around):
        at = box.end
        if box.kind in EMPTY:
            yield Patch(box.start, box.end)
        elif box.kind not in kept and not _is_writers_name(looking, around, box):
            yield from _blanked(looking, box)
        elif box.kind in PARENTS:
            yield from _parent(looking, box)
        elif box.kind in _FIELDS:
            yield from _FIELDS[box.kind](looking, box)
    yield Patch(at, around.end)


def _parent(looking: _Looking, box: Box) -> Iterator[Patch]:
    if box.kind in (b"trak", b"traf") and _track_of(looking, box) != looking.track:
        yield from _blanked(looking, box)
    elif box.kind == b"meta":
        yield from _inside(replace(looking, values=_kept_values(looking, box)), box)
    else:
        yield from _inside(looking, box)


def _blanked(looking: _Looking, box: Box) -> Iterator[Patch]:
    """The box becomes an empty one of its size."""
    yield Patch(_kind_at(looking, box), _kind_at(looking, box) + 4, b"free")
    yield Patch(box.start, box.end)


def _kind_at(looking: _Looking, box: Box) -> int:
    """Where the kind of the box stands: right before its payload, or before a long size."""
    for back in (4, 12):
        looking.file.seek(box.start - back)
        if box.start >= back and looking.file.read(4) == box.kind:
            return box.start - back
    return box.start - 4


def _track_of(looking: _Looking, box: Box) -> int | None:
    for header in children(looking.file, box):
        if header.kind == b"tfhd":
            return int.from_bytes(_read(looking, header)[4:8], "big")
        if header.kind == b"tkhd":
            data = _read(looking, header)
            at = 20 if data[:1] == b"\x01" else 12
            return int.from_bytes(data[at : at + 4], "big")
    return None


def _read(looking: _Looking, box: Box) -> bytes:
    looking.file.seek(box.start)
    return looking.file.read(min(box.end - box.start, MOST_BYTES))


def _unused(looking: _Looking, box: Box) -> Iterator[Patch]:
    """What lies between the pictures: sound, timed places, what nobody refers to."""
    at, first = box.start, bisect_right(looking.spans, (box.start, 0))
    for start, length in islice(looking.spans, max(first - 1, 0), None):
        if start >= box.end:
            break
        if start + length > at:
            yield Patch(at, max(at, start))
            at = start + length
    yield Patch(min(at, box.end), box.end)


def _movie_clock(looking: _Looking, box: Box) -> Iterator[Patch]:
    """The movie was made on the day of filming, at no time of it, and changed at none."""
    day = looking.day
    yield _clock(looking, box, 0 if day is None else (day - _EPOCH).days * _DAY_S)


def _track_clock(looking: _Looking, box: Box) -> Iterator[Patch]:
    yield _clock(looking, box, 0)


def _clock(looking: _Looking, box: Box, seconds: int) -> Patch:
    is_long = _read(looking, box)[:1] == b"\x01"
    said = seconds if is_long or seconds <= _LAST_SHORT_S else 0
    made = struct.pack(">QQ" if is_long else ">II", max(said, 0), 0)
    return Patch(box.start + 4, box.start + 4 + len(made), made)


def _handler(looking: _Looking, box: Box) -> Iterator[Patch]:
    """Kind of track kept; who wrote it and its name are not."""
    name = _read(looking, box)[24:]
    is_counted = bool(name) and name[0] == len(name) - 1  # QuickTime's texts begin with a length
    if not is_harmless(name[1:] if is_counted else name):
        yield Patch(box.start + 24, box.end)
    if _read(looking, box)[4:8] == b"mhlr":
        yield Patch(box.start + 12, box.start + 24)


def _references(looking: _Looking, box: Box) -> Iterator[Patch]:
    """Where else the pictures may lie: nowhere."""
    for one in children(looking.file, Box(b"", box.start + 8, box.end)):
        yield Patch(min(one.start + 4, one.end), one.end)


def _descriptions(looking: _Looking, box: Box) -> Iterator[Patch]:
    """Of each kind of picture in the track: what its decoder needs, not who made it."""
    for entry in children(looking.file, Box(b"", box.start + 8, box.end)):
        begin = entry.start - 8
        looking.file.seek(begin)
        head = looking.file.read(_BEGINS)
        name = head[_CODEC_NAME]
        if not is_harmless(name[1:].rstrip(b"\0")):
            yield Patch(begin + _CODEC_NAME.start, begin + _CODEC_NAME.stop)
        yield Patch(begin + _VENDOR.start, begin + _VENDOR.stop, _vendor(head[_VENDOR]))
        yield from _inside(looking, Box(b"stsd", min(begin + _BEGINS, entry.end), entry.end))


def _vendor(told: bytes) -> bytes:
    return told if told in (b"FFMP", bytes(4)) else bytes(4)


def _keys(looking: _Looking, box: Box) -> Iterator[Patch]:
    """Names of values: only those that are kept."""
    for key in children(looking.file, Box(b"", box.start + 8, box.end)):
        if _read(looking, key) not in KEPT_KEYS:
            yield Patch(key.start, key.end)


def _values(looking: _Looking, box: Box) -> Iterator[Patch]:
    """Values, in boxes called by the number of their key, or by what they are."""
    for value in children(looking.file, box):
        is_ours = value.kind in WRITTEN_BY and is_harmless(_read(looking, value)[16:])
        if value.kind not in looking.values and not is_ours:
            yield from _blanked(looking, value)


def _kept_values(looking: _Looking, meta: Box) -> frozenset[bytes]:
    """The numbers, from 1, of the keys that stay."""
    found: set[bytes] = set()
    for keys in (box for box in children(looking.file, meta) if box.kind == b"keys"):
        named = children(looking.file, Box(b"", keys.start + 8, keys.end))
        stay = (n for n, key in enumerate(named, 1) if _read(looking, key) in KEPT_KEYS)
        found.update(n.to_bytes(4, "big") for n in stay)
    return frozenset(found)


def _xml(looking: _Looking, box: Box) -> Iterator[Patch]:
    yield Patch(box.start, box.end, rate_alone(_read(looking, box)))


def _short(looking: _Looking, box: Box) -> Iterator[Patch]:
    if box.end - box.start > MOST_SHORT:
        yield from _blanked(looking, box)


def _is_writers_name(looking: _Looking, around: Box, box: Box) -> bool:
    """Whether QuickTime's own kind of text says only which library wrote the file."""
    is_text = around.kind == b"udta" and box.kind in WRITTEN_BY
    return is_text and is_harmless(_read(looking, box)[4:])


_FIELDS: Final[Mapping[bytes, Callable[[_Looking, Box], Iterator[Patch]]]] = {
    b"mdat": _unused,
    b"mvhd": _movie_clock,
    b"tkhd": _track_clock,
    b"mdhd": _track_clock,
    b"hdlr": _handler,
    b"dref": _references,
    b"stsd": _descriptions,
    b"keys": _keys,
    b"ilst": _values,
    b"xml ": _xml,
    b"saut": _short,
    b"srfr": _short,
}
