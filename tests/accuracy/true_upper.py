"""True values of trunk, shoulders and arms."""

from __future__ import annotations

import numpy as np
from true_motion import Motion, ahead_deg, bend_deg, mean

from formcheck.types import Floats

Values = dict[str, float]


def upper_of_body(motion: Motion) -> Values:
    """Lean and turning of the trunk; strides are those of the left foot."""
    lean = lean_deg(motion)
    shoulders, hips = turn_deg(motion.across("shoulder")), turn_deg(motion.across("hip"))
    strides = motion.strides("left")
    most, least = (
        [float(f(motion.during(shoulders, s))) for s in strides] for f in (np.max, np.min)
    )
    return {
        "trunk_lean": mean([float(motion.during(lean, s).mean()) for s in strides]),
        "trunk_lean_range": mean([float(np.ptp(motion.during(lean, s))) for s in motion.steps()]),
        "trunk_rotation": _range(motion, shoulders, strides),
        "trunk_rotation_asymmetry": mean(most) + mean(least),
        "pelvis_rotation": _range(motion, hips, strides),
        "trunk_pelvis_separation": _range(motion, shoulders - hips, strides),
        "head_forward": _head_forward_deg(motion, lean),
    }


def upper_of_side(motion: Motion, side: str) -> Values:
    """What one arm does."""
    shoulder, elbow, wrist = (motion.path(j, side) for j in ("shoulder", "elbow", "wrist"))
    swing, bend = ahead_deg(elbow, shoulder) + lean_deg(motion), bend_deg(shoulder, elbow, wrist)
    strides = motion.strides(side)
    lags = arm_ahead_of_leg(motion, side)
    return {
        "arm_swing": _range(motion, swing, strides),
        "elbow_flexion": mean([float(motion.during(bend, s).mean()) for s in strides]),
        "elbow_range": _range(motion, bend, strides),
        "arm_leg_lag": float(np.degrees(np.angle(lags.sum()))) if len(lags) else float("nan"),
        "arm_leg_locking": float(np.abs(lags.mean())) if len(lags) else float("nan"),
        "arm_crossing": _crossing(motion, side),
    }


def lean_deg(motion: Motion) -> Floats:
    """Mid-hip to mid-shoulder from the vertical, + = forward, (samples,)."""
    return -ahead_deg(motion.mid("hip"), motion.mid("shoulder"))


def turn_deg(across: Floats) -> Floats:
    """Axial rotation of a left-right line, + = left side ahead, (samples,)."""
    return np.asarray(np.degrees(np.arctan2(across[:, 0], across[:, 1])))


def arm_ahead_of_leg(motion: Motion, side: str) -> Floats:
    """Unit arrows, one per stride: the phase of the arm against the opposite leg.

    The opposite leg is this side's leg half a stride on.
    """
    arm = (motion.path("elbow", side) - motion.path("shoulder", side))[:, 0]
    leg = (motion.path("ankle", side) - motion.path("hip", side))[:, 0]
    turns = [_first(motion, arm, s) * np.conj(-_first(motion, leg, s))
             for s in motion.strides(side)]  # fmt: skip
    return np.array([turn / abs(turn) for turn in turns])


def _first(motion: Motion, values: Floats, span_s: tuple[float, float]) -> complex:
    part = motion.during(values, span_s)
    phase = 2 * np.pi * np.arange(len(part)) / len(part)
    return complex(np.sum((part - part.mean()) * np.exp(-1j * phase)))


def _range(motion: Motion, values: Floats, spans_s: list[tuple[float, float]]) -> float:
    """Mean over the spans of the largest minus the smallest."""
    return mean([float(np.ptp(motion.during(values, span))) for span in spans_s])


def _head_forward_deg(motion: Motion, lean: Floats) -> float:
    if not motion.has("ear"):
        return float("nan")
    neck = -ahead_deg(motion.mid("shoulder"), motion.mid("ear"))
    return mean([float(motion.during(neck - lean, s).mean()) for s in motion.strides("left")])


def _crossing(motion: Motion, side: str) -> float:
    """Furthest travel of the wrist past the mid-hip, in shoulder widths, + = crossed."""
    outward = 1.0 if side == "left" else -1.0
    away = outward * (motion.path("wrist", side) - motion.mid("hip"))[:, 1]
    breadth = float(np.linalg.norm(motion.across("shoulder"), axis=1).mean())
    return mean([-float(motion.during(away, s).min()) / breadth for s in motion.strides(side)])
