"""Shows who was found in a clip and who of them is measured: boxes, numbers, skeletons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.report.drawing import Sheet, skeleton, up_in_picture
from formcheck.report.lettering import DARK, LIGHT, Colour, label, panel
from formcheck.report.pictures import png
from formcheck.report.words import _
from formcheck.skeleton import LANDMARKS
from formcheck.types import Frame, Pixels, Somebody, Study

MEASURED: Final[Colour] = (240, 228, 66)
_GREY: Final[Colour] = (190, 190, 190)
_GROWN: Final = 0.08  # of the height, around a box
_LONG_SIDE_PX: Final = (640, 1280)
_DOES: Final = {
    "runs": "runs", "walks": "walks", "stands": "stands", "moves": "moves", "unclear": "",
}  # fmt: skip

Poses = Mapping[int, npt.NDArray[np.float32]]


def overview(rgb: Pixels, people: Sequence[Somebody]) -> Pixels:
    """A new picture: a box and a number around everybody, the one who is measured standing out."""
    scale = _scale(rgb)
    pixels = _resized(rgb, scale)
    letter_px = max(13.0, max(pixels.shape[:2]) / 52)
    for one in sorted(people, key=lambda p: p.is_measured):
        colour, pen = (MEASURED, 4) if one.is_measured else (_GREY, 1)
        low, high = _corners(one, scale, pixels)
        for width, ink in ((pen + 2, DARK), (pen, colour)):
            cv2.rectangle(pixels, low, high, ink, width, cv2.LINE_AA)
        at = np.array([(low[0] + high[0]) / 2, max(letter_px, low[1] - 0.8 * letter_px)])
        label(pixels, name_of(one), at, letter_px, colour)
    return pixels


def portrait(rgb: Pixels, one: Somebody, pose: npt.NDArray[np.float32]) -> Pixels:
    """A new picture: one person cut out, with the skeleton, and a line below of who it is."""
    (x0, y0), (x1, y1) = _corners(one, 1.0, rgb, wider=2.0)
    part = rgb[y0:y1, x0:x1]
    scale = _scale(part)
    pixels = _resized(part, scale)
    points = (pose[:, :2].astype(float) - [x0, y0]) * scale
    named = dict(zip(LANDMARKS, points, strict=True))
    sheet = Sheet(pixels, named, up_in_picture(0.0), max(pixels.shape) / 320)
    skeleton(sheet, None)
    words = (name_of(one), MEASURED if one.is_measured else LIGHT, True)
    return np.vstack([pixels, panel([words], sheet.letter_px, pixels.shape[1])])


def name_of(one: Somebody) -> str:
    """How a person is called in pictures: ``2: runs, measured``."""
    words = [_(_DOES[one.does])] if _DOES[one.does] else []
    words += [_("measured")] if one.is_measured else []
    return f"{one.number}: {', '.join(words)}" if words else str(one.number)


def moment_of(people: Sequence[Somebody]) -> float:
    """The moment (s) at which most of the people are shown; the measured one's among equals."""
    count = Counter(one.box_s for one in people)
    return max(people, key=lambda one: (count[one.box_s], one.is_measured)).box_s


def group_frame(study: Study) -> int:
    """The row of the track at the moment at which most of the people are shown."""
    return int(np.abs(study.track.times_s - moment_of(study.analysis.people)).argmin())


def group_picture(study: Study, rgb: Pixels) -> Pixels:
    """Everybody who is in the frame of `group_frame`, the one who was measured standing out."""
    people = study.analysis.people
    moment = moment_of(people)
    return overview(rgb, [one for one in people if one.box_s == moment])


def write_people(
    people: Sequence[Somebody], shown: Poses, frames: Mapping[float, Frame], out: Path
) -> tuple[Path, ...]:
    """Pictures written into `out`: ``people.png`` of all, ``person_N.png`` of each."""
    out.mkdir(parents=True, exist_ok=True)
    moment = moment_of(people)
    pictures = {}
    if moment in frames:
        there = [one for one in people if one.box_s == moment]
        pictures["people"] = overview(frames[moment].rgb, there)
    for one in people:
        if one.box_s in frames:
            rgb = frames[one.box_s].rgb
            pictures[f"person_{one.number}"] = portrait(rgb, one, shown[one.number])
    for name, pixels in pictures.items():
        (out / f"{name}.png").write_bytes(png(pixels))
    return tuple(out / f"{name}.png" for name in pictures)


def _corners(
    one: Somebody, scale: float, rgb: Pixels, wider: float = 1.0
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Upper left and lower right of a box around the person, inside the picture, whole pixels."""
    left, top, width, tall = one.box_px
    room = _GROWN * wider * max(tall, width)
    corners = np.array([[left - room, top - room], [left + width + room, top + tall + room]])
    edges = [rgb.shape[1] - 1, rgb.shape[0] - 1]
    (x0, y0), (x1, y1) = np.clip(corners * scale, 0, edges).round().astype(int).tolist()
    return (x0, y0), (max(x1, x0 + 1), max(y1, y0 + 1))


def _scale(rgb: Pixels) -> float:
    long_side = int(max(rgb.shape[:2]))
    return float(np.clip(long_side, *_LONG_SIDE_PX)) / long_side


def _resized(rgb: Pixels, scale: float) -> Pixels:
    if scale == 1:
        return rgb.copy()
    size = (max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(rgb, size, interpolation=how), np.uint8)
