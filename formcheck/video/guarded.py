"""Opens and reads clips in a process apart, so that no clip can take the program with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from formcheck.errors import VideoError
from formcheck.types import Frame, Source
from formcheck.types.said import Said
from formcheck.video.process import Decoder, DecoderDiedError


def open_source(path: Path) -> Source:
    """What the container says of its first moving picture; one frame is decoded to learn it.

    Raises
    ------
    VideoError : it is not a clip, or not one picture of it can be decoded
    """
    with Decoder("open", path) as decoder:
        try:
            kind, source = decoder.reply()
        except DecoderDiedError as died:
            raise _unreadable(path, died) from None
    if kind == b"E":
        raise _error(source)
    return cast(Source, source)


def read(source: Source, notes: list[str] | None = None) -> Iterator[Frame]:
    """Frames one after the other, upright and with square pixels.

    Of `source.part_s` only, where it names a part: frames count from 0 at its start, while
    times stay seconds since the first picture of the clip. Hardly more than the picture
    being looked at is held in memory. What is odd about the file is added to `notes` in
    plain English once the last frame has been given, except of a part. A clip that FFmpeg
    cannot get through is read up to there, and a note says so.

    Raises
    ------
    VideoError : the file cannot be opened any more, or gives no picture
    """
    last: Frame | None = None
    with Decoder("read", source) as decoder:
        while True:
            try:
                kind, thing = decoder.reply()
            except DecoderDiedError as died:
                if last is None:
                    raise _unreadable(source.path, died) from None
                if notes is not None:
                    notes.append(_gave_up(last.index + 1, last.time_s, died))
                return
            if kind == b"E":
                raise _error(thing)
            if kind == b"N":
                if notes is not None:
                    notes += cast(list[str], thing)
                return
            last = cast(Frame, thing)
            yield last


def _error(said: object) -> VideoError:
    problem, hint = cast(tuple[str, str], said)
    return VideoError(problem, hint)


def _unreadable(path: Path, died: DecoderDiedError) -> VideoError:
    """The error for a file that nothing came out of."""
    why = Said("takes too long to decode") if died.hung else Said("makes the video decoder fail")
    return VideoError(
        Said("{name} {why}.", name=path.name, why=why),
        Said("See whether it plays on the phone; if it does, export it as H.264 (.mp4)."),
    )


def _gave_up(n_read: int, last_s: float, died: DecoderDiedError) -> str:
    why = Said("takes too long to decode") if died.hung else Said("makes the video decoder fail")
    return Said(
        "The file {why} after {last_s:.2f} s ({n_read} frames read).",
        why=why,
        last_s=last_s,
        n_read=n_read,
    )
