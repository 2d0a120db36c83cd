"""A runner made of formulas: a body whose every number is set or known.

Legs follow the mean curves of 28 runners at 2.5 m/s (doi:10.6084/m9.figshare.4543435);
cadence, contact, overstride, bounce, trunk and arms are set. Moments are those that
formcheck's contacts are defined by: the heel is furthest ahead of the hips 22 ms before
the strike, and toe-off is where force plates put it in those curves. Bodies are in leg
lengths: x forward, y up, z to the runner's right, from the ground under the hips.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.optimize import brentq

from formcheck.types import Floats

# thigh and foot from the vertical and the ground, knee bend (degrees), pelvis height (mm);
# every 5 % of the stride from contact
CURVES = np.array([
    (17.1, 9.4, 11.2, 28), (18.6, 21.2, 1.7, -2), (20.7, 36.4, -0.3, -33),
    (17.1, 41.9, -1.4, -47), (10.0, 39.6, -3.1, -43), (0.8, 32.1, -8.6, -24),
    (-8.7, 22.4, -20.4, 4), (-16.1, 14.8, -35.9, 29), (-19.9, 14.8, -50.2, 44),
    (-19.4, 24.1, -62.6, 44), (-14.5, 41.0, -72.8, 28), (-7.6, 59.6, -81.8, -2),
    (0.4, 76.0, -86.4, -33), (9.8, 87.0, -82.1, -47), (19.1, 89.5, -70.9, -43),
    (25.5, 82.3, -54.5, -23), (27.7, 67.1, -35.9, 4), (25.5, 45.8, -16.9, 29),
    (20.7, 23.6, 0.8, 44), (17.4, 9.3, 11.7, 44),
])  # fmt: skip
LEG_PER_HEIGHT = 0.491
THIGH, SHANK, TRUNK, UPPER_ARM, FOREARM = 0.499, 0.501, 0.587, 0.379, 0.297
SHOULDERS, HIPS = 0.422, 0.22
HEEL, TOE = np.array([-0.06, -0.075]), np.array([0.20, -0.075])  # from the ankle, foot flat
STRIKE_LAG_S, TOE_OFF = 0.022, 0.3852  # seconds; part of the stride of the curves
LONGEST_LEG = 0.997
DENSE = np.arange(2000) / 2000


@dataclass(frozen=True)
class Stick:
    """How the runner runs. Overstride is %leg; arm lag + is arm ahead of the opposite leg.

    `head_ahead`, `hand_in` (of the hand at the front of its swing) and `shrug_per_stride` are
    leg lengths. Arms and feet are unsteady by a slow wave of four strides of that size.
    """

    cadence_spm: float = 166.0
    contact_s: float = 0.27
    overstride: float = 21.0
    overstride_right: float | None = None
    bounce_cm: float = 9.0
    lean_deg: float = 7.0
    nod_deg: float = 3.0
    side_lean_deg: float = 3.0
    turn_deg: float = 24.0
    arm_swing_deg: float = 50.0
    elbow_deg: float = 90.0
    elbow_range_deg: float = 20.0
    arm_lag_deg: float = 0.0
    sway_cm: float = 2.0
    step_width_cm: float = 8.0
    height_cm: float = 176.0
    head_ahead: float = 0.05
    hand_in: float = 0.12
    shrug_per_stride: float = 0.0
    arms_unsteady_deg: float = 0.0
    feet_unsteady_cm: float = 0.0

    @property
    def stride_s(self) -> float:
        """Seconds from a strike to the next of the same foot."""
        return 120.0 / self.cadence_spm

    @property
    def leg_cm(self) -> float:
        """Thigh plus shank."""
        return LEG_PER_HEIGHT * self.height_cm

    def overstride_of(self, side: str) -> float:
        """Percent of leg length."""
        right = self.overstride if self.overstride_right is None else self.overstride_right
        return right if side == "right" else self.overstride


# ------------------------------------------------------------------ the body


def body(stick: Stick, phase: Floats) -> dict[str, Floats]:
    """Joint centres and points, name to (frames, 3); phase 0 is a strike of the left foot."""
    hips = _mid_hip(stick, phase)
    points: dict[str, Floats] = {}
    for side, lag in (("left", 0.0), ("right", 0.5)):
        points |= _leg(stick, side, phase + lag, hips)
    points |= _upper_body(stick, phase, hips)
    return points


def _mid_hip(stick: Stick, phase: Floats) -> Floats:
    sway = stick.sway_cm / stick.leg_cm / 2 * np.sin(2 * np.pi * phase)
    return np.stack([0 * phase, _hip_height(stick, phase), sway], axis=1)


def _leg(stick: Stick, side: str, phase: Floats, hips: Floats) -> dict[str, Floats]:
    width_cm = stick.step_width_cm + 2 * stick.feet_unsteady_cm * slow_wave(phase)
    return _jointed(side, _foot(stick, side, phase), width_cm / stick.leg_cm, hips)


def slow_wave(phase: Floats) -> Floats:
    """-1 to 1 and back in four strides, (frames,)."""
    return np.asarray(np.cos(np.pi / 2 * phase))


def _jointed(
    side: str, foot: tuple[Floats, Floats, Floats], width: Floats | float, hips: Floats
) -> dict[str, Floats]:
    """A leg from hip to foot: ankle ahead, ankle up, foot angle; feet that far apart."""
    ahead, up, angle = foot
    out = 1.0 if side == "right" else -1.0
    hip = hips + np.array([0, 0, out * HIPS / 2])
    across = out * width / 2 + 0 * ahead
    ankle = np.stack([ahead, up, across], axis=1)
    knee = _knee(hip, ankle)
    heel, toe = (ankle + _turned(part, angle) for part in (HEEL, TOE))
    parts = {"hip": hip, "knee": knee, "ankle": ankle, "heel": heel, "foot_index": toe}
    return {f"{side}_{name}": xyz for name, xyz in parts.items()}


def _knee(hip: Floats, ankle: Floats) -> Floats:
    """The knee ahead of the line from hip to ankle, half-way across."""
    way = (ankle - hip)[:, :2]
    length = np.linalg.norm(way, axis=1)
    along = (length**2 + THIGH**2 - SHANK**2) / (2 * length)
    ahead = np.sqrt(THIGH**2 - along**2)
    unit = way / length[:, None]
    flat = hip[:, :2] + along[:, None] * unit + ahead[:, None] * np.stack(
        [-unit[:, 1], unit[:, 0]], axis=1
    )  # fmt: skip
    return np.column_stack([flat, (hip + ankle)[:, 2] / 2])


def _turned(part: Floats, angle_deg: Floats) -> Floats:
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.stack([c * part[0] - s * part[1], s * part[0] + c * part[1], 0 * c], axis=1)


def _upper_body(stick: Stick, phase: Floats, hips: Floats) -> dict[str, Floats]:
    lean = _lean_deg(stick, phase)
    sideways = -stick.side_lean_deg * np.cos(2 * np.pi * (phase - 0.19))  # over the stance leg
    axis = np.stack([_tan(lean), 1 + 0 * lean, _tan(sideways)], axis=1)
    neck = hips + TRUNK * axis / np.linalg.norm(axis, axis=1, keepdims=True)
    turn = np.radians(stick.turn_deg / 2 * np.cos(2 * np.pi * phase))  # + right shoulder ahead
    half = SHOULDERS / 2 * np.stack([np.sin(turn), 0 * turn, np.cos(turn)], axis=1)
    points = _head(neck, stick.head_ahead, stick.shrug_per_stride * phase)
    for side, shoulder, lag in (("left", neck - half, 0.0), ("right", neck + half, 0.5)):
        points |= _arm(stick, side, phase + lag, shoulder, lean)
    return points


def _lean_deg(stick: Stick, phase: Floats) -> Floats:
    return stick.lean_deg + stick.nod_deg / 2 * np.cos(4 * np.pi * phase)


def _arm(
    stick: Stick, side: str, phase: Floats, shoulder: Floats, lean_deg: Floats
) -> dict[str, Floats]:
    lag_deg = stick.arm_lag_deg + stick.arms_unsteady_deg * slow_wave(phase)
    swing = np.cos(2 * np.pi * phase + _leg_phase(stick, side) + np.radians(lag_deg))
    upper = -10.0 + stick.arm_swing_deg / 2 * swing - lean_deg
    bend = stick.elbow_deg + stick.elbow_range_deg / 2 * swing
    elbow = shoulder + _turned(np.array([0.0, -UPPER_ARM]), upper)
    wrist = elbow + _turned(np.array([0.0, -FOREARM]), upper + bend)
    inward = -1.0 if side == "right" else 1.0
    wrist[:, 2] += inward * stick.hand_in * (1 + swing) / 2
    hand = {f"{side}_{part}": wrist for part in ("wrist", "pinky", "index", "thumb")}
    return hand | {f"{side}_shoulder": shoulder, f"{side}_elbow": elbow}


def _head(neck: Floats, ears_ahead: float, sunk: Floats) -> dict[str, Floats]:
    neck = neck - sunk[:, None] * np.array([0.0, 1.0, 0.0])
    places = {"nose": (0.22, 0.26, 0.0)}
    for side, out in (("left", -1.0), ("right", 1.0)):
        places |= {
            f"{side}_ear": (ears_ahead, 0.28, 0.08 * out),
            f"mouth_{side}": (0.19, 0.2, 0.03 * out),
        }
        for k, eye in enumerate(("eye_inner", "eye", "eye_outer")):
            places[f"{side}_{eye}"] = (0.19, 0.3, (0.02 + 0.02 * k) * out)
    return {name: neck + np.array(place) for name, place in places.items()}


def _tan(angle_deg: Floats) -> Floats:
    return np.asarray(np.tan(np.radians(angle_deg)))


# ------------------------------------------------------------------ the stride


def _curves(where: Floats) -> tuple[Floats, ...]:
    """Ankle ahead of the hip, ankle above the ground, foot angle, hip height at a curve phase."""
    series = np.fft.rfft(CURVES, axis=0) / len(CURVES)
    series[1:-1] *= 2
    turns = np.exp(2j * np.pi * where[:, None] * np.arange(len(series)))
    thigh, knee, foot, bob_mm = (turns @ series).real.T
    shank = np.radians(thigh - knee)
    thigh = np.radians(thigh)
    ahead = THIGH * np.sin(thigh) + SHANK * np.sin(shank)
    bob = bob_mm / 864.0  # leg length of the mean runner, mm
    up = bob - THIGH * np.cos(thigh) - SHANK * np.cos(shank)
    return ahead, up, foot, bob


def _warped(phase: Floats, stretch: float, start: float) -> Floats:
    """Curve phase at a phase of the stride: early part slower with negative `stretch`."""
    return np.asarray(phase + stretch * (1 - np.cos(2 * np.pi * phase)) / (2 * np.pi) + start)


@cache
def _timing(stride_s: float, contact_s: float) -> tuple[float, float]:
    """The warp that gives this contact: stretch, and the curve phase of the strike."""

    def too_long(stretch: float) -> float:
        start = _start(stretch, stride_s)
        return _contact_s(stretch, start, stride_s) - contact_s

    stretch = brentq(too_long, -0.9, 0.9, xtol=1e-6)
    return stretch, _start(stretch, stride_s)


def _start(stretch: float, stride_s: float) -> float:
    """Curve phase of the strike: 22 ms after the heel is furthest ahead."""
    start = 0.0
    for _ in range(20):
        near = np.linspace(-0.12, 0.08, 2001)
        ahead, _, angle, _ = _curves(_warped(near, stretch, start))
        heel = ahead + _turned(HEEL, angle)[:, 0]
        late = near[int(heel.argmax())] + STRIKE_LAG_S / stride_s
        start += late
        if abs(late) < 1e-4:
            break
    return start


def _contact_s(stretch: float, start: float, stride_s: float) -> float:
    since = np.linspace(0, 0.7, 2101)
    return float(np.interp(TOE_OFF, _warped(since, stretch, start), since) * stride_s)


def _foot(stick: Stick, side: str, phase: Floats) -> tuple[Floats, Floats, Floats]:
    """Ankle ahead of the hip, above the ground, and foot angle at a phase of this foot."""
    stretch, start = _timing(stick.stride_s, stick.contact_s)
    at_strike = float(_curves(np.array([start]))[0][0])
    ahead, up, angle, _ = _curves(_warped(phase, stretch, start))
    return ahead + stick.overstride_of(side) / 100 - at_strike, up, angle


def _bob(stick: Stick, phase: Floats) -> Floats:
    """Rise and fall of the hips as set, about zero, the same in both steps."""
    timing = _timing(stick.stride_s, stick.contact_s)
    mean = sum(_curves(_warped(p, *timing))[3] for p in (DENSE, (DENSE + 0.5) % 1)) / 2
    size = stick.bounce_cm / stick.leg_cm / np.ptp(mean)
    return np.interp(phase % 1, DENSE, size * (mean - mean.mean()), period=1)


@cache
def _standing(stick: Stick) -> float:
    """Mean hip height at which the legs just reach the ground."""
    room = []
    for side, lag in (("left", 0.0), ("right", 0.5)):
        ahead, up, _ = _foot(stick, side, DENSE)
        room.append(up + np.sqrt(LONGEST_LEG**2 - ahead**2) - _bob(stick, DENSE - lag))
    return float(np.min(room))


def _hip_height(stick: Stick, phase: Floats) -> Floats:
    return _standing(stick) + _bob(stick, phase)


@cache
def _leg_phase(stick: Stick, side: str) -> float:
    """Phase in which the opposite leg swings, read from this leg turned half a stride."""
    ahead, _, _ = _foot(stick, side, DENSE)
    return float(np.angle(-np.sum(ahead * np.exp(-2j * np.pi * DENSE))))


@cache
def speed_leg_s(stick: Stick) -> float:
    """How fast the ground passes under the hips, from the left foot in mid-contact."""
    share = np.linspace(0.3, 0.7, 200) * stick.contact_s / stick.stride_s
    ahead, _, angle = _foot(stick, "left", share)
    middle = ahead + (_turned(HEEL, angle) + _turned(TOE, angle))[:, 0] / 2
    return -float(np.polyfit(share * stick.stride_s, middle, 1)[0])


# ------------------------------------------------------------------ no runners


def walk(phase: Floats) -> dict[str, Floats]:
    """A walker: one foot always down, the body highest over it."""
    wave = 2 * np.pi * phase
    hips = np.stack([0 * phase, 0.96 + 0.02 * np.cos(2 * wave - np.pi), 0 * phase], axis=1)
    points = _upper_body(Stick(turn_deg=8.0, arm_swing_deg=25.0, elbow_deg=15.0), phase, hips)
    for side, lag in (("left", 0.0), ("right", np.pi)):
        lift = 0.22 * np.maximum(0.0, -np.sin(wave + lag)) ** 2
        foot = 0.32 * np.cos(wave + lag), 0.08 + lift, 20 * np.cos(wave + lag)
        points |= _jointed(side, foot, 0.1, hips)
    return points


def stand(phase: Floats) -> dict[str, Floats]:
    """Somebody who sways a little where he stands."""
    hips = np.stack([0.01 * np.sin(phase), 0.98 + 0.004 * np.sin(0.7 * phase), 0 * phase], axis=1)
    points = _upper_body(Stick(turn_deg=2.0, arm_swing_deg=3.0, elbow_deg=10.0), phase, hips)
    for side in ("left", "right"):
        points |= _jointed(side, (0 * phase, 0.075 + 0 * phase, 0 * phase), 0.1, hips)
    return points
