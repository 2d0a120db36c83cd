"""Draws the shapes of measured lines, with the usual range as a soft band or wedge beside them.

A line is that of one picture, a number the average of all steps. So that both tell the same,
the range stands as far from the line as usual numbers are from the runner's own number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from formcheck.report.drawing import Sheet, dashes, line, path
from formcheck.report.lettering import LIGHT, Colour, label
from formcheck.report.words import _
from formcheck.skeleton import Side, other
from formcheck.types import Floats, Measurement

Place = Floats  # where the number goes, (2,), pixels

USUAL: Final[Colour] = (150, 235, 190)
_SOFT: Final = 0.42  # how much of a range covers the picture below
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


def overstride(sheet: Sheet, drawn: Drawn) -> Place:
    """Plumb line from the hip, and a bracket from it to the ankle, under the foot."""
    hip, ankle = sheet.points[f"{drawn.side}_hip"], sheet.points[f"{drawn.side}_ankle"]
    level = _lowest(sheet, drawn.side) + 3 * sheet.pen_px
    plumb, foot = (_at_depth(sheet, point, level) for point in (hip, ankle))
    _band(sheet, drawn, foot, _px_of_one(sheet, drawn, foot - plumb))
    dashes(sheet, (hip, plumb), LIGHT)
    dashes(sheet, (ankle, foot), drawn.colour)
    line(sheet, (plumb, foot), drawn.colour)
    for end in (plumb, foot):
        tick = 2 * sheet.pen_px * sheet.up
        line(sheet, (end - tick, end + tick), drawn.colour)
    return (plumb + foot) / 2 - 8 * sheet.pen_px * sheet.up


def tibia_angle(sheet: Sheet, drawn: Drawn) -> Place:
    """The shin, from the ankle up."""
    ankle, knee = (sheet.points[f"{drawn.side}_{joint}"] for joint in ("ankle", "knee"))
    _angle(sheet, (ankle, knee), sheet.up, drawn, -forward(sheet, drawn.side))
    return (ankle + knee) / 2 + outward(sheet, drawn.side)


def thigh_extension(sheet: Sheet, drawn: Drawn) -> Place:
    """The thigh, from the hip down."""
    hip, knee = (sheet.points[f"{drawn.side}_{joint}"] for joint in ("hip", "knee"))
    _angle(sheet, (hip, knee), -sheet.up, drawn, forward(sheet, drawn.side))
    return (hip + knee) / 2 + outward(sheet, drawn.side)


def trunk_lean(sheet: Sheet, drawn: Drawn) -> Place:
    """From mid-hip to mid-shoulder, seen from the side."""
    return _trunk(sheet, drawn, forward(sheet, drawn.side))


def trunk_side_lean(sheet: Sheet, drawn: Drawn) -> Place:
    """The same from behind or in front, towards the standing leg."""
    standing = sheet.points[f"{drawn.side}_hip"] - sheet.points[f"{other(drawn.side)}_hip"]
    return _trunk(sheet, drawn, -1.0 if standing @ sheet.across < 0 else 1.0)


def _trunk(sheet: Sheet, drawn: Drawn, sign: float) -> Place:
    hips = sheet.middle("left_hip", "right_hip")
    shoulders = sheet.middle("left_shoulder", "right_shoulder")
    _angle(sheet, (hips, shoulders), sheet.up, drawn, sign)
    length = float(np.hypot(*(shoulders - hips)))
    return hips + 1.25 * length * sheet.up - outward(sheet, drawn.side)


def knee_flexion(sheet: Sheet, drawn: Drawn) -> Place:
    """The thigh made longer beyond the knee, and the shank: between them the bend."""
    hip, knee, ankle = (sheet.points[f"{drawn.side}_{j}"] for j in ("hip", "knee", "ankle"))
    _angle(sheet, (knee, ankle), _unit(knee - hip), drawn, forward(sheet, drawn.side))
    return knee + outward(sheet, drawn.side)


def elbow_flexion(sheet: Sheet, drawn: Drawn) -> Place:
    """The upper arm made longer beyond the elbow, and the forearm."""
    joints = ("shoulder", "elbow", "wrist")
    shoulder, elbow, wrist = (sheet.points[f"{drawn.side}_{joint}"] for joint in joints)
    _angle(sheet, (elbow, wrist), _unit(elbow - shoulder), drawn, -forward(sheet, drawn.side))
    return elbow - outward(sheet, drawn.side)


def upper_arm(sheet: Sheet, drawn: Drawn) -> Place:
    """The upper arm; how far it swings does not show in one picture."""
    shoulder, elbow = (sheet.points[f"{drawn.side}_{joint}"] for joint in ("shoulder", "elbow"))
    line(sheet, (shoulder, elbow), drawn.colour, 1.2)
    return (shoulder + elbow) / 2 - outward(sheet, drawn.side)


def arm_and_leg(sheet: Sheet, drawn: Drawn) -> Place:
    """The upper arm and the opposite thigh, that should swing together."""
    hip, knee = (sheet.points[f"{other(drawn.side)}_{joint}"] for joint in ("hip", "knee"))
    line(sheet, (hip, knee), drawn.colour, 1.2)
    return upper_arm(sheet, drawn)


def shoulder_line(sheet: Sheet, drawn: Drawn) -> Place:
    """From shoulder to shoulder."""
    ends = (sheet.points["left_shoulder"], sheet.points["right_shoulder"])
    line(sheet, ends, drawn.colour, 1.4)
    return (ends[0] + ends[1]) / 2 + 2.4 * sheet.letter_px * sheet.up


def pelvic_drop(sheet: Sheet, drawn: Drawn) -> Place:
    """A level line over the hips and one that drops as measured, towards the free leg."""
    near, far = (sheet.points[f"{side}_hip"] for side in (drawn.side, other(drawn.side)))
    free = -1.0 if (far - near) @ sheet.across < 0 else 1.0
    reach = max(1.6 * float(np.abs((far - near) @ sheet.across)), 12 * sheet.pen_px)
    pivot = (near + far) / 2 - sheet.across * free * reach / 2
    turn = free * np.deg2rad(drawn.measurement.value or 0.0)
    end = pivot + reach * _turned(sheet.across * free, np.array([turn]))[0]
    _angle(sheet, (pivot, end), sheet.across * free, drawn, free)
    return pivot + sheet.across * free * (reach + 4 * sheet.letter_px)


def knee_gap(sheet: Sheet, drawn: Drawn) -> Place:
    """From knee to knee."""
    left, right = sheet.points["left_knee"], sheet.points["right_knee"]
    line(sheet, (left, right), drawn.colour)
    return (left + right) / 2 + outward(sheet, drawn.side)


def _angle(
    sheet: Sheet, arm: tuple[Floats, Floats], zero: Floats, drawn: Drawn, sign: float
) -> None:
    """An arm from its pivot, the direction that counts as 0, the arc between, and what is usual.

    `sign` is 1 where larger numbers turn clockwise in the picture, else -1.
    """
    pivot, end = arm
    span = end - pivot
    length = float(np.hypot(*span))
    turn = float(np.arctan2(zero[0] * span[1] - zero[1] * span[0], zero @ span))
    if drawn.apart is not None:
        ends = [turn + sign * np.deg2rad(apart) for apart in drawn.apart]
        _wedge(sheet, pivot, 1.08 * length, _turned(zero, np.linspace(ends[0], ends[1], 13)))
    dashes(sheet, (pivot, pivot + zero * length * 1.1), LIGHT)
    line(sheet, arm, drawn.colour, 1.2)
    path(sheet, pivot + 0.6 * length * _turned(zero, np.linspace(0, turn, 13)), drawn.colour, 0.7)


def _turned(zero: Floats, angles: Floats) -> Floats:
    """Directions turned clockwise from `zero`, (angles, 2)."""
    sides = np.array([-zero[1], zero[0]])
    return np.outer(np.cos(angles), zero) + np.outer(np.sin(angles), sides)


def _wedge(sheet: Sheet, pivot: Floats, length: float, ways: Floats) -> None:
    """Nothing; the usual range of an angle lies over the picture, with its word at the rim."""
    if np.degrees(np.arccos(np.clip(ways[0] @ ways[-1], -1, 1))) > _WIDEST_DEG:
        return
    rim = pivot + length * ways
    soft(sheet, np.vstack([pivot[None], rim]))
    path(sheet, rim, USUAL, 0.5)
    _say_usual(sheet, pivot + (length + 0.9 * sheet.letter_px) * ways[len(ways) // 2])


def _band(sheet: Sheet, drawn: Drawn, foot: Floats, px_of_one: float) -> None:
    """Nothing; the usual range of a distance lies on the ground, ahead of the hip."""
    if drawn.apart is None or not px_of_one:
        return
    ahead = forward(sheet, drawn.side) * sheet.across * px_of_one
    ends = [foot + ahead * apart for apart in drawn.apart]
    tall = 7 * sheet.pen_px * sheet.up
    soft(sheet, np.stack([ends[0] - tall / 3, ends[1] - tall / 3, ends[1] + tall, ends[0] + tall]))
    for end in ends:
        line(sheet, (end - tall / 3, end + tall), USUAL, 0.5)
    _say_usual(sheet, (ends[0] + ends[1]) / 2 + tall + 0.8 * sheet.letter_px * sheet.up)


def _px_of_one(sheet: Sheet, drawn: Drawn, span: Floats) -> float:
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


def outward(sheet: Sheet, side: Side) -> Floats:
    """A step ahead of the runner, wide enough for a label."""
    return sheet.across * forward(sheet, side) * 4.4 * sheet.letter_px


def _lowest(sheet: Sheet, side: Side) -> float:
    """How far down the lowest point of a foot lies, pixels along gravity."""
    foot = [sheet.points[f"{side}_{name}"] for name in ("ankle", "heel", "foot_index")]
    return float(max(-sheet.up @ point for point in foot))


def _at_depth(sheet: Sheet, point: Floats, level_px: float) -> Floats:
    """The point moved along gravity to that depth."""
    return point - sheet.up * (level_px + sheet.up @ point)


def _unit(vector: Floats) -> Floats:
    return vector / max(1e-9, float(np.hypot(*vector)))
