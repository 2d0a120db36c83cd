"""Every metric's true value, by the definition of its metric, from known joints and contacts.

A value is NaN, and left out, where the clip shows no whole stride or a joint is not known.
"""

from __future__ import annotations

import numpy as np
from true_frontal import frontal_of_body, frontal_of_side
from true_motion import SIDES, Motion, ahead_deg, bend_deg, mean
from true_upper import upper_of_body, upper_of_side

from formcheck.types import Floats

Values = dict[str, float]
FLAT = (0.3, 0.6)  # part of the contact in which the whole foot is down
RATIOS = ("step_time", "contact_time", "flight_time", "overstride")  # compared by percent
UNDER_LOAD = 0.6  # of the contact, from its start


def true_values(motion: Motion) -> Values:
    """Metric key, ``overstride:left``, to true value, in the metric's unit.

    Metrics of a side have ``:both`` as well, the mean of the two sides.
    """
    each = {side: known(of_side(motion, side)) for side in SIDES}
    values = {f"{name}:{side}": v for side in SIDES for name, v in each[side].items()}
    for name in each["left"].keys() & each["right"].keys():
        values[f"{name}:both"] = (each["left"][name] + each["right"][name]) / 2
    whole = of_body(motion) | asymmetries(each["left"], each["right"])
    values |= {f"{name}:both": v for name, v in known(whole).items()}
    return dict(sorted(values.items()))


def asymmetries(left: Values, right: Values) -> Values:
    """100 |L - R| / mean for times and lengths, L - R for angles."""
    values = {}
    for name in left.keys() & right.keys():
        apart, mean_of_both = left[name] - right[name], (left[name] + right[name]) / 2
        if name in RATIOS:
            values[f"asymmetry_{name}"] = 100 * abs(apart) / mean_of_both
        else:
            values[f"asymmetry_{name}"] = apart
    return values


def known(values: Values) -> Values:
    """Only the finite ones."""
    return {name: float(v) for name, v in values.items() if np.isfinite(v)}


def of_body(motion: Motion) -> Values:
    """Metric id to true value of what belongs to no side."""
    values = times(motion) | bounce(motion)
    if motion.has("shoulder"):
        values |= upper_of_body(motion)
    return values | frontal_of_body(motion)


def of_side(motion: Motion, side: str) -> Values:
    """Metric id to true value of one side."""
    values = contact_times(motion, side) | landing(motion, side)
    values |= under_load(motion, side) | thigh(motion, side)
    if motion.has("shoulder", "elbow", "wrist"):
        values |= upper_of_side(motion, side)
    return values | frontal_of_side(motion, side)


def times(motion: Motion) -> Values:
    """Rhythm and lengths."""
    step_s = mean([b - a for a, b in motion.steps()])
    stride_s = mean([b - a for side in SIDES for a, b in motion.strides(side)])
    speed = motion.speed_mps
    return {
        "cadence": 60 / step_s,
        "stride_time": stride_s,
        "speed": speed,
        "stride_length": speed * stride_s,
        "step_length": speed * step_s,
    }


def bounce(motion: Motion) -> Values:
    """Rise and fall of the mid-hip within a step."""
    height = motion.mid("hip")[:, 2]
    rise_m = mean([float(np.ptp(motion.during(height, step))) for step in motion.steps()])
    step_m = motion.speed_mps * mean([b - a for a, b in motion.steps()])
    return {"vertical_oscillation": 100 * rise_m, "vertical_ratio": 100 * rise_m / step_m}


def contact_times(motion: Motion, side: str) -> Values:
    """Contact, flight after it, share of the stride on the ground."""
    contacts = motion.contacts(side)
    ends = np.sort(np.concatenate([motion.strikes_s[s] for s in SIDES]))
    flights = [float(ends[ends > on][0] - off) for on, off in contacts if (ends > on).any()]
    contact_s = mean([off - on for on, off in contacts])
    stride_s = mean([b - a for s in SIDES for a, b in motion.strides(s)])
    own = motion.strikes_s[side]
    return {
        "step_time": mean([b - a for a, b in motion.steps() if np.isclose(own, b).any()]),
        "contact_time": contact_s,
        "flight_time": mean(flights),
        "duty_factor": contact_s / stride_s,
    }


def landing(motion: Motion, side: str) -> Values:
    """What the leg does as the foot lands."""
    hip, knee, ankle, heel, toe = (
        motion.joints[f"{joint}_{side[0]}"] for joint in ("hip", "knee", "ankle", "heel", "toe")
    )
    ahead_m = motion.landing((ankle - hip)[:, 0], side)
    step_m = motion.speed_mps * mean([b - a for a, b in motion.steps()])
    return {
        "overstride": 100 * ahead_m / motion.leg_m,
        "overstride_distance": 100 * ahead_m,
        "overstride_ratio": ahead_m / step_m,
        "tibia_angle": motion.landing(ahead_deg(ankle, knee), side),
        "knee_flexion_contact": motion.landing(bend_deg(hip, knee, ankle), side),
        "foot_strike_angle": motion.landing(sole_deg(heel, toe), side) - flat_deg(motion, side),
    }


def under_load(motion: Motion, side: str) -> Values:
    """How far the knee bends in the first part of contact."""
    bend = bend_deg(*(motion.path(joint, side) for joint in ("hip", "knee", "ankle")))
    spans = [part(contact, 0.0, UNDER_LOAD) for contact in motion.contacts(side)]
    return {"knee_flexion_stance": mean([float(motion.during(bend, s).max()) for s in spans])}


def sole_deg(heel: Floats, toe: Floats) -> Floats:
    """Heel to toe against the ground, + = toes up."""
    return np.asarray(np.degrees(np.arctan2((toe - heel)[:, 2], (toe - heel)[:, 0])))


def flat_deg(motion: Motion, side: str) -> float:
    """The same line while the whole foot is down."""
    sole = sole_deg(motion.path("heel", side), motion.path("toe", side))
    spans = [part(contact, *FLAT) for contact in motion.contacts(side)]
    return mean([float(np.median(motion.during(sole, span))) for span in spans])


def thigh(motion: Motion, side: str) -> Values:
    """How far the thigh reaches back, + = knee behind the hip."""
    forward = ahead_deg(motion.path("knee", side), motion.path("hip", side))
    back = [-float(motion.during(forward, stride).min()) for stride in motion.strides(side)]
    return {"thigh_extension": mean(back)}


def part(contact: tuple[float, float], first: float, last: float) -> tuple[float, float]:
    """That part of a contact, seconds."""
    on, off = contact
    return on + first * (off - on), on + last * (off - on)
