"""Draws what was measured: the lines a number was read from.

`LINES` says for each measurement how it is called in a picture, its colour and
how it is drawn; a new line is one function and one row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.report.drawing import Sheet, dashes, line, path
from formcheck.report.lettering import LIGHT, Colour, label
from formcheck.report.numbers import value_text
from formcheck.report.words import _
from formcheck.skeleton import Side
from formcheck.types import Analysis, Floats, Measurement

Place = Floats  # where the number goes, (2,), pixels
Draw = Callable[[Sheet, Side, Colour], Place]


@dataclass(frozen=True, slots=True)
class MeasuredLine:
    """How one measurement looks in a picture: what it means, its line, a word beside that."""

    words: str
    colour: Colour
    draw: Draw | None = None
    word: str = ""


def measured(analysis: Analysis, id: str, side: Side | None) -> Measurement | None:
    """The measurement of that side, or of both sides together, if it has a value."""
    wanted = (side, "both") if side else ("both",)
    found = [
        m for m in analysis.measurements
        if m.id == id and m.side in wanted and m.value is not None
    ]  # fmt: skip
    return min(found, key=lambda m: m.side == "both", default=None)


def draw_measured(sheet: Sheet, measurement: Measurement, side: Side) -> None:
    """Nothing; the line of a measurement and its number beside it, if it has a line."""
    row = LINES[measurement.id]
    if row.draw is not None:
        place = row.draw(sheet, side, row.colour)
        text = f"{_(row.word)} {value_text(measurement)}"
        label(sheet.pixels, text, place, sheet.letter_px, row.colour)


def _overstride(sheet: Sheet, side: Side, colour: Colour) -> Place:
    """Plumb line from the hip, and a bracket from it to the ankle, under the foot."""
    hip, ankle = sheet.points[f"{side}_hip"], sheet.points[f"{side}_ankle"]
    level = _lowest(sheet, side) + 3 * sheet.pen_px
    plumb, foot = (_at_depth(sheet, point, level) for point in (hip, ankle))
    dashes(sheet, (hip, plumb), LIGHT)
    dashes(sheet, (ankle, foot), colour)
    line(sheet, (plumb, foot), colour)
    for end in (plumb, foot):
        line(sheet, (end - 2 * sheet.pen_px * sheet.up, end + 2 * sheet.pen_px * sheet.up), colour)
    return (plumb + foot) / 2 - 8 * sheet.pen_px * sheet.up


def _tibia_angle(sheet: Sheet, side: Side, colour: Colour) -> Place:
    ankle, knee = sheet.points[f"{side}_ankle"], sheet.points[f"{side}_knee"]
    _angle(sheet, (ankle, knee), sheet.up, colour)
    return (ankle + knee) / 2 + _outward(sheet, side)


def _thigh_extension(sheet: Sheet, side: Side, colour: Colour) -> Place:
    hip, knee = sheet.points[f"{side}_hip"], sheet.points[f"{side}_knee"]
    _angle(sheet, (hip, knee), -sheet.up, colour)
    return (hip + knee) / 2 + _outward(sheet, side)


def _trunk(sheet: Sheet, side: Side, colour: Colour) -> Place:
    hips = sheet.middle("left_hip", "right_hip")
    shoulders = sheet.middle("left_shoulder", "right_shoulder")
    _angle(sheet, (hips, shoulders), sheet.up, colour)
    length = float(np.hypot(*(shoulders - hips)))
    return hips + 1.25 * length * sheet.up - _outward(sheet, side)


def _knee_flexion(sheet: Sheet, side: Side, colour: Colour) -> Place:
    """The thigh made longer beyond the knee, and the shank: between them the bend."""
    hip, knee, ankle = (sheet.points[f"{side}_{joint}"] for joint in ("hip", "knee", "ankle"))
    _angle(sheet, (knee, ankle), _unit(knee - hip), colour)
    return knee + _outward(sheet, side)


def _angle(sheet: Sheet, arm: tuple[Floats, Floats], zero: Floats, colour: Colour) -> None:
    """An arm from its pivot, the direction that counts as 0, and the arc between."""
    pivot, end = arm
    span = end - pivot
    length = float(np.hypot(*span))
    dashes(sheet, (pivot, pivot + zero * length * 1.1), LIGHT)
    line(sheet, arm, colour, 1.2)
    turn = np.arctan2(zero[0] * span[1] - zero[1] * span[0], zero @ span)
    angles = np.linspace(0, turn, 13)
    sides = np.array([-zero[1], zero[0]])
    arc = pivot + 0.6 * length * (np.outer(np.cos(angles), zero) + np.outer(np.sin(angles), sides))
    path(sheet, arc, colour, 0.7)


def _outward(sheet: Sheet, side: Side) -> Floats:
    """A step to the side the toes point to, wide enough for a label."""
    toes = sheet.points[f"{side}_foot_index"] - sheet.points[f"{side}_heel"]
    across = np.array([-sheet.up[1], sheet.up[0]])
    return across * (-1.0 if toes @ across < 0 else 1.0) * 4.4 * sheet.letter_px


def _lowest(sheet: Sheet, side: Side) -> float:
    """How far down the lowest point of a foot lies, pixels along gravity."""
    foot = [sheet.points[f"{side}_{name}"] for name in ("ankle", "heel", "foot_index")]
    return float(max(-sheet.up @ point for point in foot))


def _at_depth(sheet: Sheet, point: Floats, level_px: float) -> Floats:
    """The point moved along gravity to that depth."""
    return point - sheet.up * (level_px + sheet.up @ point)


def _unit(vector: Floats) -> Floats:
    return vector / max(1e-9, float(np.hypot(*vector)))


_YELLOW: Colour = (240, 228, 66)
_GREEN: Colour = (40, 210, 160)
_PINK: Colour = (245, 150, 205)

LINES: Final[Mapping[str, MeasuredLine]] = {
    "overstride": MeasuredLine("foot ahead of hip", _YELLOW, _overstride, "overstride"),
    "tibia_angle": MeasuredLine("shin from vertical", _PINK, _tibia_angle, "shin"),
    "knee_flexion_stance": MeasuredLine("knee bend", _PINK, _knee_flexion, "knee"),
    "thigh_extension": MeasuredLine("thigh behind vertical", _YELLOW, _thigh_extension, "thigh"),
    "trunk_lean": MeasuredLine("trunk lean", _GREEN, _trunk, "trunk"),
    "trunk_side_lean": MeasuredLine("sideways trunk lean", _GREEN, _trunk, "trunk"),
    "pelvic_drop": MeasuredLine("pelvic drop", _YELLOW),
    "step_width": MeasuredLine("step width", LIGHT),
    "contact_time": MeasuredLine("foot on the ground", LIGHT),
    "cadence": MeasuredLine("cadence", LIGHT),
}
