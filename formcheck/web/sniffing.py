"""Tells a clip by its first bytes, whatever it is called.

| container | first bytes |
|---|---|
| MP4, MOV, 3GP | a box: size, then `ftyp`, `moov`, `mdat`, `wide`, `free`, `skip`, `styp` |
| Matroska, WebM | EBML, 1A 45 DF A3 |
| AVI | `RIFF` size `AVI ` |
| MPEG transport stream | 47 every 188 bytes; of cameras (AVCHD) every 192, from the fifth |
| MPEG program stream | a pack header, 00 00 01 BA |

Photographs in ISO files (HEIC, AVIF) have `ftyp` too: their brand tells them. Lists of other
files (m3u8, concat, MPD), pictures, archives and pages have none of these.
"""

from __future__ import annotations

from typing import Final, Literal

Container = Literal["iso", "matroska", "avi", "mpegts", "mpeg"]

N_BYTES: Final = 1024  # that tell: five packets of a transport stream, the longest that is needed
_BOXES: Final = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"styp"})
# Still pictures by the registered brands of HEIF and AVIF.
_PHOTOS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"avif", b"avis"})
_FEWEST_BYTES: Final = 8  # of a first box: its size and kind
_SYNC: Final = 0x47
_PACKETS: Final = ((188, 0), (192, 4))  # length of a packet; where its first byte lies
_N_PACKETS: Final = 3  # in a row, or as many as the file has; one may be chance


def sniff(head: bytes) -> Container | None:
    r"""The kind of container that begins so; None for everything that is no clip.

    >>> sniff(b"\x00\x00\x00\x18ftypmp42"), sniff(b"#EXTM3U\n"), sniff(b"PK\x03\x04")
    ('iso', None, None)
    """
    if _is_iso(head):
        return "iso"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "matroska"
    if head.startswith(b"RIFF") and head[8:12] == b"AVI ":
        return "avi"
    if head.startswith(b"\x00\x00\x01\xba"):
        return "mpeg"
    return "mpegts" if any(_is_stream(head, *packet) for packet in _PACKETS) else None


def _is_iso(head: bytes) -> bool:
    if head[4:8] not in _BOXES:
        return False
    size = int.from_bytes(head[:4], "big")
    is_photo = head[4:8] == b"ftyp" and head[8:12] in _PHOTOS
    # 0 is a box up to the end of the file, 1 one whose size follows in eight bytes
    return not is_photo and (size in (0, 1) or size >= _FEWEST_BYTES)


def _is_stream(head: bytes, length: int, first: int) -> bool:
    starts = range(first, min(len(head), first + _N_PACKETS * length), length)
    return len(head) >= length and all(head[at] == _SYNC for at in starts)
