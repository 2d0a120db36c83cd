"""Draws the usual range of a number as a soft band or wedge beside its line.

A line is that of one picture, a number the average of all steps. So that both tell the same,
the range stands as far from the line as usual numbers are from the runner's own number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from formcheck.report.drawing import Sheet, line, path
from formcheck.report.lettering import Colour, label
from formcheck.report.words import _
from formcheck.skeleton import Side
from formcheck.types import Floats, Measurement

USUAL: Final[Colour] = (150, 235, 190)
_NARROW: Final = 12.0  # pens; a narrower band has no rim, that would hide it
_SOFT: Final = 0.5  # how much of a range covers the picture below
_WIDEST_DEG: Final = 75.0  # a wider wedge says nothing; chosen by us
_LEAST_VALUE: Final = 0.05  # of a ratio, below which a picture does not tell how long one is


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn: which leg or arm, in which colour, and the number with its usual range."""

    side: Side
    colour: Colour
    measurement: Measurement

    @property
    def apart(self) -> tuple[float, float] | None:
        """From the runner's own number to both ends of what is usual; None where nobody says."""
        typical, value = self.measurement.typical, self.measurement.value
        return (
            None if typical is None or value is None else (typical[0] - value, typical[1] - value)
        )


def wedge(sheet: Sheet, pivot: Floats, length: float, ways: Floats) -> None:
    """Nothing; the usual range of an angle lies over the picture, with its word at the rim."""
    if np.degrees(np.arccos(np.clip(ways[0] @ ways[-1], -1, 1))) > _WIDEST_DEG:
        return
    rim = pivot + length * ways
    soft(sheet, np.vstack([pivot[None], rim]))
    path(sheet, rim, USUAL, 0.5)
    _say_usual(sheet, pivot + (length + 0.9 * sheet.letter_px) * ways[len(ways) // 2])


def band(sheet: Sheet, drawn: Drawn, foot: Floats, px_of_one: float) -> None:
    """Nothing; the usual range of a distance lies on the ground, ahead of the hip."""
    if drawn.apart is None or not px_of_one:
        return
    ahead = forward(sheet, drawn.side) * sheet.across * px_of_one
    ends = [foot + ahead * apart for apart in drawn.apart]
    tall = 7 * sheet.pen_px * sheet.up
    soft(sheet, np.stack([ends[0] - tall / 3, ends[1] - tall / 3, ends[1] + tall, ends[0] + tall]))
    is_narrow = float(np.hypot(*(ends[1] - ends[0]))) < _NARROW * sheet.pen_px
    for end in () if is_narrow else ends:
        line(sheet, (end - tall / 3, end + tall), USUAL, 0.5)
    _say_usual(sheet, (ends[0] + ends[1]) / 2 + tall + 0.8 * sheet.letter_px * sheet.up)


def px_of_one(sheet: Sheet, drawn: Drawn, span: Floats) -> float:
    """Pixels for one unit of a distance; 0 where the picture does not tell."""
    value = drawn.measurement.value or 0.0
    if drawn.measurement.unit == "%leg":
        return sheet.leg_px / 100
    return abs(float(span @ sheet.across)) / value if value > _LEAST_VALUE else 0.0


def soft(sheet: Sheet, corners: Floats, colour: Colour = USUAL) -> None:
    """Nothing; an area lies over the picture, which shimmers through."""
    if not (np.abs(corners) < 1e5).all():
        return
    height, width = sheet.pixels.shape[:2]
    low = np.clip(np.floor(corners.min(axis=0)), 0, [width, height]).astype(int)
    high = np.clip(np.ceil(corners.max(axis=0)) + 1, 0, [width, height]).astype(int)
    part = sheet.pixels[low[1] : high[1], low[0] : high[0]]
    if not part.size:
        return
    filled = part.copy()
    cv2.fillPoly(filled, [np.round(corners - low).astype(np.int32)], colour, cv2.LINE_AA)
    part[:] = cv2.addWeighted(filled, _SOFT, part, 1 - _SOFT, 0)


def _say_usual(sheet: Sheet, centre: Floats) -> None:
    label(sheet.pixels, _("usual"), centre, 0.8 * sheet.letter_px, USUAL)


def forward(sheet: Sheet, side: Side) -> float:
    """1 where ahead of the runner is to the right in the picture, -1 to the left."""
    if sheet.forward:
        return sheet.forward
    toes = sheet.points[f"{side}_foot_index"] - sheet.points[f"{side}_heel"]
    return -1.0 if toes @ sheet.across < 0 else 1.0
