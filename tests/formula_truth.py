"""What every metric must say of the formula runner, from its joint centres on a fine grid."""

from __future__ import annotations

import numpy as np
from formula_body import DENSE, HIPS, SHOULDERS, Stick, body, speed_leg_s

from formcheck.types import Floats


def truth(stick: Stick, side: str) -> dict[str, float]:
    """Metric id to true value, for one foot or the whole body, in the metric's unit."""
    points = body(stick, DENSE + (0.5 if side == "right" else 0.0))  # from this foot's strike
    speed = speed_leg_s(stick) * stick.leg_cm / 100
    return (
        _times(stick)
        | _lengths(stick, speed)
        | _landing(stick, points, side)
        | _swinging(stick, points, side)
        | _held(points, side)
        | _set_values(stick)
    )


def _times(stick: Stick) -> dict[str, float]:
    return {
        "cadence": stick.cadence_spm,
        "stride_time": stick.stride_s,
        "contact_time": stick.contact_s,
        "flight_time": stick.stride_s / 2 - stick.contact_s,
        "duty_factor": stick.contact_s / stick.stride_s,
    }


def _lengths(stick: Stick, speed_mps: float) -> dict[str, float]:
    step_cm = 100 * speed_mps * stick.stride_s / 2
    return {
        "speed": speed_mps,
        "stride_length": speed_mps * stick.stride_s,
        "step_length": step_cm / 100,
        "vertical_ratio": 100 * stick.bounce_cm / step_cm,
    }


def _landing(stick: Stick, points: dict[str, Floats], side: str) -> dict[str, float]:
    hip, knee, ankle, heel, toe = (
        points[f"{side}_{j}"] for j in ("hip", "knee", "ankle", "heel", "foot_index")
    )
    share = stick.overstride_of(side) / 100
    stance = DENSE * stick.stride_s / stick.contact_s
    foot = np.degrees(np.arctan2((toe - heel)[:, 1], (toe - heel)[:, 0]))
    bend = _bend_deg(hip, knee, ankle)
    return {
        "overstride": 100 * share,
        "overstride_distance": share * stick.leg_cm,
        "overstride_ratio": share / (speed_leg_s(stick) * stick.stride_s / 2),
        "tibia_angle": float(_ahead_deg(ankle, knee)[0]),
        "foot_strike_angle": foot[0] - float(np.median(foot[(stance >= 0.3) & (stance <= 0.6)])),
        "knee_flexion_contact": float(bend[0]),
        "knee_flexion_stance": float(bend[stance <= 0.6].max()),
        "thigh_extension": float(-_ahead_deg(knee, hip).min()),
    }


def _swinging(stick: Stick, points: dict[str, Floats], side: str) -> dict[str, float]:
    shoulder, elbow, wrist = (points[f"{side}_{j}"] for j in ("shoulder", "elbow", "wrist"))
    bend = _bend_deg(shoulder, elbow, wrist)
    arm = _first_harmonic((elbow - shoulder)[:, 0])
    leg = _first_harmonic((points[f"{side}_ankle"] - points[f"{side}_hip"])[:, 0])
    return {
        "elbow_flexion": float(bend.mean()),
        "elbow_range": float(np.ptp(bend)),
        "arm_leg_lag": float(np.degrees(np.angle(-arm / leg))),
    }


def _held(points: dict[str, Floats], side: str) -> dict[str, float]:
    hips, neck, ears = (_middle(points, joint) for joint in ("hip", "shoulder", "ear"))
    outward = 1.0 if side == "right" else -1.0
    past = -outward * (points[f"{side}_wrist"] - hips)[:, 2]
    gap = (points["right_knee"] - points["left_knee"])[:, 2]
    return {
        "head_forward": float((_ahead_deg(hips, neck) - _ahead_deg(neck, ears)).mean()),
        "arm_crossing": float(past.max()) / SHOULDERS,
        "knee_gap": float(gap.min()) / HIPS,
    }


def _middle(points: dict[str, Floats], joint: str) -> Floats:
    return np.asarray((points[f"left_{joint}"] + points[f"right_{joint}"]) / 2)


def _set_values(stick: Stick) -> dict[str, float]:
    return {
        "arm_swing": stick.arm_swing_deg,
        "trunk_lean": stick.lean_deg,
        "trunk_lean_range": stick.nod_deg,
        "trunk_rotation": stick.turn_deg,
        "vertical_oscillation": stick.bounce_cm,
        "trunk_side_lean": stick.side_lean_deg,
        "lateral_sway": stick.sway_cm,
        "step_width": stick.step_width_cm,
        "arm_leg_locking": 1.0,  # a steady runner's
        "shoulder_lift": 0.0,
        "ankle_steadiness": 0.0,
    }


def _ahead_deg(low: Floats, high: Floats) -> Floats:
    """Angle from the vertical, + = lower end ahead."""
    return np.asarray(np.degrees(np.arctan2((low - high)[:, 0], (high - low)[:, 1])))


def _bend_deg(upper: Floats, joint: Floats, lower: Floats) -> Floats:
    """How far the joint is bent in the runner's own plane."""
    a, b = (upper - joint)[:, :2], (lower - joint)[:, :2]
    cosine = (a * b).sum(axis=1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)
    return np.asarray(180 - np.degrees(np.arccos(cosine)))


def _first_harmonic(values: Floats) -> complex:
    return complex(np.sum(values * np.exp(-2j * np.pi * DENSE)))
