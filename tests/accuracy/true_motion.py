"""A runner of whom everything is known: joints over time, contacts, leg length, speed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
from scipy.interpolate import CubicSpline

from formcheck.types import Floats

SIDES = ("left", "right")
FINE_HZ = 480.0  # truth is read between frames too: peaks of a 30 fps clip lie between them
LONGEST_CONTACT_S = 0.5
EDGE_S = 0.05
BEFORE_STRIKE, FEWEST_BEFORE = ((0.02, 1), (0.04, 2)), 5  # seconds and degree; frames


@dataclass(frozen=True)
class Motion:
    """Joints are in metres: x where the runner goes, y to his left, z up.

    Attributes
    ----------
    joints : name and first letter of the side, as ``knee_l``, to (frames, 3)
    strikes_s, offs_s : initial contacts and toe-offs of each foot, in order
    leg_m : thigh plus shank
    """

    joints: Mapping[str, Floats]
    times_s: Floats
    strikes_s: Mapping[str, Floats]
    offs_s: Mapping[str, Floats]
    leg_m: float
    speed_mps: float
    _paths: dict[str, Floats] = field(default_factory=dict, repr=False)

    def within(self, span_s: tuple[float, float]) -> Motion:
        """The runner in that part of the clip only, and `EDGE_S` beside it.

        A part that starts with a contact found a little late still has that contact.
        """
        start, end = span_s[0] - EDGE_S, span_s[1] + EDGE_S
        kept = (self.times_s >= start) & (self.times_s <= end)
        joints = {name: xyz[kept] for name, xyz in self.joints.items()}
        return replace(self, joints=joints, times_s=self.times_s[kept], _paths={})

    @cached_property
    def fine_s(self) -> Floats:
        """A grid fine enough for peaks, (samples,)."""
        start, end = self.times_s[[0, -1]]
        return np.linspace(start, end, round((end - start) * FINE_HZ) + 1)

    def path(self, joint: str, side: str) -> Floats:
        """One joint on the fine grid, (samples, 3), metres."""
        name = f"{joint}_{side[0]}"
        if name not in self._paths:
            self._paths[name] = CubicSpline(self.times_s, self.joints[name])(self.fine_s)
        return self._paths[name]

    def mid(self, joint: str) -> Floats:
        """Half-way between left and right joint, (samples, 3)."""
        return np.asarray((self.path(joint, "left") + self.path(joint, "right")) / 2)

    def across(self, joint: str) -> Floats:
        """From the right to the left joint, (samples, 3)."""
        return np.asarray(self.path(joint, "left") - self.path(joint, "right"))

    def has(self, *joints: str) -> bool:
        """Whether those joints of both sides are known."""
        return all(f"{joint}_{side[0]}" in self.joints for joint in joints for side in SIDES)

    def contacts(self, side: str) -> list[tuple[float, float]]:
        """Strike and toe-off of each whole contact within the clip."""
        offs, found = self.offs_s[side], []
        for on in self._inside(self.strikes_s[side]):
            later = offs[(offs > on) & (offs < on + LONGEST_CONTACT_S)]
            if len(later) and later[0] <= self.times_s[-1]:
                found.append((float(on), float(later[0])))
        return found

    def strides(self, side: str) -> list[tuple[float, float]]:
        """Strike to next strike of the same foot, within the clip."""
        return [(float(a), float(b)) for a, b in pairwise(self._inside(self.strikes_s[side]))]

    def steps(self) -> list[tuple[float, float]]:
        """Strike to next strike of either foot, within the clip."""
        every = np.sort(np.concatenate([self.strikes_s[side] for side in SIDES]))
        return [(float(a), float(b)) for a, b in pairwise(self._inside(every))]

    def landing(self, values: Floats, side: str) -> float:
        """Mean of the frames' values as that foot lands, read from the frames just before.

        All contacts together: a line through the last 20 ms, where few frames fall into them a
        parabola through the last 40. What comes after is left out, as speeds jump at contact
        and a line drawn across it cuts the corner: up to 5 deg of knee bend at 30 frames a second.
        """
        since_s = self.times_s[:, None] - self.strikes_s[side]
        for before_s, degree in BEFORE_STRIKE:
            frames, which = np.nonzero((since_s > -before_s) & (since_s <= 0))
            if len(frames) >= FEWEST_BEFORE:
                return float(np.polyfit(since_s[frames, which], values[frames], degree)[-1])
        return float("nan")

    def at(self, values: Floats, moments_s: Floats) -> Floats:
        """Values of the fine grid at those moments, which lie within the clip."""
        return np.interp(self._inside(np.asarray(moments_s)), self.fine_s, values)

    def during(self, values: Floats, span_s: tuple[float, float]) -> Floats:
        """Values of the fine grid within `[start, end)`."""
        return np.asarray(values[(self.fine_s >= span_s[0]) & (self.fine_s < span_s[1])])

    def _inside(self, moments_s: Floats) -> Floats:
        start, end = self.times_s[[0, -1]]
        return moments_s[(moments_s >= start) & (moments_s <= end)]


def mean(values: list[float] | Floats) -> float:
    """The mean; NaN of nothing."""
    return float(np.mean(values)) if len(values) else float("nan")


def ahead_deg(low: Floats, high: Floats) -> Floats:
    """Angle of `low` up to `high` from the vertical seen from the side, + = lower end ahead."""
    return np.asarray(np.degrees(np.arctan2((low - high)[:, 0], (high - low)[:, 2])))


def bend_deg(upper: Floats, joint: Floats, lower: Floats) -> Floats:
    """180 minus the angle at the joint in space, (samples,)."""
    a, b = upper - joint, lower - joint
    lengths = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    return np.asarray(180 - np.degrees(np.arccos(np.clip((a * b).sum(axis=1) / lengths, -1, 1))))
