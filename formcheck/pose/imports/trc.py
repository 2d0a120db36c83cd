"""TRC files of Sports2D and Pose2Sim, in pixels or metres, flat or in space.

What the header calls metres may be pixels (Sports2D writes `m` in both), and which way is up
differs between programs; so both are told from the body itself: a leg is about 0.8 m long, and
shoulders are above hips. Metres are drawn at `PX_PER_M`. A body in space is shown from its
right side, square: along the way its toes point.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.pose.imports.marker_names import landmark_of
from formcheck.pose.imports.nouns import Progress, Sheet, TrackError, damaged
from formcheck.pose.imports.trc_text import FIRST_WORD, Table, read_table
from formcheck.skeleton import LANDMARKS, SIDES
from formcheck.types import Floats, PointSet
from formcheck.types.said import Said

PX_PER_M: Final = 350.0  # a leg of 300 px, as formcheck's own clips have; chosen by us
MARGIN_PX: Final = 60.0
LEG_M: Final = (0.3, 1.5)  # shortest and longest leg that is one in metres
LEAST_LEG_PX: Final = 15.0
# Sports2D takes metres from a height the user gave: bodies differ in proportion by 3-4 %,
# as formcheck's own scale from height. Calibrated cameras know lengths to about a hundredth.
FLAT_CV, SOLID_CV = 0.05, 0.01
SOLID_ROLL_SD_DEG: Final = 0.5  # calibrations are levelled by hand; chosen by us
FLAT_SHARE: Final = 1e-6  # of its size, by which a body that is flat moves in depth
_NEEDED: Final = ("shoulder", "hip", "knee", "ankle")


def is_trc(path: Path, start: bytes) -> bool:
    """Whether it begins as TRC files do."""
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(FIRST_WORD)


def read_trc(path: Path, progress: Progress) -> Sheet:
    """The runner in every frame.

    Raises
    ------
    TrackError : the file is damaged, or lacks the markers of a body
    """
    table = read_table(path, progress)
    points = _landmarks(path, table)
    if _is_flat(points[..., ::-1]):  # filmed from behind or in front: the way ahead is not known
        points = points[..., ::-1]
    times_s = _times(path, table)
    leg, solid = _leg(points), not _is_flat(points)
    if table.units.lower() == "mm" and LEG_M[0] <= leg / 1000 <= LEG_M[1]:
        points, leg = points / 1000, leg / 1000
    metres = LEG_M[0] <= leg <= LEG_M[1]
    if not metres and (solid or not leg > LEAST_LEG_PX):
        raise TrackError(
            Said(
                "The legs in {name} are {leg:.3g} long, in no known unit.", name=path.name, leg=leg
            ),
            Said("Give a TRC file in metres, millimetres or pixels."),
        )
    turned, right = (_from_the_side(points), True) if solid else (_y_down(points), False)
    scale = PX_PER_M if metres else 1.0
    flat, depth = turned[..., :2] * scale, turned[..., 2] * scale
    if metres:
        flat = flat - np.nanmin(flat, axis=(0, 1)) + MARGIN_PX
    n = len(flat)
    return Sheet(
        points=_point_set(table, solid),
        frame=table.numbers,
        xy=flat,
        seen=np.isfinite(flat).all(axis=-1).astype(float),
        frames=table.numbers,
        times_s=times_s,
        depth=depth if right or np.nanmax(np.abs(depth)) > 0 else None,
        fps=table.rate_hz or None,
        m_per_px=1 / PX_PER_M if metres else None,
        m_cv=SOLID_CV if solid else FLAT_CV,
        roll_sd_deg=SOLID_ROLL_SD_DEG if solid else 3.0,
        notes=(SIDE_VIEW,) if solid and n else (),
    )


SIDE_VIEW: Final = Said(
    "The track is in space; it was looked at from the runner's right, square to the way the"
    " toes point."
)


def _point_set(table: Table, solid: bool) -> PointSet:
    absent = frozenset(LANDMARKS) - {landmark_of(name) for name in table.markers}
    return PointSet("TRC", is_blazepose=False, absent=absent, has_depth=False, is_solid=solid)


def _landmarks(path: Path, table: Table) -> Floats:
    """(frames, landmarks, 3); a marker at 0,0 was not seen."""
    xyz = np.where((table.xyz[..., :2] == 0).all(axis=-1)[..., None], np.nan, table.xyz)
    if not np.isfinite(xyz[..., 2]).any():  # flat, and no depth written
        xyz[..., 2] = 0.0
    points = np.full((len(xyz), len(LANDMARKS), 3), np.nan)
    for k, marker in enumerate(table.markers):
        landmark = landmark_of(marker)
        if landmark is not None:
            points[:, LANDMARKS.index(landmark)] = xyz[:, k]
    for part in _NEEDED:
        for side in SIDES:
            if not np.isfinite(points[:, LANDMARKS.index(f"{side}_{part}")]).all(axis=1).any():
                raise TrackError(
                    Said("{name} has no {marker}.", name=path.name, marker=f"{side}_{part}"),
                    Said("Give a track with shoulders, hips, knees and ankles of both sides."),
                )
    return points


def _times(path: Path, table: Table) -> Floats | None:
    """The times of the file; None where it has none, so that its rate must do."""
    times_s = table.times_s
    if not np.isfinite(times_s).all() or (len(times_s) > 1 and np.ptp(times_s) == 0):
        return None
    back = np.flatnonzero(np.diff(times_s) <= 0)
    if len(back):
        frame = int(table.numbers[int(back[0]) + 1])
        raise damaged(path, Said("frame {n}", n=frame), Said("its time is no later than the last"))
    return times_s


def _part(points: Floats, part: str) -> Floats:
    """The middle of a left and right landmark, (frames, 3)."""
    left, right = (points[:, LANDMARKS.index(f"{side}_{part}")] for side in SIDES)
    return np.asarray((left + right) / 2)


def _leg(points: Floats) -> float:
    """Thigh and shank, median over frames and sides, in the file's unit."""
    legs = []
    for side in SIDES:
        hip, knee, ankle = (points[:, LANDMARKS.index(f"{side}_{p}")] for p in _NEEDED[1:])
        legs.append(np.linalg.norm(hip - knee, axis=1) + np.linalg.norm(knee - ankle, axis=1))
    both = np.concatenate(legs)
    both = both[np.isfinite(both)]
    return float(np.median(both)) if len(both) else 0.0


def _is_flat(points: Floats) -> bool:
    """Whether no marker ever moves along the third axis."""
    low, high = np.nanmin(points, axis=(0, 1)), np.nanmax(points, axis=(0, 1))
    depth = points[..., 2]
    seen = np.isfinite(depth).any(axis=0)
    moves = np.nanmax(depth[:, seen], axis=0) - np.nanmin(depth[:, seen], axis=0)
    return bool(moves.max(initial=0.0) <= FLAT_SHARE * float((high - low).max()))


def _y_down(points: Floats) -> Floats:
    """A flat body with y down; its depth, smaller being nearer, from the third axis."""
    up = _part(points, "shoulder") - _part(points, "hip")
    is_up = float(np.nanmedian(up[:, 1])) > 0
    return np.asarray(points * np.array([1.0, -1.0 if is_up else 1.0, -1.0]))


@dataclass(frozen=True, slots=True)
class _Axes:
    """Directions of length one: up, and the way the runner faces."""

    up: Floats
    ahead: Floats


def _from_the_side(points: Floats) -> Floats:
    """A body in space seen from its right: x ahead, y down, depth away from its right."""
    axes = _axes(points)
    right = np.cross(axes.ahead, axes.up)
    return np.stack([points @ axes.ahead, -(points @ axes.up), -(points @ right)], axis=-1)


def _axes(points: Floats) -> _Axes:
    """The axis nearest to upright, and where toes point; without toes, square to the hips."""
    trunk = np.nanmedian(_part(points, "shoulder") - _part(points, "hip"), axis=0)
    axis = int(np.abs(trunk).argmax())
    up = np.zeros(3)
    up[axis] = np.sign(trunk[axis])
    ahead = _mean_way(points, "heel", "foot_index")
    if not np.isfinite(ahead).all():
        left, right = (points[:, LANDMARKS.index(f"{side}_hip")] for side in SIDES)
        ahead = np.cross(up, np.nanmean(right - left, axis=0))
    level = ahead - (ahead @ up) * up
    return _Axes(up, level / np.linalg.norm(level))


def _mean_way(points: Floats, start: str, end: str) -> Floats:
    ways = [
        points[:, LANDMARKS.index(f"{side}_{end}")] - points[:, LANDMARKS.index(f"{side}_{start}")]
        for side in SIDES
    ]
    both = np.concatenate(ways)
    both = both[np.isfinite(both).all(axis=1)]
    return np.asarray(both.mean(axis=0)) if len(both) else np.full(3, np.nan)
