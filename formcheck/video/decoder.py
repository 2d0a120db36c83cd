"""The process in which FFmpeg runs: a clip in, frames out, nothing else.

Started as ``python -m formcheck.video.decoder`` by `process`. A file that makes
FFmpeg crash, hang or eat memory takes this process with it and no other.
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from typing import IO

from formcheck.errors import VideoError
from formcheck.types import Source
from formcheck.video import wire
from formcheck.video.frames import decode
from formcheck.video.source import examine

# Address space, chosen by us: what libraries and threads map (under 1 GiB on two cores; 16
# threads, the most FFmpeg starts, map another), and pictures for the decoder's threads and
# references. Before the size is known the largest picture counts for a few.
_LIBRARIES_BYTES = 4 << 30
_OPENING_BYTES = 8 << 30
_PICTURES = 128


def main() -> int:
    """Answer the one request on stdin."""
    # libraries print to stdout as they like: keep the pipe, send their words to stderr
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    length = wire.LENGTH.unpack(_read(wire.LENGTH.size))[0]
    request, about = wire.unpack(_read(length))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        if request == "open":
            _limit_memory(_OPENING_BYTES)
            wire.send(out, b"S", wire.pack(examine(about)))
        else:
            pixels = about.stored_width * about.stored_height
            _limit_memory(_LIBRARIES_BYTES + _PICTURES * 3 * pixels)
            _send_frames(out, about)
    except VideoError as error:
        wire.send(out, b"E", wire.pack((error.problem, error.hint)))
    return 0


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


def _limit_memory(n_bytes: int) -> None:
    """Cap the address space and leave no core file, where the system knows such limits."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in ((resource.RLIMIT_AS, n_bytes), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(what)[1]
        if hard == resource.RLIM_INFINITY or most <= hard:
            with suppress(ValueError, OSError):  # macOS refuses some
                resource.setrlimit(what, (most, hard))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # nobody listens any more
        os._exit(0)
