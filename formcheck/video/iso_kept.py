"""Which boxes of an MP4 or QuickTime file stay when everything private goes.

Named by the box around them. What is not named here, of whoever wrote it, is overwritten: a box
that nobody foresaw may say where somebody lives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

# "" is the file. ISO/IEC 14496-12 and -15, QuickTime File Format; codecs' own boxes in `stsd`.
KEPT: Final[Mapping[bytes, frozenset[bytes]]] = {
    parent.encode(): frozenset(word.encode().ljust(4) for word in words.split())
    for parent, words in {
        "": "ftyp styp sidx moov moof mdat mfra meta",
        "moov": "mvhd trak mvex udta meta",
        "trak": "tkhd edts mdia tapt",
        "tapt": "clef prof enof",
        "edts": "elst",
        "mdia": "mdhd hdlr minf",
        "minf": "vmhd hdlr dinf stbl",
        "dinf": "dref",
        "stbl": "stsd stts ctts cslg stss stps sdtp stsc stsz stz2 stco co64 sgpd sbgp",
        "stsd": "avcC hvcC lhvC av1C vpcC vvcC esds d263 bitr glbl btrt colr pasp fiel clap gama"
        " mdcv clli CoLL SmDm dvcC dvvC dvwC amve ccst",
        "mvex": "mehd trex",
        "moof": "mfhd traf",
        "traf": "tfhd tfdt trun sdtp sgpd sbgp",
        "mfra": "tfra mfro",
        "meta": "hdlr keys ilst xml",
        "udta": "meta smta",
        "smta": "saut srfr",
    }.items()
}
PARENTS: Final = frozenset(KEPT) - {b"", b"stsd"}
EMPTY: Final = frozenset({b"free", b"skip", b"wide"})

# The key of `moov/meta` that `capture` reads; it says nothing of a person.
KEPT_KEYS: Final = frozenset({b"com.android.capture.fps"})
SHORT: Final = frozenset({b"saut", b"srfr"})  # kept only as short as Samsung writes them
MOST_SHORT: Final = 64  # bytes; chosen by us

# FFmpeg's own name, which every program that uses it leaves, and the usual names of tracks: they
# stay, so that a clip with nothing private keeps its bytes, and the landmarks made of these.
_HARMLESS: Final = re.compile(
    rb"(Lav[cf][0-9.]*( [a-z0-9]+)?|VideoHandler?|DataHandler|Core Media Video)?"
)
WRITTEN_BY: Final = frozenset({b"\xa9too", b"\xa9swr", b"\xa9enc"})


def is_harmless(text: bytes) -> bool:
    """Whether the text says nothing but which library wrote the file.

    >>> is_harmless(b"Lavf62.12.101"), is_harmless(b"iPhone 15 Pro")
    (True, False)
    """
    return _HARMLESS.fullmatch(text.strip(b"\0")) is not None
