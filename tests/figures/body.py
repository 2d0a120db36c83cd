"""The figure: parts of a body with human proportions, drawn from its joints.

Lengths are shares of the body's height (segment lengths of Winter, Biomechanics and
Motor Control of Human Movement, 4th ed., table 4.1); widths were chosen by eye.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from figures.shapes import Line, Points, aim, at, bend, placed, tube

THIGH, SHANK, UPPER_ARM, FOREARM, HAND, HEAD = 0.245, 0.246, 0.178, 0.146, 0.088, 0.13

SKIN: Final = "#d9a17c"
SHIRT: Final = "#3f7f9f"
SHORTS: Final = "#33475b"
SHOE: Final = "#f4f1ea"
HAIR: Final = "#4a3a33"
INK: Final = "#22303c"
CARD: Final = "#f7f4ee"
ACCENT: Final = "#e2571e"

THIGH_WIDTHS: Final = (
    (0.0, 0.056, 0.056), (0.3, 0.056, 0.050), (0.6, 0.046, 0.041), (0.85, 0.035, 0.034),
    (1.0, 0.032, 0.031),
)  # fmt: skip
SHANK_WIDTHS: Final = (
    (0.0, 0.031, 0.030), (0.14, 0.029, 0.037), (0.32, 0.026, 0.043), (0.6, 0.021, 0.030),
    (0.88, 0.017, 0.019), (1.0, 0.018, 0.020),
)  # fmt: skip
ARM_WIDTHS: Final = (
    (0.0, 0.031, 0.031),
    (0.35, 0.029, 0.029),
    (0.8, 0.022, 0.023),
    (1.0, 0.021, 0.021),
)
FOREARM_WIDTHS: Final = (
    (0.0, 0.020, 0.021),
    (0.25, 0.023, 0.022),
    (0.8, 0.015, 0.015),
    (1.0, 0.013, 0.013),
)
HAND_WIDTHS: Final = (
    (0.0, 0.012, 0.012),
    (0.3, 0.019, 0.018),
    (0.65, 0.017, 0.016),
    (1.0, 0.007, 0.007),
)
SLEEVE: Final = ((0.0, 0.036, 0.036), (0.25, 0.036, 0.036), (0.48, 0.031, 0.032))
LEG_OF_SHORTS: Final = ((0.0, 0.060, 0.060), (0.25, 0.061, 0.056), (0.5, 0.056, 0.052))
# along the middle line of the trunk, from the hip joint to the base of the neck: behind, in front
PELVIS: Final = (
    (0.0, 0.060, 0.056),
    (0.08, 0.073, 0.060),
    (0.17, 0.068, 0.060),
    (0.27, 0.045, 0.050),
)
CHEST: Final = (
    (0.17, 0.069, 0.064), (0.36, 0.049, 0.057), (0.52, 0.051, 0.062), (0.7, 0.058, 0.066),
    (0.86, 0.056, 0.050), (0.97, 0.036, 0.032),
)  # fmt: skip

SHOE_SHAPE: Final = np.array([
    [-0.024, 0.022], [-0.036, -0.004], [-0.038, -0.034], [-0.028, -0.043], [0.03, -0.041],
    [0.085, -0.043], [0.118, -0.041], [0.126, -0.030], [0.112, -0.014], [0.075, 0.000],
    [0.034, 0.014], [0.020, 0.026],
])  # fmt: skip
PROFILE: Final = np.array([
    [0.02, 0.5], [0.28, 0.39], [0.385, 0.2], [0.39, 0.08], [0.37, 0.03], [0.47, -0.12],
    [0.40, -0.17], [0.41, -0.25], [0.38, -0.31], [0.385, -0.42], [0.30, -0.49], [0.12, -0.42],
    [-0.06, -0.34], [-0.3, -0.3], [-0.44, -0.08], [-0.46, 0.14], [-0.36, 0.37], [-0.18, 0.48],
])  # fmt: skip
HAIR_SHAPE: Final = np.array([
    [0.34, 0.36], [0.16, 0.51], [-0.08, 0.545], [-0.34, 0.44], [-0.495, 0.19], [-0.48, -0.1],
    [-0.36, -0.3], [-0.22, -0.3], [-0.17, -0.12], [-0.12, 0.08], [0.02, 0.07], [0.06, 0.2],
    [0.24, 0.25],
])  # fmt: skip
EAR: Final = np.array([[-0.02, 0.04], [0.03, -0.02], [0.0, -0.12], [-0.06, -0.12], [-0.09, -0.01]])


@dataclass(frozen=True)
class Part:
    """Outlines that are one thing: filled together, with one line round all of them."""

    outlines: tuple[Points, ...]
    fill: str
    is_far: bool = False
    is_bare: bool = False  # without a line round it


@dataclass(frozen=True)
class Leg:
    """A leg from hip to ankle: the knee bends to the front. `foot_deg`: where the toes point."""

    ankle: Points
    foot_deg: float = 0.0
    knee: Points | None = None


@dataclass(frozen=True)
class Arm:
    """An arm from the shoulder to the wrist; `elbow` 1 bends it backwards, -1 forwards."""

    wrist: Points
    hand_deg: float
    elbow: int = 1


@dataclass(frozen=True)
class Pose:
    """Somebody from the side, facing right.

    `spine` runs from the hip joint to the base of the neck; `face_deg` is where the face looks.
    """

    spine: tuple[Points, ...]
    head: Points
    face_deg: float
    near_leg: Leg
    far_leg: Leg
    near_arm: Arm
    far_arm: Arm
    shoulder: float = 0.85  # share of the spine at which the arms hang
    far_off: Points = field(default_factory=lambda: at(0.012, 0.006))

    @property
    def back(self) -> Line:
        """The middle line of the trunk."""
        return Line.through(*self.spine)

    def hip(self, is_far: bool = False) -> Points:
        """A hip joint."""
        return self.spine[0] + (self.far_off if is_far else 0)

    def shoulder_joint(self, is_far: bool = False) -> Points:
        """A shoulder joint, a little in front of the middle of the trunk."""
        return self.back.beside(self.shoulder, -0.006) + (self.far_off if is_far else 0)


def parts(pose: Pose) -> list[Part]:
    """All parts, the farthest first."""
    return [
        *arm_parts(pose.shoulder_joint(True), pose.far_arm, True),
        *leg_parts(pose.hip(True), pose.far_leg, True),
        *leg_parts(pose.hip(), pose.near_leg, False),
        pelvis(pose),
        *head_parts(pose),
        Part((tube(pose.back, CHEST),), SHIRT),
        *arm_parts(pose.shoulder_joint(), pose.near_arm, False),
    ]


def knee_of(hip: Points, leg: Leg) -> Points:
    """The knee between hip and ankle."""
    if leg.knee is not None:
        return leg.knee
    return bend(hip, leg.ankle, (THIGH, SHANK), 1)


def leg_parts(hip: Points, leg: Leg, is_far: bool) -> list[Part]:
    """Shoe, skin and trouser leg."""
    knee = knee_of(hip, leg)
    thigh, shank = Line.through(hip, knee), Line.through(knee, leg.ankle)
    shoe = placed(SHOE_SHAPE, leg.ankle, leg.foot_deg, 1.0)
    skin = (tube(thigh, THIGH_WIDTHS), tube(shank, SHANK_WIDTHS))
    cloth = (tube(thigh, LEG_OF_SHORTS),)
    return [
        Part(skin, SKIN, is_far),
        Part((shoe,), SHOE, is_far),
        Part(cloth, SHORTS, is_far),
    ]


def pelvis(pose: Pose) -> Part:
    """The shorts: pelvis and the near thigh in one."""
    thigh = Line.through(pose.hip(), knee_of(pose.hip(), pose.near_leg))
    return Part((tube(pose.back, PELVIS), tube(thigh, LEG_OF_SHORTS)), SHORTS)


def arm_parts(shoulder: Points, arm: Arm, is_far: bool) -> list[Part]:
    """Arm with hand, and sleeve."""
    elbow = bend(shoulder, arm.wrist, (UPPER_ARM, FOREARM), -arm.elbow)
    upper, fore = Line.through(shoulder, elbow), Line.through(elbow, arm.wrist)
    hand = Line.through(arm.wrist, arm.wrist + aim(arm.hand_deg, HAND))
    thumb_way = arm.hand_deg + 38
    thumb_from = arm.wrist + aim(arm.hand_deg, 0.015)
    thumb = Line.through(thumb_from, thumb_from + aim(thumb_way, 0.045))
    skin = (
        tube(upper, ARM_WIDTHS),
        tube(fore, FOREARM_WIDTHS),
        tube(hand, HAND_WIDTHS),
        tube(thumb, ((0.0, 0.009, 0.009), (0.6, 0.008, 0.008), (1.0, 0.005, 0.005))),
    )
    return [Part(skin, SKIN, is_far), Part((tube(upper, SLEEVE),), SHIRT, is_far)]


def head_parts(pose: Pose) -> list[Part]:
    """Neck, head in profile, hair and ear."""
    base, _ = pose.back.at(0.95)
    neck = Line.through(
        base, pose.head + placed(at(-0.1, -0.15)[None], at(0, 0), pose.face_deg, HEAD)[0]
    )
    widths = ((0.0, 0.034, 0.031), (0.5, 0.029, 0.028), (1.0, 0.028, 0.028))
    shape = [placed(one, pose.head, pose.face_deg, HEAD) for one in (PROFILE, HAIR_SHAPE, EAR)]
    return [
        Part((tube(neck, widths), shape[0]), SKIN),
        Part((shape[1],), HAIR),
        Part((shape[2],), SKIN),
    ]


def patch(start: Points, end: Points, width: float) -> Points:
    """An oval from start to end: the spot where something works or stretches."""
    middle, half = (start + end) / 2, (end - start) / 2
    across = width / 2 * at(-half[1], half[0]) / np.hypot(*half)
    turns = np.deg2rad(np.arange(0, 360, 45))
    return np.array([middle + half * np.cos(a) + across * np.sin(a) for a in turns])
