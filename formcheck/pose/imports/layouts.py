"""The order of points in other networks' output, and which of formcheck's landmarks each is.

Sources: OpenPose `doc/02_output.md` and `include/openpose/pose/poseParametersRender.hpp` (BODY_25,
BODY_25B, COCO); Halpe-FullBody's README (Halpe26, Halpe136: the first 26 alike); COCO-WholeBody's
README (17 of the body, then 6 of the feet). Points without a counterpart (neck, small toes, the
top of the head, fingers, the outline of the face) are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from formcheck.skeleton import LANDMARKS, SIDES
from formcheck.types import PointSet


@dataclass(frozen=True, slots=True)
class Layout:
    """One network's points: which of them, by number, is which landmark.

    Attributes
    ----------
    size : how many points a person has
    places : number of the point, by landmark
    """

    name: str
    size: int
    places: dict[str, int]

    @property
    def points(self) -> PointSet:
        """The set as a track carries it."""
        absent = frozenset(LANDMARKS) - frozenset(self.places)
        return PointSet(self.name, is_blazepose=False, absent=absent, has_depth=False)


def _ordered(names: str) -> dict[str, int]:
    """Numbers of the landmarks in a list of names; `-` has no counterpart."""
    return {_full(name): k for k, name in enumerate(names.split()) if name != "-"}


def _full(name: str) -> str:
    """`l_toe` is the left big toe.

    >>> _full("l_toe"), _full("nose")
    ('left_foot_index', 'nose')
    """
    side, _, part = name.partition("_")
    sides = {s[0]: s for s in SIDES}
    return f"{sides[side]}_{part.replace('toe', 'foot_index')}" if part else name


_COCO: Final = (
    "nose l_eye r_eye l_ear r_ear l_shoulder r_shoulder l_elbow r_elbow l_wrist r_wrist "
    "l_hip r_hip l_knee r_knee l_ankle r_ankle"
)
_HALPE: Final = _ordered(f"{_COCO} - - - l_toe r_toe - - l_heel r_heel")

LAYOUTS: Final[tuple[Layout, ...]] = (
    Layout("COCO-17", 17, _ordered(_COCO)),
    Layout("OpenPose COCO-18", 18, _ordered(
        "nose - r_shoulder r_elbow r_wrist l_shoulder l_elbow l_wrist r_hip r_knee r_ankle "
        "l_hip l_knee l_ankle r_eye l_eye r_ear l_ear")),
    Layout("OpenPose BODY_25", 25, _ordered(
        "nose - r_shoulder r_elbow r_wrist l_shoulder l_elbow l_wrist - r_hip r_knee r_ankle "
        "l_hip l_knee l_ankle r_eye l_eye r_ear l_ear l_toe - l_heel r_toe - r_heel")),
    Layout("OpenPose BODY_25B", 25, _ordered(
        f"{_COCO} - - l_toe - l_heel r_toe - r_heel")),
    Layout("Halpe26", 26, _HALPE),
    Layout("COCO-WholeBody", 133, _ordered(f"{_COCO} l_toe - l_heel r_toe - r_heel")),
    Layout("Halpe136", 136, _HALPE),
)  # fmt: skip
BY_NAME: Final = {layout.name: layout for layout in LAYOUTS}
MIDHIP, RIGHT_HIP, LEFT_HIP = 8, 9, 12  # of BODY_25; BODY_25B has no point between the hips
