"""Turns landmarks into markers: named as other tools name them, in the runner's own axes.

             Y up
             |                origin: on the ground under the middle of the hips,
             |   X forward            when they are first seen
             |  /
             | /
             o-------- Z to the runner's right

The axes are those of OpenSim. A camera sees two of the three. Seen from the side, Z is what
bodies measure on average, from the middle of the body outward, the same in every frame; seen
from behind and in front, X is zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from formcheck.report.exports.even import even_times_s, evenly
from formcheck.skeleton import SIDES, aside
from formcheck.types import Floats, Gait, Study

# As Pose2Sim and its OpenSim models call BlazePose's points; there foot_index is the big toe.
JOINTS: Final[Mapping[str, str]] = {
    "eye": "Eye", "shoulder": "Shoulder", "elbow": "Elbow", "wrist": "Wrist", "pinky": "Pinky",
    "index": "Index", "thumb": "Thumb", "hip": "Hip", "knee": "Knee", "ankle": "Ankle",
    "heel": "Heel", "foot_index": "BigToe",
}  # fmt: skip
MARKERS: Final[Mapping[str, str]] = {"nose": "Nose"} | {
    f"{side}_{joint}": f"{side[0].upper()}{name}"
    for joint, name in JOINTS.items()
    for side in SIDES
}
# half-way between a left and a right landmark, not seen themselves
MIDDLES: Final[Mapping[str, str]] = {"Hip": "hip", "Neck": "shoulder"}

Unit = Literal["m", "px"]


@dataclass(frozen=True, slots=True, eq=False)
class Markers:
    """Points over time at even moments.

    Attributes
    ----------
    xyz : (moments, markers, 3), `unit`; NaN is "not seen"
    times_s : (moments,), seconds of real time, `rate_hz` of them a second
    unit : "m", or "px" of the picture as stored where no scale is known
    """

    names: tuple[str, ...]
    xyz: Floats
    times_s: Floats
    rate_hz: float
    unit: Unit

    def __getitem__(self, name: str) -> Floats:
        """One marker's path, (moments, 3)."""
        return self.xyz[:, self.names.index(name)]


def of_runner(study: Study) -> Markers:
    """The part that was measured, in the runner's axes; metres where a scale is known."""
    gait = study.gait
    unit, length = unit_of_leg(study)
    path = length * _whole(gait)
    xyz = np.zeros((*path.shape[:2], 3))
    xyz[..., 1] = path[..., 1] - length * ground(gait)
    near = gait.summary.near_side
    if near is None:
        xyz[..., 2] = path[..., 0]
    else:
        xyz[..., 0] = path[..., 0]
        xyz[..., 2] = length * np.array([aside(name, "right") for name in gait.names])
    xyz[~np.isfinite(path).all(axis=2)] = np.nan
    return _even(xyz, gait.names, gait.times_s, unit)


def of_picture(study: Study) -> Markers:
    """The whole clip in pixels of the upright picture as stored: X to the right, Y down, Z 0."""
    track = study.track
    xyz = np.zeros((*track.xy.shape[:2], 3))
    xyz[..., :2] = track.xy / study.source.shrink
    xyz[~np.isfinite(track.xy).all(axis=2)] = np.nan
    return _even(xyz, track.names, track.times_s, "px")


def unit_of_leg(study: Study) -> tuple[Unit, float]:
    """A leg length in metres; in pixels of the picture as stored where no scale is known."""
    metres = study.gait.leg_length_m
    if metres is not None:
        return "m", metres
    return "px", study.gait.summary.leg_length_px / study.source.shrink


def _whole(gait: Gait) -> Floats:
    """Paths with the way the body makes across the picture, from the first mid-hip seen on."""
    path, seen = gait.path.copy(), np.isfinite(gait.progress)
    start = gait.progress[seen][0] if seen.any() else 0.0
    path[..., 0] += (gait.progress - start)[:, None]
    return path


def ground(gait: Gait) -> float:
    """How high the ground is in the running frame, leg lengths, negative below the hips.

    The lowest of heel and toe in each contact, the median over contacts; of the ankle where an
    imported set has no feet.
    """
    lowest = [_lowest(gait, c.side, (c.strike_s, c.off_s)) for c in gait.contacts if c.off_s]
    lowest = [low for low in lowest if np.isfinite(low)]
    return float(np.median(lowest)) if lowest else _lowest(gait, "left", (-np.inf, np.inf))


def _lowest(gait: Gait, side: str, span_s: tuple[float, float]) -> float:
    during = (gait.times_s >= span_s[0]) & (gait.times_s <= span_s[1])
    parts = ("ankle",) if gait.points.lacks("heel") else ("heel", "foot_index")
    feet = np.concatenate([gait[f"{side}_{part}"][during, 1] for part in parts])
    return float(np.nanmin(feet)) if np.isfinite(feet).any() else float("nan")


def _even(xyz: Floats, names: tuple[str, ...], times_s: Floats, unit: Unit) -> Markers:
    even_s, rate_hz = even_times_s(times_s)
    known = {name: xyz[:, k] for k, name in enumerate(names)}
    paths = {marker: known[name] for name, marker in MARKERS.items() if name in known}
    for marker, joint in MIDDLES.items():
        paths[marker] = (known[f"left_{joint}"] + known[f"right_{joint}"]) / 2
    even = evenly(np.stack(list(paths.values()), axis=1), times_s, even_s)
    return Markers(tuple(paths), even, even_s, rate_hz, unit)
