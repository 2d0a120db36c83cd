"""True values of what is seen from behind and in front: pelvis, side lean, width."""

from __future__ import annotations

import numpy as np
from true_motion import SIDES, Motion, mean

from formcheck.types import Floats

Values = dict[str, float]
MID_STANCE = 0.4  # of the contact


def frontal_of_body(motion: Motion) -> Values:
    """Width, sway, knees."""
    left, right = (_mid_stance(motion, side, _across(motion, "ankle", side)) for side in SIDES)
    strides = motion.strides("left")
    gap_m = _across(motion, "knee", "left") - _across(motion, "knee", "right")
    hips_m = float(np.linalg.norm(motion.across("hip"), axis=1).mean())
    return {
        "step_width": 100 * (float(np.median(left)) - float(np.median(right)))
        if len(left) and len(right)
        else float("nan"),
        "lateral_sway": 100 * mean([_travel(motion, s) for s in strides]),
        "knee_gap": mean([float(motion.during(gap_m, s).min()) for s in strides]) / hips_m,
    }


def frontal_of_side(motion: Motion, side: str) -> Values:
    """What the pelvis and the trunk do while this foot carries."""
    contacts = motion.contacts(side)
    drop = towards(side) * tilt_deg(motion)
    values = {
        "pelvic_drop": mean([float(motion.during(drop, c).max()) for c in contacts]),
        "hip_adduction": mean(_mid_stance(motion, side, adduction_deg(motion, side))),
    }
    if motion.has("shoulder"):
        lean = towards(side) * side_lean_deg(motion)
        values["trunk_side_lean"] = mean([float(motion.during(lean, c).max()) for c in contacts])
    return values


def towards(side: str) -> float:
    """1 for the left, whose direction is y."""
    return 1.0 if side == "left" else -1.0


def tilt_deg(motion: Motion) -> Floats:
    """Hip line against the horizontal, + = left hip higher, (samples,)."""
    line = motion.across("hip")
    return np.asarray(np.degrees(np.arctan2(line[:, 2], np.hypot(line[:, 0], line[:, 1]))))


def side_lean_deg(motion: Motion) -> Floats:
    """Mid-hip to mid-shoulder seen from behind, + = to the left, (samples,)."""
    trunk = motion.mid("shoulder") - motion.mid("hip")
    return np.asarray(np.degrees(np.arctan2(trunk[:, 1], trunk[:, 2])))


def adduction_deg(motion: Motion, side: str) -> Floats:
    """90 minus the angle of hip line and thigh seen from behind, + = knee inward, (samples,)."""
    inward = -towards(side) * motion.across("hip")[:, 1:]
    thigh = (motion.path("knee", side) - motion.path("hip", side))[:, 1:]
    lengths = np.linalg.norm(inward, axis=1) * np.linalg.norm(thigh, axis=1)
    return np.asarray(90 - np.degrees(np.arccos((inward * thigh).sum(axis=1) / lengths)))


def _across(motion: Motion, joint: str, side: str) -> Floats:
    return motion.path(joint, side)[:, 1]


def _mid_stance(motion: Motion, side: str, values: Floats) -> Floats:
    moments = [on + MID_STANCE * (off - on) for on, off in motion.contacts(side)]
    return motion.at(values, np.array(moments))


def _travel(motion: Motion, span_s: tuple[float, float]) -> float:
    """Side-to-side travel of the mid-hip with its drift taken out, metres."""
    y, t = (motion.during(v, span_s) for v in (motion.mid("hip")[:, 1], motion.fine_s))
    return float(np.ptp(y - np.polyval(np.polyfit(t, y, 1), t)))
