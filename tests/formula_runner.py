"""A camera for the formula body: what a network as exact as BlazePose would say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from formula_body import SHOULDERS, Stick, body, speed_leg_s

from formcheck.gait.joints import OFFSETS
from formcheck.metrics.knee_gap import HIPS_SEEN
from formcheck.metrics.trunk_rotation import (
    HALF_SHOULDERS_PER_LEG,
    SEEN_AT_REST_PER_LEG,
    SEEN_SHARE,
)
from formcheck.skeleton import LANDMARKS, SIDES
from formcheck.types import Floats, Track

__all__ = ["Film", "Stick", "film", "filmed_points", "strikes_s", "turned"]

SEEN_LEG_FRONTAL = 0.94  # of the true leg, as BlazePose shows it from behind and in front
DEPTH_GAIN = 0.63  # of a turn, in BlazePose's world points
Where = Literal["side", "rear", "front"]


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
    return filmed_points(body(stick, phase), how, _travel(stick, how))


def filmed_points(points: dict[str, Floats], how: Film, travel: Floats | float = 0.0) -> Track:
    """A track of any body; `travel` is where its hips are along the way, leg lengths."""
    return project(seen_points(points, how), how, np.broadcast_to(travel, how.times_s.shape))


def strikes_s(stick: Stick, how: Film, side: str) -> Floats:
    """True initial contacts of one foot within the clip."""
    first = how.first_strike_s + (stick.stride_s / 2 if side == "right" else 0.0)
    every = first + stick.stride_s * np.arange(-2, 200)
    return every[(every >= 0) & (every <= how.times_s[-1])]


def _travel(stick: Stick, how: Film) -> Floats:
    """Where the hips are along the way, leg lengths."""
    return how.overground * speed_leg_s(stick) * (how.times_s - how.times_s[-1] / 2)


# ------------------------------------------------------------------ the camera


def seen_points(points: dict[str, Floats], how: Film) -> Floats:
    """Where BlazePose puts its points, (frames, landmarks, 3)."""
    xyz = np.stack([points[name] for name in LANDMARKS], axis=1)
    if how.view == "side":
        return _off_joints(_calm_shoulders(xyz))
    return _short_legs(_narrow_hips(xyz))


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


def _calm_shoulders(xyz: Floats) -> Floats:
    """Shoulders, and arms with them, that swing as little as BlazePose shows it."""
    xyz = xyz.copy()
    left, right = (LANDMARKS.index(f"{side}_shoulder") for side in SIDES)
    across = (xyz[:, right, 0] - xyz[:, left, 0]) / 2
    swing = float(np.abs(across).max())
    sine = swing / (SHOULDERS / 2)
    seen = SEEN_AT_REST_PER_LEG + SEEN_SHARE * HALF_SHOULDERS_PER_LEG * sine
    shift = across * (seen / swing - 1) if swing else across
    for side, sign in (("left", -1.0), ("right", 1.0)):
        for part in ("shoulder", "elbow", "wrist", "pinky", "index", "thumb"):
            xyz[:, LANDMARKS.index(f"{side}_{part}"), 0] += sign * shift
    return xyz


def _leg_seen(xyz: Floats, ahead: int = 0) -> float:
    """Leg length in the picture: 90th percentile; `ahead` is the axis across the picture."""
    joints = (xyz[:, LANDMARKS.index(f"left_{j}")] for j in ("hip", "knee", "ankle"))
    hip, knee, ankle = (joint[:, [ahead, 1]] for joint in joints)
    both = np.linalg.norm(hip - knee, axis=1) + np.linalg.norm(knee - ankle, axis=1)
    return float(np.percentile(both, 90))


def _narrow_hips(xyz: Floats) -> Floats:
    """Hip points nearer to each other than the joints are."""
    xyz, (left, right) = xyz.copy(), (LANDMARKS.index(f"{side}_hip") for side in SIDES)
    inward = (1 - HIPS_SEEN) / 2 * (xyz[:, right] - xyz[:, left])
    xyz[:, left] += inward
    xyz[:, right] -= inward
    return xyz


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
