"""What markers of TRC files are called, and which landmark each is.

Sports2D and Pose2Sim write `RHip`, `LBigToe`; others `right_hip`, `R.Hip`, `RightBigToe`.
"""

from __future__ import annotations

import re
from typing import Final

from formcheck.skeleton import LANDMARKS, SIDES, Side

_PARTS: Final[dict[str, str]] = {
    "eye": "eye", "ear": "ear", "shoulder": "shoulder", "elbow": "elbow", "wrist": "wrist",
    "hip": "hip", "knee": "knee", "ankle": "ankle", "heel": "heel",
    "bigtoe": "foot_index", "toe": "foot_index", "footindex": "foot_index",
    "pinky": "pinky", "index": "index", "thumb": "thumb",
}  # fmt: skip


def _beginnings(side: Side) -> tuple[str, str]:
    return side, side[0]


NAMES: Final[dict[str, str]] = {
    **{name.replace("_", ""): name for name in LANDMARKS},
    **{
        f"{start}{part}": f"{side}_{landmark}"
        for side in SIDES
        for start in _beginnings(side)
        for part, landmark in _PARTS.items()
    },
}


def landmark_of(marker: str) -> str | None:
    """The landmark that the marker is; None where formcheck has none such.

    >>> landmark_of("RBigToe"), landmark_of("left_hip"), landmark_of("Neck")
    ('right_foot_index', 'left_hip', None)
    """
    return NAMES.get(re.sub(r"[^a-z]", "", marker.lower()))
