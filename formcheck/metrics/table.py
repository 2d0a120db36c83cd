"""Every number formcheck measures, one row each. Add a metric: one file, one row here.

`bias` is what the network's points read above the truth even so, and `landmark_sd` how far
they may be off beside it, in the metric's unit: from 25 side and 20 rear and front clips of
rendered runners with known joints. Two renderers disagree by up to 6 degrees over the leg at
landing; each bias stands in the middle between what the one (20 side clips) and the other (4)
show. Where studies of filmed people found more (docs/accuracy.md), their spread stands.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from formcheck.metrics.ankle_steadiness import ankle_steadiness
from formcheck.metrics.arm_crossing import arm_crossing
from formcheck.metrics.arm_leg_lag import arm_leg_lag
from formcheck.metrics.arm_leg_locking import arm_leg_locking
from formcheck.metrics.arm_swing import arm_swing
from formcheck.metrics.cadence import cadence
from formcheck.metrics.contact_time import contact_time
from formcheck.metrics.duty_factor import duty_factor
from formcheck.metrics.elbow_flexion import elbow_flexion
from formcheck.metrics.elbow_range import elbow_range
from formcheck.metrics.flight_time import flight_time
from formcheck.metrics.foot_strike_angle import foot_strike_angle
from formcheck.metrics.head_forward import head_forward
from formcheck.metrics.hip_adduction import hip_adduction
from formcheck.metrics.knee_flexion_contact import knee_flexion_contact
from formcheck.metrics.knee_flexion_stance import knee_flexion_stance
from formcheck.metrics.knee_gap import knee_gap
from formcheck.metrics.lateral_sway import lateral_sway
from formcheck.metrics.overstride import overstride
from formcheck.metrics.overstride_distance import overstride_distance
from formcheck.metrics.overstride_ratio import overstride_ratio
from formcheck.metrics.pelvic_drop import pelvic_drop, unseen_pelvis
from formcheck.metrics.shoulder_lift import shoulder_lift
from formcheck.metrics.speed import speed
from formcheck.metrics.step_length import step_length
from formcheck.metrics.step_width import step_width
from formcheck.metrics.stride_length import stride_length
from formcheck.metrics.stride_time import stride_time
from formcheck.metrics.thigh_extension import thigh_extension
from formcheck.metrics.tibia_angle import tibia_angle
from formcheck.metrics.trunk_lean import trunk_lean
from formcheck.metrics.trunk_lean_range import trunk_lean_range
from formcheck.metrics.trunk_rotation import trunk_rotation, turn_unseen
from formcheck.metrics.trunk_side_lean import trunk_side_lean
from formcheck.metrics.vertical_oscillation import vertical_oscillation
from formcheck.metrics.vertical_ratio import vertical_ratio
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait, View
from formcheck.types.said import Said

SIDE: Final[frozenset[View]] = frozenset({"side"})
REAR: Final[frozenset[View]] = frozenset({"rear"})
FRONT: Final[frozenset[View]] = frozenset({"front"})
FRONTAL: Final[frozenset[View]] = REAR | FRONT
SQUARE: Final = SIDE | FRONTAL
FEET: Final = ("heel", "foot_index")
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
    exploratory : no norms are published to hold it against; never more than indicative
    keeps_strays : strides far from the others are what it tells, and are not left out
    unless : why a clip does not show it, None when it does; where landmarks alone do not tell
    least_rate_per_s : how fast it changes about the strike in the mean curves of 28 runners,
        where that is fast; blurred or few strides look calmer than they were
    frontal_bias, frontal_sd : bias and landmark_sd from rear and front where they are others
    parts : points of head and feet without which it cannot be read; some networks lack them
    is_calibrated : what it reads was calibrated on BlazePose's points, and on no others
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
    exploratory: bool = False
    keeps_strays: bool = False
    unless: Callable[[Gait], str | None] | None = None
    least_rate_per_s: float = 0.0
    frontal_bias: float | None = None
    frontal_sd: float | None = None
    parts: tuple[str, ...] = ()
    is_calibrated: bool = False

    def bias_of(self, gait: Gait) -> float:
        """What is read above the truth in that gait; nothing is known of other networks' points."""
        return self.bias_from(gait.summary.view) if gait.points.is_blazepose else 0.0

    def landmark_sd_of(self, gait: Gait) -> float:
        """Standard error by the landmarks in that gait.

        A bias as large as BlazePose's may be in the points of another network, on either side.
        """
        view = gait.summary.view
        frontal = view in FRONTAL and self.frontal_sd is not None
        sd = self.frontal_sd if frontal and self.frontal_sd is not None else self.landmark_sd
        return sd if gait.points.is_blazepose else math.hypot(sd, self.bias_from(view))

    def bias_from(self, view: View) -> float:
        """BlazePose's bias in that view."""
        return self.bias if view not in FRONTAL or self.frontal_bias is None else self.frontal_bias


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
_HIP_LINE = Said(
    "not reliable from video yet: the network's hip points do not follow the pelvis, "
    "they even move against it"
)
_TURN_LINE = Said(
    "not reliable from video yet: one camera shows how far the shoulders turn, "
    "not about which line, and the network sees left and right differently"
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
           centre="strides", moment="off", parts=FEET),
    _sided("flight_time", "Flight time", "s", SIDE, flight_time, 0.0, _RBDS,
           centre="strides", moment="off", parts=FEET),
    _sided("duty_factor", "Duty factor (share of the stride on the ground)", "1", SIDE,
           duty_factor, 0.0, "van Oeveren 2021", centre="strides", moment="off", parts=FEET),
    _sided("overstride", "Foot ahead of the hip at landing (overstride)", "%leg", SIDE,
           overstride, 1.7, "Heiderscheit 2011; Lieberman 2015", bias=-1.5, least_rate_per_s=140.0),
    _sided("overstride_distance", "Foot ahead of the hip at landing", "cm", SIDE,
           overstride_distance, 1.5, "Lieberman 2015", needs="scale", bias=-1.3,
           least_rate_per_s=120.0),
    _sided("overstride_ratio", "Foot ahead of the hip as a share of the step", "1", SIDE,
           overstride_ratio, 0.015, _RBDS, bias=-0.012, least_rate_per_s=1.3, parts=FEET),
    _sided("tibia_angle", "Shank angle at landing", "deg", SIDE, tibia_angle, 2.0,
           "Souza 2016; Dingenen 2018", bias=-3.2, least_rate_per_s=190.0),
    _sided("foot_strike_angle", "Foot angle at landing", "deg", SIDE, foot_strike_angle, 2.5,
           "Altman and Davis 2012; Mo 2025", least_fps=50.0, bias=3.9, least_rate_per_s=310.0,
           parts=FEET),
    _sided("knee_flexion_contact", "Knee bend at landing", "deg", SIDE, knee_flexion_contact,
           4.0, "Van Hooren 2023", bias=4.2, least_rate_per_s=210.0),
    _sided("knee_flexion_stance", "Largest knee bend under load", "deg", SIDE,
           knee_flexion_stance, 3.0, "Van Hooren 2023", moment="mid", bias=2.5, parts=FEET),
    _sided("thigh_extension", "Thigh behind the hip at push-off", "deg", SIDE, thigh_extension,
           2.2, _RBDS, moment="off", bias=-1.1, parts=FEET),
    _body("trunk_lean", "Forward lean of the trunk", "deg", SIDE, trunk_lean, 1.5,
          "Teng and Powers 2015", moment="mid"),
    _body("trunk_lean_range", "Nodding of the trunk within a step", "deg", SIDE,
          trunk_lean_range, 1.0, "Teng and Powers 2015", moment="mid", bias=0.5),
    _body("trunk_rotation", "Turning of the shoulders", "deg", SQUARE, trunk_rotation, 4.5,
          "Lang 2023; Pontzer 2009", moment="mid", indicative_in=FRONTAL, least_fps=50.0,
          unless=turn_unseen, frontal_sd=10.0, is_calibrated=True),
    Metric("trunk_rotation_asymmetry", "Turning of the shoulders, left against right", "deg",
           SQUARE, None, None, 0.0, "chosen by us", moment="mid", withheld=_TURN_LINE),
    Metric("pelvis_rotation", "Turning of the pelvis", "deg", SQUARE, None, None, 0.0,
           "Schache 2002", moment="mid", withheld=_HIP_LINE),
    Metric("trunk_pelvis_separation", "Turning of the shoulders against the pelvis", "deg",
           SQUARE, None, None, 0.0, "Seay 2011", moment="mid", withheld=_HIP_LINE),
    _body("vertical_oscillation", "Rise and fall of the hips", "cm", SQUARE,
          vertical_oscillation, 1.0, "Folland 2017", moment="mid", needs="scale", bias=-0.8,
          frontal_bias=0.6),
    _body("vertical_ratio", "Rise and fall as a share of the step", "%", SIDE, vertical_ratio,
          1.0, "Folland 2017", moment="mid", bias=-0.7, parts=FEET),
    _sided("arm_swing", "Swing of the upper arm", "deg", SIDE, arm_swing, 4.5,
           "Arellano and Kram 2014", moment="mid", bias=-2.0),
    _sided("elbow_flexion", "Elbow bend", "deg", SIDE, elbow_flexion, 4.0, "Yegian 2019",
           moment="mid", bias=-8.5),
    _sided("elbow_range", "Opening and closing of the elbow", "deg", SIDE, elbow_range, 5.0,
           "Tartaruga and Wilk 2024", moment="mid", bias=2.0),
    _sided("arm_leg_lag", "Arm ahead of the opposite leg", "deg", SIDE, arm_leg_lag, 3.5,
           "Lamb and Stöckl 2014", moment="mid", bias=5.0),
    # 0.0000 to 0.0004 below a truth of 0.9998 to 1 on 13 clips; no clip loses the rhythm
    _sided("arm_leg_locking", "Steadiness of arm and leg together", "1", SIDE, arm_leg_locking,
           0.005, "Lamb and Stöckl 2014", moment="mid", centre="strides", keeps_strays=True),
    # -0.05 to 0.03 off on two clips from the front whose hands stay on their own side
    _sided("arm_crossing", "Hand past the middle of the body", "1", FRONT, arm_crossing, 0.06,
           "Hinrichs 1987", moment="mid"),
    # -0.8 to 0.6 on 22 clips in which nothing rises; no clip has shoulders that do
    _body("shoulder_lift", "Shoulders raised since the start of the clip", "%", ANY,
          shoulder_lift, 0.5, "chosen by us", moment="mid", centre="strides", exploratory=True,
          parts=("ear",)),
    # 8.7 above, sd 1.4, on 14 clips whose heads are all held within 2 deg of each other: the
    # error is doubled for those that are not
    _body("head_forward", "Head ahead of the trunk", "deg", SIDE, head_forward, 3.0,
          "chosen by us", moment="mid", bias=8.7, exploratory=True, parts=("ear",)),
    # 1.1 by clothes and by when in stance it drops (`pelvic_drop`), 1.2 for a difference between
    # the sides, of which the picture shows only a part: half of 2-3 deg (evidence on symmetry)
    _sided("pelvic_drop", "Drop of the pelvis", "deg", FRONTAL, pelvic_drop, 1.6, "Bramah 2018",
           moment="mid", unless=unseen_pelvis),
    _sided("hip_adduction", "Thigh against the pelvis", "deg", FRONTAL, hip_adduction, 2.0,
           "Dingenen 2018", moment="mid", bias=-3.4, indicative_in=FRONTAL, unless=unseen_pelvis),
    _sided("trunk_side_lean", "Lean over the standing leg", "deg", FRONTAL, trunk_side_lean,
           0.8, "Dingenen 2018", moment="mid"),
    _body("lateral_sway", "Side-to-side travel of the hips", "cm", FRONTAL, lateral_sway, 1.0,
          "Drozda 2024", moment="mid", needs="scale", bias=0.8),
    _body("step_width", "Step width", "cm", FRONTAL, step_width, 1.0, "Meardon 2012",
          moment="mid", needs="scale", bias=1.9),
    # 0.01 below, sd 0.056, on 13 clips with gaps of 0.34 to 0.61
    _body("knee_gap", "Gap between the knees as a share of the hips", "1", FRONTAL, knee_gap, 0.06,
          "Souza 2016", moment="mid", is_calibrated=True),
    # reads 0.09 to 0.27 on clips that set every foot down alike
    _sided("ankle_steadiness", "Spread of where and how the foot is set down", "cm", REAR,
           ankle_steadiness, 0.2, "chosen by us", moment="mid", centre="strides", needs="scale",
           exploratory=True, keeps_strays=True, parts=FEET),
)  # fmt: skip

LABELS: Final = {metric.id: metric.label for metric in METRICS}
