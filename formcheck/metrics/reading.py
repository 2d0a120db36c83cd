"""How metrics read a gait: points at a moment, whole strides, angles.

A metric is a function of one `Gait` and gives one value per stride (step,
contact), NaN where that stride does not show it. The same function reads single
strides and the folded typical stride.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from scipy.interpolate import CubicSpline

from formcheck.skeleton import Side
from formcheck.types import Contact, Floats, Gait

LONGEST_BRIDGE = 2.5  # frames between which a point is read; further apart is "not seen"


def of(gait: Gait, side: Side) -> tuple[Contact, ...]:
    """Contacts of one foot in order of time."""
    return tuple(c for c in gait.contacts if c.side == side)


def strikes_s(gait: Gait, side: Side) -> Floats:
    """Initial contacts of one foot, seconds."""
    return np.array([c.strike_s for c in of(gait, side)])


def read(values: Floats, times_s: Floats, at_s: Floats) -> Floats:
    """Values, (frames, ...), at moments between frames; NaN beside gaps and outside."""
    seen = np.isfinite(values.reshape(len(values), -1)).all(axis=1)
    out = np.full((len(at_s), *values.shape[1:]), np.nan)
    if seen.sum() < 4 or not len(at_s):
        return out
    known_s = times_s[seen]
    after = np.clip(np.searchsorted(known_s, at_s), 1, len(known_s) - 1)
    bridge = known_s[after] - known_s[after - 1]
    near = bridge <= LONGEST_BRIDGE * float(np.median(np.diff(times_s)))
    near &= (at_s >= known_s[0]) & (at_s <= known_s[-1])
    if near.any():
        out[near] = CubicSpline(known_s, values[seen])(at_s[near])
    return out


def point(gait: Gait, name: str, at_s: Floats) -> Floats:
    """A landmark at those moments, (moments, 2), leg lengths."""
    return read(gait[name], gait.times_s, at_s)


def strides(gait: Gait, side: Side) -> Iterator[tuple[float, float]]:
    """Start and end of each whole stride of one foot, `[start, end)`."""
    starts = strikes_s(gait, side)
    if len(starts) < 2:
        return
    usual = float(np.median(np.diff(starts)))
    for start, end in pairwise(starts):
        if end - start < 1.5 * usual:
            yield float(start), float(end)


def steps(gait: Gait) -> Iterator[tuple[Contact, Contact]]:
    """Neighbouring contacts of opposite feet: two of the same foot mean one was missed."""
    for first, then in pairwise(gait.contacts):
        if first.side != then.side:
            yield first, then


def during(gait: Gait, values: Floats, start_s: float, end_s: float) -> Floats:
    """The values of the frames in `[start, end)`; empty when under half of them are seen."""
    part = values[(gait.times_s >= start_s) & (gait.times_s < end_s)]
    seen = np.isfinite(part)
    return part[seen] if len(part) and seen.mean() >= 0.5 else np.empty(0)


def peak_to_peak(gait: Gait, values: Floats, start_s: float, end_s: float) -> float:
    """Range of the values within `[start, end)`; NaN when not seen."""
    part = during(gait, values, start_s, end_s)
    return float(np.ptp(part)) if len(part) > 2 else float("nan")


def mid(gait: Gait, joint: str) -> Floats:
    """Half-way between left and right joint, (frames, 2)."""
    return np.asarray((gait[f"left_{joint}"] + gait[f"right_{joint}"]) / 2)


def from_vertical_deg(low: Floats, high: Floats) -> Floats:
    """Angle of the line from `low` up to `high` against the vertical, + = upper end ahead.

    >>> from_vertical_deg(np.array([[0.0, 0.0]]), np.array([[1.0, 1.0]]))
    array([45.])
    """
    way = high - low
    return np.asarray(np.degrees(np.arctan2(way[..., 0], way[..., 1])))


def flexion_deg(upper: Floats, joint: Floats, lower: Floats) -> Floats:
    """180 minus the angle at the joint: 0 when straight.

    >>> flexion_deg(np.array([[0.0, 1.0]]), np.array([[0.0, 0.0]]), np.array([[1.0, 0.0]]))
    array([90.])
    """
    a, b = upper - joint, lower - joint
    lengths = np.linalg.norm(a, axis=-1) * np.linalg.norm(b, axis=-1)
    cosine = np.sum(a * b, axis=-1) / lengths
    return np.asarray(180.0 - np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


def fundamental(gait: Gait, values: Floats, start_s: float, end_s: float) -> complex:
    """First harmonic of a stride as amplitude and phase; NaN when not seen.

    The value is A exp(i p) for A cos(2 pi t / T + p), t from the stride's start. A drift
    and the second harmonic are fitted along, so that they do not leak in.
    """
    inside = (gait.times_s >= start_s) & (gait.times_s < end_s) & np.isfinite(values)
    count = int(((gait.times_s >= start_s) & (gait.times_s < end_s)).sum())
    if inside.sum() < max(6, 0.6 * count):
        return complex("nan")
    angle = 2 * np.pi * (gait.times_s[inside] - start_s) / (end_s - start_s)
    waves = [f(k * angle) for k in (1, 2) for f in (np.cos, np.sin)]
    basis = np.stack([np.ones_like(angle), angle, *waves], axis=1)
    weights = np.linalg.lstsq(basis, values[inside], rcond=None)[0]
    return complex(weights[2], -weights[3])


def ground_speed_leg_s(gait: Gait, side: Side) -> float:
    """How fast the ground passes under the hips, leg lengths a second; NaN when not seen.

    Median over contacts of the foot's backward speed at 30-70 % of contact.
    """
    foot = (gait[f"{side}_heel"] + gait[f"{side}_foot_index"])[:, 0] / 2
    found = []
    for c in of(gait, side):
        if c.off_s is None:
            continue
        ends = c.strike_s + np.array([0.3, 0.7]) * (c.off_s - c.strike_s)
        part = (gait.times_s >= ends[0]) & (gait.times_s <= ends[1]) & np.isfinite(foot)
        if part.sum() >= 3:
            found.append(-float(np.polyfit(gait.times_s[part], foot[part], 1)[0]))
    return float(np.median(found)) if found else float("nan")
