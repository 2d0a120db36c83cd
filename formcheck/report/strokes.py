"""Draws the shapes of measured lines, one function each; `formcheck.report.lines` names them."""

from __future__ import annotations

import numpy as np

from formcheck.report.drawing import Sheet, dashes, line, path
from formcheck.report.lettering import LIGHT
from formcheck.report.ranges import Drawn, band, forward, px_of_one, wedge
from formcheck.skeleton import Side, other
from formcheck.types import Floats

Place = Floats  # where the number goes, (2,), pixels


def overstride(sheet: Sheet, drawn: Drawn) -> Place:
    """Plumb line from the hip, and a bracket from it to the ankle, under the foot."""
    hip, ankle = sheet.points[f"{drawn.side}_hip"], sheet.points[f"{drawn.side}_ankle"]
    level = _lowest(sheet, drawn.side) + 3 * sheet.pen_px
    plumb, foot = (_at_depth(sheet, point, level) for point in (hip, ankle))
    band(sheet, drawn, foot, px_of_one(sheet, drawn, foot - plumb))
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


def elbow(sheet: Sheet, drawn: Drawn) -> Place:
    """Upper arm and forearm; how far they open and close does not show in one picture."""
    joints = ("shoulder", "elbow", "wrist")
    path(sheet, np.stack([sheet.points[f"{drawn.side}_{j}"] for j in joints]), drawn.colour, 1.2)
    return sheet.points[f"{drawn.side}_elbow"] - outward(sheet, drawn.side)


def hand_to_midline(sheet: Sheet, drawn: Drawn) -> Place:
    """From the body's upright midline to the wrist."""
    hips, wrist = sheet.middle("left_hip", "right_hip"), sheet.points[f"{drawn.side}_wrist"]
    middle = _at_depth(sheet, hips, float(-sheet.up @ wrist))
    dashes(sheet, (hips, middle + (middle - hips) * 0.3), LIGHT)
    line(sheet, (middle, wrist), drawn.colour, 1.2)
    return (middle + wrist) / 2 + 1.6 * sheet.letter_px * sheet.up


def thigh(sheet: Sheet, drawn: Drawn) -> Place:
    """The standing thigh beside the vertical; the pelvis, that counts too, has no line."""
    hip, knee = (sheet.points[f"{drawn.side}_{joint}"] for joint in ("hip", "knee"))
    dashes(sheet, (hip, _at_depth(sheet, hip, float(-sheet.up @ knee))), LIGHT)
    line(sheet, (hip, knee), drawn.colour, 1.2)
    return (hip + knee) / 2 + outward(sheet, drawn.side)


def foot_angle(sheet: Sheet, drawn: Drawn) -> Place:
    """From heel to toe, beside the level."""
    heel, toe = (sheet.points[f"{drawn.side}_{name}"] for name in ("heel", "foot_index"))
    ahead = sheet.across * forward(sheet, drawn.side)
    dashes(sheet, (heel, heel + ahead * float(np.hypot(*(toe - heel)))), LIGHT)
    line(sheet, (heel, toe), drawn.colour, 1.2)
    return toe + outward(sheet, drawn.side) / 2 - 1.5 * sheet.letter_px * sheet.up


def ear_to_shoulder(sheet: Sheet, drawn: Drawn) -> Place:
    """From ear to shoulder, which raised shoulders make short."""
    ear, shoulder = (sheet.points[f"{drawn.side}_{name}"] for name in ("ear", "shoulder"))
    line(sheet, (ear, shoulder), drawn.colour, 1.2)
    return (ear + shoulder) / 2 - 1.4 * outward(sheet, drawn.side)


def upper_arm(sheet: Sheet, drawn: Drawn) -> Place:
    """The upper arm; how far it swings does not show in one picture."""
    shoulder, elbow = (sheet.points[f"{drawn.side}_{joint}"] for joint in ("shoulder", "elbow"))
    line(sheet, (shoulder, elbow), drawn.colour, 1.2)
    return (shoulder + elbow) / 2 - 1.6 * outward(sheet, drawn.side)


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
        wedge(sheet, pivot, 1.08 * length, _turned(zero, np.linspace(ends[0], ends[1], 13)))
    dashes(sheet, (pivot, pivot + zero * length * 1.1), LIGHT)
    line(sheet, arm, drawn.colour, 1.2)
    path(sheet, pivot + 0.6 * length * _turned(zero, np.linspace(0, turn, 13)), drawn.colour, 0.7)


def _turned(zero: Floats, angles: Floats) -> Floats:
    """Directions turned clockwise from `zero`, (angles, 2)."""
    sides = np.array([-zero[1], zero[0]])
    return np.outer(np.cos(angles), zero) + np.outer(np.sin(angles), sides)


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
