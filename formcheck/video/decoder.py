"""The process in which FFmpeg runs: a clip in, frames out, nothing else.

Started as ``python -m formcheck.video.decoder`` by `process`. A file that makes
FFmpeg crash, hang or eat memory takes this process with it and no other.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any, Final

from formcheck.errors import VideoError
from formcheck.types import Source
from formcheck.video import wire
from formcheck.video.frames import decode
from formcheck.video.packets import copy_picture, list_packets
from formcheck.video.restricted import restrict
from formcheck.video.source import examine

# Address space, chosen by us: what libraries and threads map (under 1 GiB on two cores; 16
# threads, the most FFmpeg starts, map another), and pictures for the decoder's threads and
# references. Before the size is known the largest picture counts for a few.
_LIBRARIES_BYTES = 4 << 30
_OPENING_BYTES = 8 << 30
_PICTURES = 128

# Of a copy without sound and words: twice the clip and a megabyte are more than any container
# adds. Chosen by us.
_COPY_SHARE, _COPY_BYTES = 2, 1 << 20
# Processor time for what takes seconds of a healthy clip, minutes of a very long one; by us.
_OPENING_CPU_S = 900


def main() -> int:
    """Answer the one request on stdin."""
    # libraries print to stdout as they like: keep the pipe, send their words to stderr
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    length = wire.LENGTH.unpack(_read(wire.LENGTH.size))[0]
    request, about = wire.unpack(_read(length))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _REQUESTS[request](out, about)
    except VideoError as error:
        wire.send(out, b"E", wire.pack((error.problem, error.hint)))
    return 0


def _open(out: IO[bytes], path: Path) -> None:
    restrict(_OPENING_BYTES, cpu_s=_OPENING_CPU_S)
    wire.send(out, b"S", wire.pack(examine(path)))


def _read_frames(out: IO[bytes], source: Source) -> None:
    pixels = source.stored_width * source.stored_height
    restrict(_LIBRARIES_BYTES + _PICTURES * 3 * pixels)
    _send_frames(out, source)


def _list(out: IO[bytes], path: Path) -> None:
    restrict(_OPENING_BYTES, cpu_s=_OPENING_CPU_S)
    wire.send(out, b"P", wire.pack((examine(path), list_packets(path))))


def _copy(out: IO[bytes], about: tuple[Path, Path, dict[str, str]]) -> None:
    path, copy, tags = about
    written = _COPY_SHARE * path.stat().st_size + _COPY_BYTES
    restrict(_OPENING_BYTES, cpu_s=_OPENING_CPU_S, written=written)
    copy_picture(path, copy, tags)
    wire.send(out, b"P", wire.pack(None))


_REQUESTS: Final[Mapping[str, Callable[[IO[bytes], Any], None]]] = {
    "open": _open,
    "read": _read_frames,
    "list": _list,
    "copy": _copy,
}


def _send_frames(out: IO[bytes], source: Source) -> None:
    notes: list[str] = []
    for frame in decode(source, notes):
        wire.send_frame(out, frame)
    wire.send(out, b"N", wire.pack(notes))


def _read(n_bytes: int) -> bytes:
    """So many bytes of stdin, unbuffered: a thread waits there later."""
    data = b""
    while len(data) < n_bytes:
        more = os.read(0, n_bytes - len(data))
        if not more:
            raise SystemExit(0)  # the parent is gone
        data += more
    return data


def _end_with_parent() -> None:
    """End at once when stdin closes, which it does when the parent is no more."""
    os.read(0, 1)
    os._exit(0)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # nobody listens any more
        os._exit(0)
