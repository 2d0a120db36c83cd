"""Makes a clip of each kind, reads it, and writes what became of it: docs/formats.md.

PYTHONPATH=. python tests/video/formats_table.py
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from clip_maker import Kind, card_colours, filmed, make, off, set_matrix

from formcheck.errors import VideoError
from formcheck.video.frames import decode
from formcheck.video.source import examine

PAGE = Path(__file__).resolve().parents[2] / "docs" / "formats.md"
TEMPLATE = Path(__file__).with_name("formats.template.md")

QUIET = {"x265-params": "log-level=none"}
WOVEN = {"flags": "+ildct+ilme"}

# What phones and cameras write, and what editors and messengers make of it.
CODECS = {
    "H.264": Kind(),
    "H.264 with B-frames": Kind(options={"bf": "3"}),
    "H.264, 10 bits": Kind(layout="yuv420p10le"),
    "HEVC": Kind("libx265", options=QUIET),
    "HEVC, 10 bits": Kind("libx265", "yuv420p10le", options=QUIET),
    "HEVC, 10 bits, HLG": Kind("libx265", "yuv420p10le", 9, curve=18, primaries=9, options=QUIET),
    "HEVC, 10 bits, PQ": Kind("libx265", "yuv420p10le", 9, curve=16, primaries=9, options=QUIET),
    "VP8": Kind("libvpx", matrix=5),
    "VP9": Kind("libvpx-vp9"),
    "AV1": Kind("libsvtav1"),
    "AV1, 10 bits": Kind("libsvtav1", "yuv420p10le"),
    "MPEG-4 Part 2": Kind("mpeg4", matrix=5, options={"bf": "2", "b": "2M"}),
    "MPEG-2": Kind("mpeg2video", matrix=5, options={"b": "4M"}),
    "Motion JPEG": Kind("mjpeg", "yuvj420p", matrix=5, is_full=True),
    "ProRes": Kind("prores_ks", "yuv422p10le"),
}
TIMES_S = [i / 25 for i in range(6)]
MOST_OFF = 8  # of 255, after encoders that lose a little

# FFmpeg writes these as data that no player takes for a video.
UNMAPPED = {(name, "ts") for name in ("VP8", "VP9", "AV1", "AV1, 10 bits", "Motion JPEG", "ProRes")}

ENDINGS = ("mp4", "mov", "mkv", "webm", "avi", "ts", "3gp")


@dataclass(frozen=True)
class Property:
    """Something about a clip that must not show in its pictures."""

    name: str
    kind: Kind
    file: str = "a.mp4"
    size: tuple[int, int] = (96, 64)
    becomes: tuple[int, int] | None = None
    matrix: tuple[int, int, int, int] | None = None
    rotation_deg: int = 0


PROPERTIES = (
    Property("no ending", Kind(container="mp4"), "clip"),
    Property("wrong ending", Kind(container="matroska"), "a.mp4"),
    Property("full range", Kind(is_full=True)),
    Property("BT.601 colours", Kind(matrix=5)),
    Property("BT.2020 colours", Kind(matrix=9)),
    Property("colours not said, SD", Kind(matrix=2, silent_matrix=5, curve=2, primaries=2)),
    Property(
        "colours not said, HD", Kind(matrix=2, curve=2, primaries=2), size=(1280, 720)
    ),
    Property("colours 4:2:2", Kind(layout="yuv422p")),
    Property("colours 4:4:4", Kind(layout="yuv444p")),
    Property("odd size 179 x 319", Kind("libvpx-vp9"), "a.webm", (179, 319)),
    Property("1080 wide", Kind(), size=(1080, 96)),
    Property("wide pixels, 4:3", Kind(aspect=Fraction(4, 3)), size=(96, 72), becomes=(128, 72)),
    Property("high pixels, 8:9", Kind(aspect=Fraction(8, 9)), size=(96, 72), becomes=(96, 81)),
    Property("4K", Kind(options={"preset": "ultrafast"}), size=(3840, 2160), becomes=(1920, 1080)),
    Property("display matrix, 90°", Kind(), matrix=(0, 1, -1, 0), rotation_deg=90),
    Property("display matrix, 180°", Kind(), matrix=(-1, 0, 0, -1), rotation_deg=180),
    Property("display matrix, 270°", Kind(), matrix=(0, -1, 1, 0), rotation_deg=270),
    Property("selfie, shown mirrored", Kind(), matrix=(-1, 0, 0, 1)),
    Property("selfie on its side, shown mirrored", Kind(), matrix=(0, 1, 1, 0), rotation_deg=90),
    Property("tag rotate=90", Kind(tags={"rotate": "90"}), "a.mkv", rotation_deg=90),
    Property(
        "interlaced H.264, a picture a field", Kind(fields="tff", options=WOVEN), "a.mts"
    ),
    Property(
        "interlaced MPEG-2, a picture a field",
        Kind("mpeg2video", matrix=5, fields="bff", options=WOVEN | {"b": "4M"}),
        "a.ts",
    ),
)  # fmt: skip


def outcome(path: Path, one: Property) -> str:
    """What becomes of a clip of the patch card: "reads", or what is wrong with it."""
    try:
        make(path, one.kind, _moving(one) if one.kind.fields else None, TIMES_S, one.size)
    except (av.FFmpegError, ValueError):
        path.unlink(missing_ok=True)
        return "-"
    if one.matrix:
        set_matrix(path, *one.matrix)
    try:
        return _verdict(path, one)
    except VideoError as error:
        return error.problem.replace(path.name, "It")


def _verdict(path: Path, one: Property) -> str:
    source, notes = examine(path), []
    frames = list(decode(source, notes))
    times_s = [i / 50 for i in range(2 * len(TIMES_S))] if one.kind.fields else TIMES_S
    found_s, wrong = [frame.time_s for frame in frames], []
    if (source.width, source.height) != looked_at(one):
        wrong.append(f"**size {source.width} × {source.height}**")
    if len(found_s) != len(times_s) or np.abs(np.subtract(found_s, times_s)).max() > 1e-3:
        wrong.append(f"**times {found_s}**")
    stored = np.rot90(frames[-1].rgb, one.rotation_deg // 90)
    if off(stored, card_colours(one.kind)) > MOST_OFF:
        wrong.append(f"**colours {off(stored, card_colours(one.kind)):.0f} off**")
    return "; ".join([*wrong, *notes]) or "reads"


def _moving(one: Property) -> list[np.ndarray]:
    """The card in two moments a picture: a block goes along its middle, off the patches.

    Fields of which nothing moves would be taken for copies of each other.
    """
    pictures = []
    for i in range(len(TIMES_S)):
        picture = filmed(one.kind, one.size).copy()
        for field, moment in enumerate((2 * i, 2 * i + 1)):
            odd = field if one.kind.fields == "tff" else 1 - field
            picture[24 + odd : 40 : 2, 6 * moment : 6 * moment + 12] = 1.0 - moment % 2
        pictures.append(picture)
    return pictures


def looked_at(one: Property) -> tuple[int, int]:
    """The size its pictures must have."""
    width, height = one.becomes or one.size
    return (height, width) if one.rotation_deg % 180 else (width, height)


def _unsaid(kind: Kind, ending: str) -> Kind:
    """AVI says nothing of colours: encoders of such clips use those of their size."""
    return replace(kind, matrix=5, silent_matrix=5) if ending == "avi" else kind


def rows(folder: Path) -> Iterator[str]:
    """Of both tables, as they stand on the page."""
    yield "| | " + " | ".join(f".{ending}" for ending in ENDINGS) + " |"
    yield "|---" * (1 + len(ENDINGS)) + "|"
    for name, kind in CODECS.items():
        cells = []
        for ending in ENDINGS:
            path = folder / f"{re.sub(r'[^a-z0-9]', '', name.lower())}.{ending}"
            one = Property(name, _unsaid(kind, ending))
            cells.append("-" if (name, ending) in UNMAPPED else outcome(path, one))
        yield f"| {name} | " + " | ".join(cells) + " |"
    yield ""
    yield "| property | file | looked at as | outcome |"
    yield "|---|---|---|---|"
    for one in PROPERTIES:
        folder_of_one = folder / re.sub(r"[^a-z0-9]", "", one.name.lower())
        folder_of_one.mkdir()
        said = outcome(folder_of_one / one.file, one)
        width, height = looked_at(one)
        yield f"| {one.name} | {one.file} | {width} × {height} | {said} |"


def page() -> str:
    """The whole page."""
    with tempfile.TemporaryDirectory() as folder:
        table = "\n".join(rows(Path(folder)))
    return TEMPLATE.read_text(encoding="utf-8").replace("{{tables}}", table)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
