"""A runner's settings, his contacts and toe-offs, and smooth curves through them."""

from dataclasses import dataclass

import numpy as np


@dataclass
class Runner:
    """Body and motion; degrees, metres, seconds. Swings and yaws are amplitudes (half the range).

    Every parameter has the meaning of the metric of the same name.
    """

    height: float = 1.75
    gender: float = 0.0  # 0 male, 1 female
    weight: float = 0.35
    muscle: float = 0.6
    speed: float = 3.0
    cadence: float = 170.0
    contact: float = 0.25
    overstride: float = 0.18  # ankle ahead of the same side's hip at contact
    overstride_r: float | None = None
    foot_strike: float = 12.0  # foot pitch at contact; negative: forefoot first
    trunk_lean: float = 7.0  # mid-hip to mid-shoulder
    lean_range: float = 3.0
    thorax_yaw: float = 12.0
    pelvis_yaw: float = 6.0
    pelvic_drop: float = 4.0  # greatest tilt during stance
    trunk_side: float = 3.0  # greatest lean over the stance leg
    arm_swing: float = 30.0
    arm_swing_r: float | None = None
    elbow: float = 85.0
    arm_phase: float = 0.0  # strides the arms come later
    shrug: float = 0.0  # metres the shoulders are raised
    vosc: float = 0.08
    step_width: float = 0.08
    heel_recovery: float = 0.42  # highest ankle in swing
    retract: float = 0.025  # seconds before contact at which the heel is furthest ahead
    jitter: float = 0.01  # relative spread of step and contact times
    seed: int = 1
    drop_peak: float = 0.5  # when in stance the pelvis tilts most, share of the contact time


def make_events(r, seconds):
    """Contacts and toe-offs of each foot, from before the clip to after it.

    {'l': [(contact, toe-off), ...], 'r': ...}.
    """
    rng = np.random.default_rng(r.seed)
    step = 60 / r.cadence
    t, side = -2.0 + rng.uniform(0, 2 * step), "l"
    out = {"l": [], "r": []}
    while t < seconds + 2:
        out[side].append((t, t + r.contact * (1 + r.jitter * rng.normal())))
        t, side = t + step * (1 + r.jitter * rng.normal()), "r" if side == "l" else "l"
    return {s: np.array(v) for s, v in out.items()}


class Phase:
    """Smooth stride phase: 0 at the left foot's mark, 0.5 at the right foot's, counting on."""

    def __init__(self, events, share):
        marks = sorted([(i + share * (o - i), s) for s in "lr" for i, o in events[s]])
        self.times = np.array([m for m, _ in marks])
        self.values = np.arange(len(marks)) / 2 + (0 if marks[0][1] == "l" else 0.5)
        self.slopes = np.gradient(self.values, self.times)

    def __call__(self, t):
        k = np.clip(np.searchsorted(self.times, t) - 1, 0, len(self.times) - 2)
        return hermite(t, *[(self.times[n], self.values[n], self.slopes[n]) for n in (k, k + 1)])


def hermite(t, first, last):
    """Cubic through two knots (time, value, slope)."""
    (t0, y0, d0), (t1, y1, d1) = first, last
    h = t1 - t0
    u = (t - t0) / h
    start = (2 * u**3 - 3 * u**2 + 1) * y0 + (u**3 - 2 * u**2 + u) * h * d0
    return start + (3 * u**2 - 2 * u**3) * y1 + (u**3 - u**2) * h * d1


def along_knots(knots, t):
    """Value of a piecewise cubic given by (time, value, slope) knots."""
    k = next((n for n in range(len(knots) - 2) if t < knots[n + 1][0]), len(knots) - 2)
    return hermite(t, knots[k], knots[k + 1])


def ease(u):
    """Smooth step from 0 to 1."""
    u = np.clip(u, 0, 1)
    return u * u * (3 - 2 * u)
