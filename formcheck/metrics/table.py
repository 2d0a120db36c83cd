"""Every number formcheck measures, one row each. Add a metric: one file, one row here.

`bias` is what the network's points read above the truth even so, and `landmark_sd` how far
they may be off beside it, in the metric's unit: from fourteen side and twelve rear and
front clips of rendered runners with known joints, read at the true moments of contact; where
studies of filmed people found more (docs/accuracy.md), their figure stands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from formcheck.metrics.arm_leg_lag import arm_leg_lag
from formcheck.metrics.arm_swing import arm_swing
from formcheck.metrics.cadence import cadence
from formcheck.metrics.contact_time import contact_time
from formcheck.metrics.duty_factor import duty_factor
from formcheck.metrics.elbow_flexion import elbow_flexion
from formcheck.metrics.elbow_range import elbow_range
from formcheck.metrics.flight_time import flight_time
from formcheck.metrics.foot_strike_angle import foot_strike_angle
from formcheck.metrics.knee_flexion_contact import knee_flexion_contact
from formcheck.metrics.knee_flexion_stance import knee_flexion_stance
from formcheck.metrics.lateral_sway import lateral_sway
from formcheck.metrics.overstride import overstride
from formcheck.metrics.overstride_distance import overstride_distance
from formcheck.metrics.overstride_ratio import overstride_ratio
from formcheck.metrics.speed import speed
from formcheck.metrics.step_length import step_length
from formcheck.metrics.step_width import step_width
from formcheck.metrics.stride_length import stride_length
from formcheck.metrics.stride_time import stride_time
from formcheck.metrics.thigh_extension import thigh_extension
from formcheck.metrics.tibia_angle import tibia_angle
from formcheck.metrics.trunk_lean import trunk_lean
from formcheck.metrics.trunk_lean_range import trunk_lean_range
from formcheck.metrics.trunk_rotation import trunk_rotation
from formcheck.metrics.trunk_side_lean import trunk_side_lean
from formcheck.metrics.vertical_oscillation import vertical_oscillation
from formcheck.metrics.vertical_ratio import vertical_ratio
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait, View

SIDE: Final[frozenset[View]] = frozenset({"side"})
FRONTAL: Final[frozenset[View]] = frozenset({"rear", "front"})
SQUARE: Final = SIDE | FRONTAL
ANY: Final[frozenset[View]] = SQUARE | {"oblique"}


@dataclass(frozen=True, slots=True)
class Metric:
    """One row: what it is called, from where it shows, how it is found, how far it may be off.

    Attributes
    ----------
    label : plain words, as people read them
    function : values of a gait, one per stride; of one side where `sided`.
        None: formcheck refuses to measure it, `withheld` says why
    moment : which moment of the contact shows it best
    centre : mean of the strides, of the folded stride, or harmonic mean of the strides
    bias : read above the truth by the landmarks; taken off
    indicative_in : views from which it is never more than indicative
    least_fps : below it is never more than indicative
    """

    id: str
    label: str
    unit: str
    views: frozenset[View]
    function: Callable[[Gait], Floats] | None
    sided: Callable[[Gait, Side], Floats] | None
    landmark_sd: float
    source: str
    moment: Literal["strike", "mid", "off"] = "strike"
    centre: Literal["folded", "strides", "harmonic"] = "folded"
    needs: Literal["scale", "speed", "nothing"] = "nothing"
    indicative_in: frozenset[View] = frozenset()
    least_fps: float = 0.0
    withheld: str | None = None
    bias: float = 0.0


def _body(  # noqa: PLR0913, PLR0917 - a row of a table, read as one
    id: str, label: str, unit: str, views: frozenset[View],
    function: Callable[[Gait], Floats], landmark_sd: float, source: str, **more: Any,
) -> Metric:  # fmt: skip
    return Metric(id, label, unit, views, function, None, landmark_sd, source, **more)


def _sided(  # noqa: PLR0913, PLR0917 - a row of a table, read as one
    id: str, label: str, unit: str, views: frozenset[View],
    function: Callable[[Gait, Side], Floats], landmark_sd: float, source: str, **more: Any,
) -> Metric:  # fmt: skip
    return Metric(id, label, unit, views, None, function, landmark_sd, source, **more)


_RBDS = "Fukuchi 2017, doi:10.6084/m9.figshare.4543435"
_HIP_LINE = (
    "not reliable from video yet: the network's hip points do not follow the pelvis, "
    "they even move against it"
)

METRICS: Final[tuple[Metric, ...]] = (
    _body("cadence", "Cadence", "steps/min", ANY, cadence, 0.0, "Heiderscheit 2011",
          centre="harmonic"),
    _body("stride_time", "Stride time", "s", ANY, stride_time, 0.0, _RBDS, centre="strides"),
    _body("speed", "Speed", "m/s", SQUARE, speed, 0.0, "given, or body height and stance foot",
          centre="strides", needs="speed"),
    _body("stride_length", "Stride length", "m", SQUARE, stride_length, 0.0, "Craib 1994",
          centre="strides", needs="speed"),
    _body("step_length", "Step length", "m", SQUARE, step_length, 0.0, "Craib 1994",
          centre="strides", needs="speed"),
    _sided("contact_time", "Contact time", "s", SIDE, contact_time, 0.0, _RBDS,
           centre="strides", moment="off"),
    _sided("flight_time", "Flight time", "s", SIDE, flight_time, 0.0, _RBDS,
           centre="strides", moment="off"),
    _sided("duty_factor", "Duty factor (share of the stride on the ground)", "1", SIDE,
           duty_factor, 0.0, "van Oeveren 2021", centre="strides", moment="off"),
    _sided("overstride", "Foot ahead of the hip at landing (overstride)", "%leg", SIDE,
           overstride, 1.7, "Heiderscheit 2011; Lieberman 2015", bias=-1.5),
    _sided("overstride_distance", "Foot ahead of the hip at landing", "cm", SIDE,
           overstride_distance, 1.5, "Lieberman 2015", needs="scale", bias=-1.3),
    _sided("overstride_ratio", "Foot ahead of the hip as a share of the step", "1", SIDE,
           overstride_ratio, 0.015, _RBDS, bias=-0.012),
    _sided("tibia_angle", "Shank angle at landing", "deg", SIDE, tibia_angle, 2.0,
           "Souza 2016; Dingenen 2018", bias=-1.5),
    _sided("foot_strike_angle", "Foot angle at landing", "deg", SIDE, foot_strike_angle, 2.5,
           "Altman and Davis 2012; Mo 2025", least_fps=50.0, bias=3.9),
    _sided("knee_flexion_contact", "Knee bend at landing", "deg", SIDE, knee_flexion_contact,
           4.0, "Van Hooren 2023", bias=1.0),
    _sided("knee_flexion_stance", "Largest knee bend under load", "deg", SIDE,
           knee_flexion_stance, 3.0, "Van Hooren 2023", moment="mid", bias=2.5),
    _sided("thigh_extension", "Thigh behind the hip at push-off", "deg", SIDE, thigh_extension,
           2.2, _RBDS, moment="off"),
    _body("trunk_lean", "Forward lean of the trunk", "deg", SIDE, trunk_lean, 1.5,
          "Teng and Powers 2015", moment="mid"),
    _body("trunk_lean_range", "Nodding of the trunk within a step", "deg", SIDE,
          trunk_lean_range, 1.0, "Teng and Powers 2015", moment="mid"),
    _body("trunk_rotation", "Turning of the shoulders", "deg", SQUARE, trunk_rotation, 7.0,
          "Lang 2023; Pontzer 2009", moment="mid", indicative_in=FRONTAL),
    _body("vertical_oscillation", "Rise and fall of the hips", "cm", SQUARE,
          vertical_oscillation, 1.0, "Folland 2017", moment="mid", needs="scale"),
    _body("vertical_ratio", "Rise and fall as a share of the step", "%", SIDE, vertical_ratio,
          1.0, "Folland 2017", moment="mid"),
    _sided("arm_swing", "Swing of the upper arm", "deg", SIDE, arm_swing, 4.5,
           "Arellano and Kram 2014", moment="mid"),
    _sided("elbow_flexion", "Elbow bend", "deg", SIDE, elbow_flexion, 4.0, "Yegian 2019",
           moment="mid", bias=-8.5),
    _sided("elbow_range", "Opening and closing of the elbow", "deg", SIDE, elbow_range, 5.0,
           "Tartaruga and Wilk 2024", moment="mid"),
    _sided("arm_leg_lag", "Arm ahead of the opposite leg", "deg", SIDE, arm_leg_lag, 6.0,
           "Lamb and Stöckl 2014", moment="mid"),
    Metric("pelvic_drop", "Drop of the pelvis", "deg", FRONTAL, None, None, 0.0, "Bramah 2018",
           moment="mid", withheld=_HIP_LINE),
    Metric("hip_adduction", "Thigh against the pelvis", "deg", FRONTAL, None, None, 0.0,
           "Dingenen 2018", moment="mid", withheld=_HIP_LINE),
    _sided("trunk_side_lean", "Lean over the standing leg", "deg", FRONTAL, trunk_side_lean,
           1.0, "Dingenen 2018", moment="mid"),
    _body("lateral_sway", "Side-to-side travel of the hips", "cm", FRONTAL, lateral_sway, 0.5,
          "Drozda 2024", moment="mid", needs="scale"),
    _body("step_width", "Step width", "cm", FRONTAL, step_width, 1.0, "Meardon 2012",
          moment="mid", needs="scale", bias=1.9),
)  # fmt: skip

LABELS: Final = {metric.id: metric.label for metric in METRICS}
