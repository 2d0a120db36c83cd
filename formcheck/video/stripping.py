"""Copies a clip without what says who, where and with what it was filmed; proves it is the same.

    MP4, MOV, 3GP      overwritten in place (`blanking`): every byte of the pictures stays there
    Matroska, AVI, TS  the packets of the picture in a new file, by FFmpeg

Afterwards the two are held against each other: packets, times, size, rotation, rate, speed of
filming and day must be equal, and nothing that the first said of itself may be left in the second.
"""

from __future__ import annotations

import mmap
import os
import re
import shutil
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, cast

from formcheck.errors import VideoError
from formcheck.types import Filmed, Source
from formcheck.types.packets import Packets
from formcheck.types.said import Said
from formcheck.video.blanking import patches
from formcheck.video.capture import ANDROID
from formcheck.video.iso_kept import is_harmless
from formcheck.video.process import Decoder, DecoderDiedError

_ISO: Final = "mov,mp4,m4a,3gp,3g2,mj2"
_COPIED: Final = frozenset({"matroska,webm", "avi", "mpegts", "mpeg"})
# A place as ISO 6709 writes it, +52.0907+005.1214/, which is how phones do.
_PLACE: Final = re.compile(rb"[+-]\d{2}\.\d{2,}[+-]\d{3}\.\d{2,}")
# Shorter words (und, isom, 512) say nothing of a person, and are found in any file.
_FEWEST_LETTERS: Final = 6
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")  # of filming; it stays
_BLOCK: Final = 1 << 20


def strip(path: Path, out: Path) -> Source:
    """What the copy at `out` is; it is made anew, and shows the same as the clip.

    Raises
    ------
    VideoError : it is no clip, or what is private in it cannot be taken out
    OSError : it cannot be written
    """
    before, packets = _seen(path)
    try:
        _copied(path, out, before, packets)
        after = _seen(out)
        _refuse_changed(path, (before, packets), after)
        _refuse_left(path, out, packets)
    except BaseException:
        out.unlink(missing_ok=True)
        raise
    return after[0]


def _seen(path: Path) -> tuple[Source, Packets]:
    return cast(tuple[Source, Packets], _asked("list", path, path))


def _asked(request: str, about: object, path: Path) -> Any:
    with Decoder(request, about) as decoder:
        try:
            kind, thing = decoder.reply()
        except DecoderDiedError:
            raise _cannot(path) from None
    if kind == b"E":
        problem, hint = cast(tuple[str, str], thing)
        raise VideoError(problem, hint)
    return thing


def _copied(path: Path, out: Path, before: Source, packets: Packets) -> None:
    if packets.container == _ISO:
        _overwritten(path, out, before, packets)
    elif packets.container in _COPIED:
        tags = {} if before.filmed is None else {"creation_time": f"{before.filmed.day}T00:00:00Z"}
        if before.filmed is not None and packets.container == "avi":
            tags = {"date": before.filmed.day}
        if before.capture is not None:
            tags[ANDROID] = f"{before.capture.fps:g}"
        _asked("copy", (path, out, tags), path)
    else:
        raise _cannot(path)


def _overwritten(path: Path, out: Path, before: Source, packets: Packets) -> None:
    if any(start < 0 for start, _length in packets.spans):
        raise _cannot(path)
    day = None if before.filmed is None else date.fromisoformat(before.filmed.day)
    shutil.copyfile(path, out)
    with out.open("r+b") as file:
        for patch in patches(path, packets.track, packets.spans, day):
            file.seek(patch.start)
            file.write(patch.data[: patch.end - patch.start])
            left = patch.end - patch.start - len(patch.data)
            while left > 0:
                left -= file.write(bytes(min(left, _BLOCK)))
        file.flush()
        os.fsync(file.fileno())


def _refuse_changed(
    path: Path, before: tuple[Source, Packets], after: tuple[Source, Packets]
) -> None:
    is_moved = before[1].container != _ISO
    if _facts(before[0], is_moved) != _facts(after[0], is_moved):
        raise _cannot(path)
    if _timing(before[1]) != _timing(after[1]) or before[1].checksum != after[1].checksum:
        raise _cannot(path)


def _facts(source: Source, is_moved: bool) -> Source:
    """What must be equal. A new file counts its pictures and lengths in its own way."""
    day = None if source.filmed is None else Filmed(source.filmed.day, "")
    plain = replace(source, path=Path(), sha256="", filmed=day)
    if not is_moved:
        return plain
    return replace(plain, zero_s=None, duration_s=None, expected_frames=None, fps_nominal=None)


def _timing(packets: Packets) -> list[tuple[Fraction | None, int]]:
    """When each picture is shown, seconds since the first, and how many bytes it has."""
    moments = [pts if pts is not None else dts for pts, dts, _lasts in packets.stamps]
    zero = next((ticks for ticks in moments if ticks is not None), 0)
    return [
        (None if ticks is None else (ticks - zero) * packets.time_base, length)
        for ticks, (_start, length) in zip(moments, packets.spans, strict=True)
    ]


def _refuse_left(path: Path, out: Path, packets: Packets) -> None:
    """Nothing where none of what the clip said of itself can be found in the copy."""
    words = [w.encode() for w in packets.words if len(w) >= _FEWEST_LETTERS and not _is_usual(w)]
    with out.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as bytes_:
        if any(bytes_.find(word) >= 0 for word in words) or _PLACE.search(bytes_):
            raise _cannot(path)


def _is_usual(word: str) -> bool:
    return is_harmless(word.encode()) or _DAY.fullmatch(word) is not None


def _cannot(path: Path) -> VideoError:
    return VideoError(
        Said("What is private in {name} cannot be taken out: it is not kept.", name=path.name),
        Said("Export it on the phone as .mp4 or .mov and try again."),
    )
