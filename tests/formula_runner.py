"""A runner made of formulas, and a camera: landmarks whose every number is known.

Legs follow the mean curves of 28 runners at 2.5 m/s (doi:10.6084/m9.figshare.4543435);
cadence, contact, overstride, bounce, trunk and arms are set. Moments are those that
formcheck's contacts are defined by: the heel is furthest ahead of the hips 22 ms before
the strike, and the toe has risen 0.035 leg lengths 43 ms after toe-off. Bodies are in
leg lengths: x forward, y up, z to the runner's right, from the ground under the hips.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from scipy.optimize import brentq

from formcheck.gait.joints import OFFSETS
from formcheck.skeleton import LANDMARKS, SIDES
from formcheck.types import Floats, Track

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
STRIKE_LAG_S, RISE_LAG_S, RISE = 0.022, 0.043, 0.035
LONGEST_LEG = 0.997
SEEN_LEG_FRONTAL = 0.94  # of the true leg, as BlazePose shows it from behind and in front
DEPTH_GAIN = 0.63  # of a turn, in BlazePose's world points
DENSE = np.arange(2000) / 2000

Where = Literal["side", "rear", "front"]


@dataclass(frozen=True)
class Stick:
    """How the runner runs. Overstride is %leg; arm lag + is arm ahead of the opposite leg."""

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


@dataclass(frozen=True)
class Film:
    """How it is filmed. `towards` and `yaw_deg` count in the side view only.

    Yaw is + when the runner is seen a little from the front; roll is how far the
    picture has to be turned clockwise to be level.
    """

    view: Where = "side"
    towards: Literal["left", "right"] = "right"
    fps: float = 60.0
    seconds: float = 6.0
    leg_px: float = 290.0
    roll_deg: float = 0.0
    yaw_deg: float = 0.0
    first_strike_s: float = 0.21
    overground: bool = False

    @property
    def times_s(self) -> Floats:
        """Moments of the frames."""
        return np.arange(round(self.fps * self.seconds)) / self.fps

    @property
    def azimuth_deg(self) -> float:
        """Where the picture's right lies, from the runner's forward towards his right."""
        away = self.yaw_deg if self.towards == "left" else -self.yaw_deg
        return {"side": (0.0 if self.towards == "right" else 180.0) + away,
                "rear": 90.0, "front": 270.0}[self.view]  # fmt: skip


def film(stick: Stick | None = None, how: Film | None = None) -> Track:
    """What a network as exact as BlazePose's points allow would say of the runner."""
    stick, how = stick or Stick(), how or Film()
    phase = (how.times_s - how.first_strike_s) / stick.stride_s
    return project(seen_points(body(stick, phase), how), how, _travel(stick, how))


def strikes_s(stick: Stick, how: Film, side: str) -> Floats:
    """True initial contacts of one foot within the clip."""
    first = how.first_strike_s + (stick.stride_s / 2 if side == "right" else 0.0)
    every = first + stick.stride_s * np.arange(-2, 200)
    return every[(every >= 0) & (every <= how.times_s[-1])]


def _travel(stick: Stick, how: Film) -> Floats:
    """Where the hips are along the way, leg lengths."""
    return how.overground * speed_leg_s(stick) * (how.times_s - how.times_s[-1] / 2)


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
    out = 1.0 if side == "right" else -1.0
    hip = hips + np.array([0, 0, out * HIPS / 2])
    ahead, up, angle = _foot(stick, side, phase)
    across = np.full(len(phase), out * stick.step_width_cm / stick.leg_cm / 2)
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
    points = _head(neck)
    for side, shoulder, lag in (("left", neck - half, 0.0), ("right", neck + half, 0.5)):
        points |= _arm(stick, side, phase + lag, shoulder, lean)
    return points


def _lean_deg(stick: Stick, phase: Floats) -> Floats:
    return stick.lean_deg + stick.nod_deg / 2 * np.cos(4 * np.pi * phase)


def _arm(
    stick: Stick, side: str, phase: Floats, shoulder: Floats, lean_deg: Floats
) -> dict[str, Floats]:
    swing = np.cos(2 * np.pi * phase + _leg_phase(stick, side) + np.radians(stick.arm_lag_deg))
    upper = -10.0 + stick.arm_swing_deg / 2 * swing - lean_deg
    bend = stick.elbow_deg + stick.elbow_range_deg / 2 * swing
    elbow = shoulder + _turned(np.array([0.0, -UPPER_ARM]), upper)
    wrist = elbow + _turned(np.array([0.0, -FOREARM]), upper + bend)
    hand = {f"{side}_{part}": wrist for part in ("wrist", "pinky", "index", "thumb")}
    return hand | {f"{side}_shoulder": shoulder, f"{side}_elbow": elbow}


def _head(neck: Floats) -> dict[str, Floats]:
    places = {"nose": (0.22, 0.26, 0.0)}
    for side, out in (("left", -1.0), ("right", 1.0)):
        places |= {
            f"{side}_ear": (0.05, 0.28, 0.08 * out),
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

    stretch = brentq(too_long, -0.6, 0.6, xtol=1e-6)
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
    _, up, angle, _ = _curves(_warped(since, stretch, start))
    toe = up + _turned(TOE, angle)[:, 1]
    floor = np.median(toe[(since >= 0.12) & (since <= 0.24)])
    risen = np.flatnonzero((toe > floor + RISE) & (since > 0.2))
    return float(since[risen[0]] * stride_s - RISE_LAG_S)


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


# ------------------------------------------------------------------ the camera


def seen_points(points: dict[str, Floats], how: Film) -> Floats:
    """Where BlazePose puts its points, (frames, landmarks, 3)."""
    xyz = np.stack([points[name] for name in LANDMARKS], axis=1)
    return _off_joints(xyz) if how.view == "side" else _short_legs(xyz)


def _off_joints(joints: Floats) -> Floats:
    """Points moved off the joint centres by the table's percent of the leg as seen."""
    leg, xyz = 1.0, joints
    for _ in range(4):
        xyz = joints.copy()
        for joint, offset in OFFSETS.items():
            for side in SIDES:
                shift = np.array([offset.forward, offset.up, 0.0]) / 100 * leg
                xyz[:, LANDMARKS.index(f"{side}_{joint}")] += shift
        leg = _leg_seen(xyz)
    return xyz


def _leg_seen(xyz: Floats, ahead: int = 0) -> float:
    """Leg length in the picture: 90th percentile; `ahead` is the axis across the picture."""
    joints = (xyz[:, LANDMARKS.index(f"left_{j}")] for j in ("hip", "knee", "ankle"))
    hip, knee, ankle = (joint[:, [ahead, 1]] for joint in joints)
    both = np.linalg.norm(hip - knee, axis=1) + np.linalg.norm(knee - ankle, axis=1)
    return float(np.percentile(both, 90))


def _short_legs(xyz: Floats) -> Floats:
    """Ankles raised until the legs look as short as BlazePose shows them."""
    xyz = xyz.copy()
    raised = _leg_seen(xyz, ahead=2) - SEEN_LEG_FRONTAL
    for side in SIDES:
        xyz[:, LANDMARKS.index(f"{side}_ankle"), 1] += raised
    return xyz


def project(xyz: Floats, how: Film, travel: Floats) -> Track:
    """The picture from far away: parallel projection, level but for the roll."""
    turn = np.radians(how.azimuth_deg)
    hips = (xyz[:, LANDMARKS.index("left_hip")] + xyz[:, LANDMARKS.index("right_hip")]) / 2
    right = xyz[..., 0] * np.cos(turn) + xyz[..., 2] * np.sin(turn)
    away = xyz[..., 0] * np.sin(turn) - xyz[..., 2] * np.cos(turn)
    across = right + (travel * np.cos(turn))[:, None]
    xy = np.array([640.0, 600.0]) + how.leg_px * np.stack([across, -xyz[..., 1]], axis=-1)
    middle = (hips[:, 0] * np.sin(turn) - hips[:, 2] * np.cos(turn))[:, None]
    depth = how.leg_px * (away - middle)
    sight = np.full(depth.shape, 0.99)
    if how.view == "side":
        far = "left" if how.towards == "right" else "right"
        sight[:, [k for k, name in enumerate(LANDMARKS) if far in name]] = 0.85
    world = np.stack([right, -xyz[..., 1], _flattened(right, away)], axis=-1) * 0.86
    return Track(
        turned(xy, -how.roll_deg), depth, world, sight, sight.copy(), how.times_s, (1280, 720)
    )


def _flattened(right: Floats, away: Floats) -> Floats:
    """World depth as the network gives it: the shoulders turn less than in life."""
    columns = [LANDMARKS.index(f"{side}_shoulder") for side in SIDES]
    breadth = right[:, columns[0]] - right[:, columns[1]]
    turn = np.arctan2(away[:, columns[0]] - away[:, columns[1]], np.abs(breadth))
    depth = np.zeros(away.shape)
    half = np.abs(breadth) * np.tan(DEPTH_GAIN * turn) / 2
    depth[:, columns[0]], depth[:, columns[1]] = half, -half
    return depth


def turned(xy: Floats, clockwise_deg: float) -> Floats:
    """A picture's points turned about the middle; y points down."""
    c, s = np.cos(np.radians(clockwise_deg)), np.sin(np.radians(clockwise_deg))
    middle = np.array([640.0, 360.0])
    return np.asarray((xy - middle) @ np.array([[c, s], [-s, c]]) + middle)
