"""The 33 landmarks of BlazePose, in their order, and the lines that join them.

Source: MediaPipe pose landmark model card (Apache-2.0).
"""

from __future__ import annotations

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

BONES: Final[tuple[tuple[str, str], ...]] = (
    ("left_shoulder", "right_shoulder"),
    ("left_hip", "right_hip"),
    *((f"{side}_{a}", f"{side}_{b}") for side in SIDES for a, b in _LIMB),
)


def other(side: Side) -> Side:
    """The opposite side.

    >>> other("left")
    'right'
    """
    return "right" if side == "left" else "left"
