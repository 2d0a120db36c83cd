"""The 33 landmarks of BlazePose, in their order, and the lines that join them.

Source: MediaPipe pose landmark model card (Apache-2.0).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Side = Literal["left", "right"]

SIDES: Final[tuple[Side, Side]] = ("left", "right")

LANDMARKS: Final[tuple[str, ...]] = (
    "nose",
    "left_eye_inner", "left_eye", "left_eye_outer",
    "right_eye_inner", "right_eye", "right_eye_outer",
    "left_ear", "right_ear",
    "mouth_left", "mouth_right",
    "left_shoulder", "right_shoulder",
    "left_elbow", "right_elbow",
    "left_wrist", "right_wrist",
    "left_pinky", "right_pinky",
    "left_index", "right_index",
    "left_thumb", "right_thumb",
    "left_hip", "right_hip",
    "left_knee", "right_knee",
    "left_ankle", "right_ankle",
    "left_heel", "right_heel",
    "left_foot_index", "right_foot_index",
)  # fmt: skip

LEG: Final[tuple[str, ...]] = ("hip", "knee", "ankle", "heel", "foot_index")
LOWER_LEG: Final[tuple[str, ...]] = ("knee", "ankle", "heel", "foot_index")
ARM: Final[tuple[str, ...]] = ("shoulder", "elbow", "wrist")

_LIMB: Final = (
    ("shoulder", "elbow"), ("elbow", "wrist"), ("shoulder", "hip"), ("hip", "knee"),
    ("knee", "ankle"), ("ankle", "heel"), ("heel", "foot_index"), ("ankle", "foot_index"),
)  # fmt: skip

# from behind and in front it moves against the pelvis: never shown there
HIP_LINE: Final = ("left_hip", "right_hip")
BONES: Final[tuple[tuple[str, str], ...]] = (
    ("left_shoulder", "right_shoulder"),
    HIP_LINE,
    *((f"{side}_{a}", f"{side}_{b}") for side in SIDES for a, b in _LIMB),
)

# How far joints lie from the body's midline in running, mean over the stride, as a share of
# leg length. Between Winter 2009, Table 4.1 (hips 0.10, shoulders 0.21) and rendered runners
# (hips 0.12-0.13, knees 0.075 and 0.09 at contact, ankles 0.046 with steps 8 cm wide,
# shoulders 0.19-0.21, elbows 0.25-0.31, wrists 0.16-0.20).
ASIDE: Final[dict[str, float]] = {
    "shoulder": 0.2, "elbow": 0.27, "wrist": 0.185, "pinky": 0.185, "index": 0.185, "thumb": 0.185,
    "hip": 0.115, "knee": 0.083, "ankle": 0.046, "heel": 0.046, "foot_index": 0.046,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offset:
    """Where a point lies seen from the joint centre, percent of the leg length as seen."""

    forward: float
    up: float
    forward_sd: float
    up_sd: float


# Where BlazePose's points lie; `gait.joints` says how that was found.
OFFSETS: Final[dict[str, Offset]] = {
    "shoulder": Offset(-0.4, 3.0, 0.5, 0.4),
    "elbow": Offset(0.7, 1.4, 0.5, 0.4),
    "wrist": Offset(0.7, -0.3, 0.6, 0.7),
    "hip": Offset(3.0, -2.0, 1.0, 1.0),
    "knee": Offset(-0.5, 0.9, 0.3, 0.6),
    "ankle": Offset(0.8, 1.7, 0.5, 0.6),
}


def aside(name: str, near: Side) -> float:
    """How much nearer to the camera than the midline a landmark is from the side, leg lengths.

    >>> aside("left_hip", "left"), aside("left_hip", "right")
    (0.115, -0.115)
    """
    side, _, joint = name.partition("_")
    return ASIDE.get(joint, 0.0) * (1.0 if side == near else -1.0)


def other(side: Side) -> Side:
    """The opposite side.

    >>> other("left")
    'right'
    """
    return "right" if side == "left" else "left"
