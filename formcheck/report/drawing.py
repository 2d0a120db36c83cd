"""Draws lines and the skeleton on a picture.

Every line has a dark rim, so that it reads on light and on dark clothes. The
colours are of the Okabe-Ito set (https://jfly.uni-koeln.de/color/), which
people who see no red or green tell apart; some made lighter to stand out.
A line with an end that was not seen (NaN) is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from formcheck.report.lettering import DARK, LIGHT, Colour
from formcheck.skeleton import BONES, HIP_LINE, Side
from formcheck.types import Floats, Pixels, Study

SIDE_COLOURS: Final[dict[str, Colour]] = {"left": (86, 180, 233), "right": (240, 165, 20)}

_FORWARD: Final = {"right": 1.0, "left": -1.0}
_SHIFT = 4  # bits of a pixel: smooth lines may start between pixels
_SHARPEST = 1e5  # pixels; what lies further out is no position
_FAINT = 0.45  # how much of the far side is let through


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture to draw on, with the runner's landmarks in its own pixels.

    Attributes
    ----------
    pixels : (height, width, 3), RGB; drawn on in place
    points : landmark name -> (2,), pixels of this sheet; NaN is "not seen"
    up : (2,), the way up along gravity, length 1
    pen_px : width of an ordinary line, in proportion to the runner
    leg_px : length of the runner's leg; 0 where it is not known
    forward : 1 where the runner goes to the right, -1 to the left, 0 towards or away
    """

    pixels: Pixels
    points: dict[str, Floats]
    up: Floats
    pen_px: float
    leg_px: float = 0.0
    forward: float = 0.0

    @property
    def letter_px(self) -> float:
        """Size of ordinary letters, in proportion to the picture."""
        return max(11.0, float(max(self.pixels.shape[:2])) / 46)

    @property
    def across(self) -> Floats:
        """The way to the right, level with the ground, length 1."""
        return np.array([-self.up[1], self.up[0]])

    def middle(self, a: str, b: str) -> Floats:
        """The point half-way between two landmarks."""
        return (self.points[a] + self.points[b]) / 2


def sheet_of(study: Study, row: int, pixels: Pixels, origin: Floats, scale: float) -> Sheet:
    """A sheet for one frame, of which `pixels` shows the part from `origin`, times `scale`."""
    points = (study.track.xy[row] - origin) * scale
    up = up_in_picture(study.analysis.gait.camera.roll_deg)
    gait = study.analysis.gait
    leg_px = gait.leg_length_px * scale
    pen_px = _pen_px(leg_px, max(pixels.shape[:2]))
    named = dict(zip(study.track.names, points, strict=True))
    return Sheet(pixels, named, up, pen_px, leg_px, _FORWARD.get(gait.direction, 0.0))


def _pen_px(leg_px: float, long_side_px: int) -> float:
    """Thin enough for a small runner, and never clumsy for a large one."""
    finest, widest = 1.0, max(1.0, long_side_px / 320)
    return min(widest, max(finest, leg_px / 60)) if leg_px > 0 else widest


def up_in_picture(roll_deg: float) -> Floats:
    """The way up along gravity in image axes, for a camera of that roll.

    >>> up_in_picture(0.0).round(3).tolist(), up_in_picture(30.0).round(3).tolist()
    ([0.0, -1.0], [-0.5, -0.866])
    """
    roll = np.deg2rad(roll_deg)
    return np.array([-np.sin(roll), -np.cos(roll)]) + 0.0


def line(sheet: Sheet, ends: tuple[Floats, Floats], colour: Colour, width: float = 1.0) -> None:
    """Nothing; a line of `width` pens joins the ends."""
    path(sheet, np.stack(ends), colour, width)


def path(sheet: Sheet, points: Floats, colour: Colour, width: float = 1.0) -> None:
    """Nothing; a line of `width` pens runs through the points, (points, 2)."""
    if not _drawable(points):
        return
    way = [np.array([_fixed(point) for point in points], np.int32)]
    for width_px, ink in _rim_and_core(sheet, colour, width):
        cv2.polylines(sheet.pixels, way, False, ink, width_px, cv2.LINE_AA, _SHIFT)


def dashes(sheet: Sheet, ends: tuple[Floats, Floats], colour: Colour, width: float = 0.6) -> None:
    """Nothing; a dashed line joins the ends."""
    if not _drawable(*ends):
        return
    start, span = ends[0], ends[1] - ends[0]
    n = max(1, round(float(np.hypot(*span)) / (7 * sheet.pen_px)))
    for k in range(n):
        line(sheet, (start + span * (k / n), start + span * ((k + 0.55) / n)), colour, width)


def dot(sheet: Sheet, centre: Floats, colour: Colour, radius: float = 1.3) -> None:
    """Nothing; a filled circle of `radius` pens."""
    if not _drawable(centre):
        return
    for grown, ink in ((0.7, DARK), (0.0, colour)):
        radius_px = round((radius + grown) * sheet.pen_px * 2**_SHIFT)
        cv2.circle(sheet.pixels, _fixed(centre), radius_px, ink, -1, cv2.LINE_AA, _SHIFT)


def skeleton(sheet: Sheet, near_side: Side | None) -> None:
    """Nothing; the runner's bones: left blue, right orange, the far side faint."""
    drawn = BONES if near_side else [bone for bone in BONES if bone != HIP_LINE]
    bones = [bone for bone in drawn if near_side and _side(bone) not in (near_side, "")]
    if bones:
        part = sheet.pixels[_around(sheet)]
        clean = part.copy()
        _bones(sheet, bones, 0.7)
        part[:] = cv2.addWeighted(clean, 1 - _FAINT, part, _FAINT, 0) if part.size else part
    _bones(sheet, [bone for bone in drawn if bone not in bones], 1.0)


def _around(sheet: Sheet) -> tuple[slice, slice]:
    """Rows and columns of the picture in which the runner is drawn, pens and all."""
    points = np.stack(list(sheet.points.values()))
    seen = points[(np.abs(points) < _SHARPEST).all(axis=1)]
    if not len(seen):
        return slice(0), slice(0)
    low = np.clip(seen.min(axis=0) - 4 * sheet.pen_px - 4, 0, None).astype(int)
    high = np.clip(seen.max(axis=0) + 4 * sheet.pen_px + 5, 0, None).astype(int)
    return slice(low[1], high[1]), slice(low[0], high[0])


def _bones(sheet: Sheet, bones: list[tuple[str, str]], width: float) -> None:
    for bone in bones:
        ends = (sheet.points[bone[0]], sheet.points[bone[1]])
        line(sheet, ends, SIDE_COLOURS.get(_side(bone), LIGHT), width)
    for name in sorted({name for bone in bones for name in bone if _side(bone)}):
        dot(sheet, sheet.points[name], LIGHT, width)


def _side(bone: tuple[str, str]) -> str:
    """Which side a bone belongs to; empty for those across the body."""
    sides = {name.partition("_")[0] for name in bone}
    return sides.pop() if len(sides) == 1 else ""


def _rim_and_core(sheet: Sheet, colour: Colour, width: float) -> tuple[tuple[int, Colour], ...]:
    core = max(1, round(width * sheet.pen_px))
    return (core + 2 * max(1, round(0.5 * sheet.pen_px)), DARK), (core, colour)


def _drawable(*points: Floats) -> bool:
    return all(bool((np.abs(point) < _SHARPEST).all()) for point in points)


def _fixed(point: Floats) -> tuple[int, int]:
    x, y = np.round(point * 2**_SHIFT).astype(int)
    return int(x), int(y)


def even(length: int) -> int:
    """H.264 wants even widths and heights."""
    return length // 2 * 2


def scaled(rgb: Pixels, scale: float) -> Pixels:
    """A copy of even width and height."""
    if scale < 1:
        size = (round(rgb.shape[1] * scale), round(rgb.shape[0] * scale))
        rgb = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    height, width = map(even, rgb.shape[:2])
    return rgb[:height, :width].copy()
