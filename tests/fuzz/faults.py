"""The faults a file can have, one row each: what it is, and how to make such a file."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
from fault_clips import FRAMES, cut, edit, make, make_sound, picture, u32, where

from formcheck.errors import VideoError
from formcheck.video import open_source, read

Builder = Callable[[Path], Path]


def mp4(folder: Path) -> Path:
    """Index at the end, as phones write it."""
    return make(folder / "clip.mp4")


def fast(folder: Path) -> Path:
    """Index in front, as the web wants it."""
    return make(folder / "clip.mp4", "faststart")


def raw(data: bytes, name: str = "clip.mp4") -> Builder:
    def build(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data)
        return path

    return build


def short(kind: Builder, box: bytes, extra: int) -> Builder:
    """Cut so many bytes after the start of a box."""

    def build(folder: Path) -> Path:
        path = kind(folder)
        return cut(path, where(path, box) + extra)

    return build


def share(name: str, part: float, flags: str = "", codec: str = "libx264") -> Builder:
    def build(folder: Path) -> Path:
        path = make(folder / name, flags, codec)
        return cut(path, int(path.stat().st_size * part))

    return build


def lie(box: bytes, offset: int, new: bytes) -> Builder:
    return lambda folder: edit(fast(folder), box, offset, new)


def packet_end(part: float) -> Builder:
    """Cut within (part of) the eleventh packet, or just before it (0)."""

    def build(folder: Path) -> Path:
        path = fast(folder)
        with av.open(str(path)) as container:
            packet = [p for p in container.demux(video=0) if p.size][10]
            at = packet.pos + int(packet.size * part)
        return cut(path, at)

    return build


def flips(first: bytes, last: bytes | None, every: int) -> Builder:
    """One bit in every so many bytes turned over, between two boxes."""

    def build(folder: Path) -> Path:
        path = fast(folder)
        data = bytearray(path.read_bytes())
        start = data.index(first) + 4
        end = data.index(last) - 4 if last else len(data)
        for at in range(start + every, end, every):
            data[at] ^= 1 << (at % 8)
        path.write_bytes(data)
        return path

    return build


def photo(folder: Path) -> Path:
    path = folder / "photo.jpg"
    av.VideoFrame.from_ndarray(picture(0), format="rgb24").save(str(path))
    return path.rename(folder / "clip.mp4")


def heic(folder: Path) -> Path:
    return edit(fast(folder), b"ftyp", 0, b"heic")


def folder_itself(folder: Path) -> Path:
    path = folder / "clip.mp4"
    path.mkdir()
    return path


def huge(folder: Path) -> Path:
    side = (60_000).to_bytes(4, "little")
    return edit(make(folder / "clip.avi", codec="rawvideo"), b"strf", 8, side + side)


def thin(folder: Path) -> Path:
    path = make(folder / "clip.mp4", "faststart", aspect=Fraction(8, 9))
    return edit(path, b"pasp", 0, u32(1) + u32(60_000))


def sound(folder: Path) -> Path:
    return make_sound(folder / "clip.mp4")


def unknown(folder: Path) -> Path:
    path = fast(folder)
    path.write_bytes(path.read_bytes().replace(b"avc1", b"zzzz"))
    return path


NOISE = random.Random(1).randbytes(20_000)
M3U = b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n"
CONCAT = b"ffconcat version 1.0\nfile http://127.0.0.1:9/a.mp4\n"

ROWS: Final[dict[str, Builder]] = {
    "nothing wrong": fast,
    "empty file": raw(b""),
    "a folder": folder_itself,
    "no such file": lambda folder: folder / "clip.mp4",
    "random bytes": raw(NOISE),
    "zeros": raw(bytes(20_000)),
    "random bytes behind an MP4 head": raw(u32(20) + b"ftypisom" + u32(512) + b"isom" + NOISE),
    "text renamed": raw(b"ran ten kilometres\n" * 50),
    "photograph (JPEG) renamed": photo,
    "photograph (HEIC) renamed": heic,
    "only sound": sound,
    "unknown codec": unknown,
    "playlist with web addresses (HLS)": raw(M3U, "clip.m3u8"),
    "playlist renamed to .mp4": raw(M3U),
    "list of clips with web addresses": raw(CONCAT, "clip.ffconcat"),
    "cut inside ftyp": short(fast, b"ftyp", 14),
    "cut after ftyp": short(fast, b"moov", 0),
    "cut inside the index (moov in front)": short(fast, b"moov", 300),
    "cut at the start of the pictures": short(fast, b"mdat", 8),
    "cut between two pictures": packet_end(0),
    "cut inside a picture": packet_end(0.5),
    "cut before the index (moov at the end)": short(mp4, b"moov", 0),
    "cut inside the index (moov at the end)": short(mp4, b"moov", 300),
    "fragmented MP4 cut": share("clip.mp4", 0.6, "frag_keyframe+empty_moov"),
    "MOV cut, index in front": share("clip.mov", 0.6, "faststart"),
    "Matroska cut": share("clip.mkv", 0.4),
    "Matroska cut inside the head": share("clip.mkv", 0.004),
    "transport stream cut": share("clip.ts", 0.6),
    "AVI cut": share("clip.avi", 0.6, codec="mjpeg"),
    "raw H.264 cut": share("clip.h264", 0.6),
    "index claims 4 000 000 000 times (stts)": lie(b"stts", 4, u32(4_000_000_000)),
    "index claims 4 000 000 000 sizes (stsz)": lie(b"stsz", 8, u32(4_000_000_000)),
    "index claims no picture (stsz)": lie(b"stsz", 8, u32(0)),
    "first picture of negative size": lie(b"stsz", 12, u32(0xFFFFFFF0)),
    "gap of 0 between pictures (stts)": lie(b"stts", 12, u32(0)),
    "negative gap between pictures (stts)": lie(b"stts", 12, u32(0xFFFFFF00)),
    "timescale 0 (mdhd)": lie(b"mdhd", 12, u32(0)),
    "timescale 0 (mvhd)": lie(b"mvhd", 12, u32(0)),
    "duration of years (mdhd)": lie(b"mdhd", 16, u32(0x7FFFFFFF)),
    "duration 0 (mdhd)": lie(b"mdhd", 16, u32(0)),
    "size 60000 × 60000, contradicted by the pictures": lie(b"avc1", 24, b"\xea\x60\xea\x60"),
    "size 60000 × 60000, nothing else known (AVI)": huge,
    "pixels 60000 times as high as wide (pasp)": thin,
    "size 0 × 0": lie(b"avc1", 24, bytes(4)),
    "moov claims 4 GB": lie(b"moov", -8, u32(0xFFFFFFF0)),
    "pictures said to be elsewhere (stco)": lie(b"stco", 8, u32(0x7FFFFFFF)),
    "bits turned over in the index": flips(b"moov", b"mdat", 97),
    "few bits turned over in the pictures": flips(b"mdat", None, 9973),
    "many bits turned over in the pictures": flips(b"mdat", None, 397),
}


def outcome(path: Path) -> tuple[str, str]:
    """How reading ends, and what is said: (read whole | read in part | refused, sentence).

    Counts and sizes become N, for they depend on the version of FFmpeg.
    """
    notes: list[str] = []
    try:
        n = sum(1 for _ in read(open_source(path), notes))
    except VideoError as error:
        said = error.problem.replace(str(path), "clip.mp4").replace(path.name, "clip.mp4")
        return "refused", _without_numbers(said)
    how = "read" if n == FRAMES else "read in part"
    return how, _without_numbers(" ".join(notes))


def _without_numbers(said: str) -> str:
    return re.sub(r"(?<![\w.])\d+(\.\d+)?", "N", said)
