"""Edit lists of MP4 and QuickTime files that cut, slow or speed up what was filmed.

    filmed    0 ------ 5 ////// 20 ------ 25 s       an editor cut out 5 to 20
    played    0 ------ 5 ------ 10                   FFmpeg: no gap, and any speed is 1
    read here 0 ------ 5        20 ------ 25         the times of filming

FFmpeg follows an edit list but leaves out its speeds, and joins what was cut, so that the
runner jumps. Times of filming do neither. A list of one edit at the usual speed, as every
file has that was trimmed or has frames out of order, is left to FFmpeg.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from formcheck.types.said import Said
from formcheck.video.boxes import Box, find, inside, payload

USUAL_RATE: Final = Fraction(1)
FEWEST_TO_CUT: Final = 2  # edits
_SLACK_S: Final = Fraction(1, 1000)  # of rounding between the clocks of film and list

Spans = tuple[tuple[Fraction, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of the film as it is played: its start and length there, and how fast."""

    start_s: Fraction
    length_s: Fraction
    rate: Fraction


def edits_of(path: Path) -> tuple[Edit, ...]:
    """The edits of the first moving picture, without empty ones; () for other containers."""
    for track in find(path, (b"moov", b"trak")):
        if not _is_film(path, track):
            continue
        movie_hz = _clock_hz(path, next(find(path, (b"moov", b"mvhd")), None))
        film_hz = _clock_hz(path, next(inside(path, track, (b"mdia", b"mdhd")), None))
        box = next(inside(path, track, (b"edts", b"elst")), None)
        if box is not None and movie_hz and film_hz:
            return _listed(payload(path, box), movie_hz, film_hz)
        return ()
    return ()


def kept_spans(path: Path) -> Spans:
    """What of the film is played, in times of filming; () where FFmpeg tells them rightly."""
    edits = edits_of(path)
    if len(edits) < FEWEST_TO_CUT and all(edit.rate == USUAL_RATE for edit in edits):
        return ()
    spans = ((e.start_s - _SLACK_S, e.start_s + e.length_s * e.rate) for e in edits if e.rate > 0)
    return tuple(sorted(spans))


def is_kept(time_s: Fraction | None, spans: Spans) -> bool:
    """Whether a picture of that time of filming is played."""
    if not spans or time_s is None:
        return True
    return any(start <= time_s < end for start, end in spans)


def said(path: Path) -> tuple[str, ...]:
    """What is odd about the edit list, one sentence each."""
    edits, notes = edits_of(path), []
    rates = sorted({float(e.rate) for e in edits if e.rate != USUAL_RATE})
    if rates:
        named = ", ".join(f"{rate:.3g}" for rate in rates)
        notes.append(
            Said(
                "The file plays parts of itself at other speeds (edit list: {named} times); the"
                " times of filming were used.",
                named=named,
            )
        )
    if len(edits) >= FEWEST_TO_CUT:
        notes.append(
            Said(
                "The file is cut inside (edit list of {n_edits} parts); what was cut out counts"
                " as a gap.",
                n_edits=len(edits),
            )
        )
    return tuple(notes)


def _is_film(path: Path, track: Box) -> bool:
    handler = next(inside(path, track, (b"mdia", b"hdlr")), None)
    return handler is not None and payload(path, handler)[8:12] == b"vide"


def _clock_hz(path: Path, header: Box | None) -> int:
    """Ticks a second of a movie or media header; 0 where there is none."""
    data = b"" if header is None else payload(path, header)
    at = 20 if data[:1] == b"\x01" else 12
    return int(struct.unpack(">I", data[at : at + 4])[0]) if len(data) >= at + 4 else 0


def _listed(data: bytes, movie_hz: int, film_hz: int) -> tuple[Edit, ...]:
    form = ">Qqhh" if data[:1] == b"\x01" else ">Iihh"
    size, count = struct.calcsize(form), int.from_bytes(data[4:8], "big")
    found = []
    for k in range(min(count, (len(data) - 8) // size)):
        length, start, whole, part = struct.unpack_from(form, data, 8 + k * size)
        if start >= 0 and length > 0:
            rate = Fraction(whole) + Fraction(part, 1 << 16)
            found.append(Edit(Fraction(start, film_hz), Fraction(length, movie_hz), rate))
    return tuple(found)
