"""The XML that cameras put into MP4 files: how fast they filmed, and much that is private."""

from __future__ import annotations

import re
from typing import Final

FILMED_AT: Final = re.compile(rb"<VideoFrame\b[^>]*\bcaptureFps=\"([0-9.]{1,12})([pi]?)\"")
_BEGIN: Final = b"<VideoFrame"
_HEADER: Final = 4  # bytes of version and flags before the text


def rate_alone(payload: bytes) -> bytes:
    r"""The same bytes with spaces for all but the rate of filming; no camera, owner, place, day.

    >>> rate_alone(b'\0\0\0\0<A serial="7"/><VideoFrame codec="x" captureFps="60p"/>').split()[1:]
    [b'<VideoFrame', b'captureFps="60p"']
    """
    found = FILMED_AT.search(payload)
    if found is None:
        return b""
    kept = bytearray(payload[:_HEADER] + b" " * (len(payload) - _HEADER))
    said = payload.rindex(b"captureFps", found.start(), found.end())
    for start, end in ((found.start(), found.start() + len(_BEGIN)), (said, found.end())):
        kept[start:end] = payload[start:end]
    return bytes(kept)
