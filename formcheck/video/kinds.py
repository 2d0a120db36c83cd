"""Which files are opened at all: the containers that phones, cameras and editors write.

FFmpeg knows some hundred formats more: lists that name other files, text drawn as pictures,
games' films. Their readers are never begun, so a file cannot reach their mistakes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

# By FFmpeg's names. First those of phones, then of cameras and broadcasters, older programs,
# and pictures without a container.
CONTAINERS: Final = (
    "mov", "matroska", "avi", "mpegts", "mpeg", "mxf", "dv", "asf", "flv", "ogg", "ivf",
    "h264", "hevc", "m4v", "mpegvideo", "mjpeg",
)  # fmt: skip

# Whatever a file refers to, FFmpeg opens nothing but files, and of those only clips.
ONLY_CLIPS: Final = {"protocol_whitelist": "file", "format_whitelist": ",".join(CONTAINERS)}

# The widest and highest picture there is to measure, px; chosen by us: 8K, the most that phones
# film, is 7680 wide, and a few such pictures fit in memory.
LARGEST_PX: Final = 8192
# A decoder refuses larger ones before it asks for memory, whatever the container said before.
ONLY_SMALL: Final = {"max_pixels": str(LARGEST_PX * LARGEST_PX)}

_HEAD: Final = 64  # bytes that tell
_LISTS: Final = (b"#EXTM3U", b"ffconcat", b"[playlist]", b"<MPD")
_PHOTOS: Final = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_SOUNDS: Final = (b"ID3", b"fLaC", b"\xff\xfb", b"\xff\xf1", b"#!AMR")
# Kinds of RIFF, which stand after its size.
_RIFF: Final = {b"WEBP": "photo", b"WAVE": "sound"}


def head_of(path: Path) -> bytes:
    """The first bytes of a file; nothing of one that may not be read."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except PermissionError:
        return b""


def told_by_head(head: bytes) -> str | None:
    r"""What a file is that is no clip: a list, photo or sound; None for everything else.

    >>> told_by_head(b"#EXTM3U\n"), told_by_head(b"RIFF\0\0\0\0WAVEfmt ")
    ('list', 'sound')
    """
    if head.lstrip().startswith(_LISTS):
        return "list"
    if head.startswith(_PHOTOS):
        return "photo"
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    return "sound" if head.startswith(_SOUNDS) else None
