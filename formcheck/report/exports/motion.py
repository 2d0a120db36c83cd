"""Reads joint angles over time off the markers, named and signed as OpenSim's models have them.

From the side, with OpenSim's names (Rajagopal 2016, doi:10.1109/TBME.2016.2586891):

    lumbar_extension     trunk against the vertical, + = leaning back
    hip_flexion_r, _l    thigh against the vertical, + = knee ahead of the hip
    knee_angle_r, _l     + = bent, 0 = straight
    ankle_angle_r, _l    foot against shank, + = toes toward the shin, 0 = foot flat under an
                         upright shank
    arm_flex_r, _l       upper arm against the trunk, + = elbow ahead
    elbow_flex_r, _l     + = bent, 0 = straight

The pelvis itself is not seen from the side: it is taken as upright, so that hip and trunk
angles are those against the vertical. From behind and in front only lumbar_bending is there,
the trunk against the vertical, + = toward the runner's right: legs seen along their own
plane show no angle that a model could use. With a scale the middle of the hips moves, as
pelvis_tx, pelvis_ty, pelvis_tz in metres from the origin of the markers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.report.exports.markers import Markers, of_runner
from formcheck.skeleton import SIDES, Side
from formcheck.types import Bools, Floats, Study

FLAT: Final = (0.3, 0.6)  # part of the contact in which the whole foot is down, as measured
DEPTH, UP = 2, 1


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """Coordinates of an OpenSim model over time at even moments.

    `values` is (moments, names): degrees, metres where the name is that of a way the pelvis
    goes; NaN is "not seen". `times_s` is (moments,), seconds of real time.
    """

    names: tuple[str, ...]
    values: Floats
    times_s: Floats

    def __getitem__(self, name: str) -> Floats:
        """One coordinate, (moments,)."""
        return self.values[:, self.names.index(name)]


def motion(study: Study) -> Motion:
    """The measured part as coordinates of a model."""
    markers = of_runner(study)
    courses = _ways(markers) if markers.unit == "m" else {}
    if study.gait.summary.near_side is None:
        courses["lumbar_bending"] = _from_vertical(markers, "Hip", "Neck", DEPTH)
    else:
        courses |= _from_the_side(markers, study)
    return Motion(tuple(courses), np.stack(list(courses.values()), axis=1), markers.times_s)


def unbroken(motion: Motion, near: Side | None) -> Motion:
    """The longest stretch that shows trunk and near leg, and what is seen all through it.

    OpenSim's older tools stop reading at the first number that is none.
    """
    core = ["lumbar_bending"]
    if near is not None:
        core = ["lumbar_extension", f"hip_flexion_{near[0]}", f"knee_angle_{near[0]}"]
    part = _longest(_is_whole(np.stack([motion[name] for name in core])))
    kept = np.flatnonzero(_is_whole(motion.values[part]))
    names = tuple(motion.names[k] for k in kept)
    return Motion(names, motion.values[part][:, kept], motion.times_s[part])


def _is_whole(values: Floats) -> Bools:
    """Whether a column, (rows, columns), was seen in every row."""
    return np.asarray(np.isfinite(values).all(axis=0))


def _longest(seen: Bools) -> slice:
    """The longest run of what is true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], seen, [False]]).astype(int)))
    runs = [(int(stop - start), int(start)) for start, stop in edges.reshape(-1, 2)]
    length, start = max(runs, default=(0, 0), key=lambda run: run[0])
    return slice(start, start + length)


def _ways(markers: Markers) -> dict[str, Floats]:
    """Where the middle of the hips is, metres."""
    return {f"pelvis_t{axis}": markers["Hip"][:, k] for k, axis in enumerate("xyz")}


def _from_the_side(markers: Markers, study: Study) -> dict[str, Floats]:
    lean = _from_vertical(markers, "Hip", "Neck")
    courses = {"lumbar_extension": -lean}
    for name, read in _ROWS.items():
        for side in SIDES[::-1]:
            courses[f"{name}_{side[0]}"] = read(markers, side)
    for side in SIDES:
        courses[f"arm_flex_{side[0]}"] = _turned(courses[f"arm_flex_{side[0]}"] + lean)
        flat_deg = _flat_deg(courses[f"ankle_angle_{side[0]}"], markers, study, side)
        shank = _hanging(markers, side, "Knee", "Ankle")
        courses[f"ankle_angle_{side[0]}"] = _turned(
            courses[f"ankle_angle_{side[0]}"] - flat_deg - shank
        )
    return courses


def _from_vertical(markers: Markers, low: str, high: str, across: int = 0) -> Floats:
    """Degrees of the line upward, + = its upper end ahead (or to the right)."""
    way = markers[high] - markers[low]
    return np.asarray(np.degrees(np.arctan2(way[:, across], way[:, UP])))


def _hanging(markers: Markers, side: Side, high: str, low: str) -> Floats:
    """Degrees of the line downward, + = its lower end ahead."""
    letter = side[0].upper()
    way = markers[letter + low] - markers[letter + high]
    return np.asarray(np.degrees(np.arctan2(way[:, 0], -way[:, UP])))


def _thigh(markers: Markers, side: Side) -> Floats:
    return _hanging(markers, side, "Hip", "Knee")


def _knee(markers: Markers, side: Side) -> Floats:
    return _turned(_thigh(markers, side) - _hanging(markers, side, "Knee", "Ankle"))


def _foot(markers: Markers, side: Side) -> Floats:
    """Degrees of heel to toe, + = toes up; where flat stance is, is not known yet."""
    letter = side[0].upper()
    way = markers[f"{letter}BigToe"] - markers[f"{letter}Heel"]
    return np.asarray(np.degrees(np.arctan2(way[:, UP], way[:, 0])))


def _upper_arm(markers: Markers, side: Side) -> Floats:
    return _hanging(markers, side, "Shoulder", "Elbow")


def _elbow(markers: Markers, side: Side) -> Floats:
    return _turned(_hanging(markers, side, "Elbow", "Wrist") - _upper_arm(markers, side))


def _flat_deg(foot: Floats, markers: Markers, study: Study, side: Side) -> float:
    """The foot's angle in flat stance, the median over contacts; NaN where none shows it."""
    flat = []
    for contact in study.gait.contacts:
        if contact.side == side and contact.off_s is not None:
            start, length = contact.strike_s, contact.off_s - contact.strike_s
            at = (markers.times_s >= start + FLAT[0] * length) & (
                markers.times_s <= start + FLAT[1] * length
            )
            flat.extend(foot[at & np.isfinite(foot)].tolist())
    return float(np.median(flat)) if flat else float("nan")


def _turned(angle_deg: Floats) -> Floats:
    """The same angle within half a turn of zero."""
    return np.asarray((angle_deg + 180.0) % 360.0 - 180.0)


_ROWS: Final[dict[str, Callable[[Markers, Side], Floats]]] = {
    "hip_flexion": _thigh,
    "knee_angle": _knee,
    "ankle_angle": _foot,
    "arm_flex": _upper_arm,
    "elbow_flex": _elbow,
}
