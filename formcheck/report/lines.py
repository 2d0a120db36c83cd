"""Draws what was measured: the lines a number was read from.

`LINES` says for each measurement how it is called in a picture, its colour,
how it is drawn and when; a new line is one function and one row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from formcheck.report import strokes
from formcheck.report.drawing import Sheet
from formcheck.report.lettering import LIGHT, Colour, label
from formcheck.report.numbers import typical_text, value_text
from formcheck.report.ranges import Drawn
from formcheck.report.strokes import Place
from formcheck.report.words import _
from formcheck.skeleton import Side
from formcheck.types import Analysis, Measurement

Draw = Callable[[Sheet, Drawn], Place]


@dataclass(frozen=True, slots=True)
class MeasuredLine:
    """How one measurement looks in a picture.

    Attributes
    ----------
    words : what it means, as captions say it
    draw : draws it and gives the place for its number; None where it has no line
    word : what stands beside the number in the picture
    moment : name of the moment that shows it
    """

    words: str
    colour: Colour
    draw: Draw | None = None
    word: str = ""
    moment: str = "mid_stance"


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
        place = row.draw(sheet, Drawn(side, row.colour, measurement))
        text = f"{_(row.word)} {value_text(measurement)}"
        label(sheet.pixels, text, place, sheet.letter_px, row.colour)


def told(measurement: Measurement) -> str:
    """What a line means, the runner's number, and what is usual where that is known."""
    words = _(LINES[measurement.id].words)
    value, usual = value_text(measurement), typical_text(measurement)
    if not usual:
        return _("{what}: {value}").format(what=words, value=value)
    return _("{what}: yours {value}, usual {usual}").format(what=words, value=value, usual=usual)


_YELLOW: Colour = (240, 228, 66)
_GREEN: Colour = (40, 210, 160)
_PINK: Colour = (245, 150, 205)
_LANDS, _LEAVES = "initial_contact", "toe_off"

TRUNK_COLOUR: Final = _GREEN

LINES: Final[Mapping[str, MeasuredLine]] = {
    "overstride": MeasuredLine(
        "foot ahead of hip", _YELLOW, strokes.overstride, "foot ahead", _LANDS),
    "overstride_distance": MeasuredLine(
        "foot ahead of hip", _YELLOW, strokes.overstride, "foot ahead", _LANDS),
    "overstride_ratio": MeasuredLine(
        "foot ahead of hip, in step lengths", _YELLOW, strokes.overstride, "foot ahead", _LANDS),
    "tibia_angle": MeasuredLine(
        "shin from vertical", _PINK, strokes.tibia_angle, "shin", _LANDS),
    "knee_flexion_contact": MeasuredLine(
        "knee bend at landing", _PINK, strokes.knee_flexion, "knee", _LANDS),
    "knee_flexion_stance": MeasuredLine("knee bend", _PINK, strokes.knee_flexion, "knee"),
    "thigh_extension": MeasuredLine(
        "thigh behind vertical", _YELLOW, strokes.thigh_extension, "thigh", _LEAVES),
    "trunk_lean": MeasuredLine("trunk lean", _GREEN, strokes.trunk_lean, "trunk"),
    "trunk_side_lean": MeasuredLine(
        "sideways trunk lean", _GREEN, strokes.trunk_side_lean, "trunk"),
    "trunk_rotation": MeasuredLine(
        "turning of the shoulders", _GREEN, strokes.shoulder_line, "shoulders turn"),
    "pelvic_drop": MeasuredLine("pelvic drop", _YELLOW, strokes.pelvic_drop, "pelvis"),
    "hip_adduction": MeasuredLine("thigh leaning in", _PINK, strokes.thigh, "thigh"),
    "knee_gap": MeasuredLine("space between the knees", _PINK, strokes.knee_gap, "knees"),
    "arm_swing": MeasuredLine("swing of the upper arm", _PINK, strokes.upper_arm, "arm"),
    "arm_leg_lag": MeasuredLine(
        "arm ahead of the opposite leg", _PINK, strokes.arm_and_leg, "arm and leg"),
    "elbow_flexion": MeasuredLine("elbow bend", _PINK, strokes.elbow_flexion, "elbow"),
    "elbow_range": MeasuredLine(
        "opening and closing of the elbow", _PINK, strokes.elbow, "elbow"),
    "arm_leg_locking": MeasuredLine(
        "arm and leg together", _PINK, strokes.arm_and_leg, "arm and leg"),
    "arm_crossing": MeasuredLine(
        "hand across the midline, in shoulder widths", _PINK, strokes.hand_to_midline, "hand"),
    "shoulder_lift": MeasuredLine(
        "shoulders raised since the start", _GREEN, strokes.ear_to_shoulder, "shoulder"),
    "foot_strike_angle": MeasuredLine(
        "foot angle at landing", _PINK, strokes.foot_angle, "foot", _LANDS),
    "vertical_oscillation": MeasuredLine("rise and fall of the hips", LIGHT),
    "vertical_ratio": MeasuredLine("rise and fall, as a share of the step", LIGHT),
    "lateral_sway": MeasuredLine("sway from side to side", LIGHT),
    "step_width": MeasuredLine("step width", LIGHT),
    "step_length": MeasuredLine("step length", LIGHT),
    "contact_time": MeasuredLine("foot on the ground", LIGHT),
    "cadence": MeasuredLine("cadence", LIGHT),
}  # fmt: skip
