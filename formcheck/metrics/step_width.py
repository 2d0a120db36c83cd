"""How far apart the feet are set down, across the way."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import of, point, read
from formcheck.skeleton import SIDES, Side
from formcheck.types import Floats, Gait

FURTHEST = 0.75  # of a stride; a right foot further away is that of another step; by us
MID_STANCE = 0.14  # of a stride after the strike: 40 % of a usual contact


def step_width(gait: Gait) -> Floats:
    """Centimetres, left to right foot at mid-stance of each, negative = crossing over.

    One value per step; needs a scale.
    """
    if gait.leg_length_m is None or len(gait.contacts) < 3:
        return np.empty(0)
    (left_s, left), (right_s, right) = (_across(gait, side) for side in SIDES)
    if not len(right):
        return np.empty(0)
    apart_s = np.abs(right_s - left_s[:, None])
    width = right[apart_s.argmin(axis=1)] - left
    beside = apart_s.min(axis=1) < FURTHEST * float(np.median(np.diff(left_s)))
    return np.where(beside, 100.0 * gait.leg_length_m * width, np.nan)


def _across(gait: Gait, side: Side) -> tuple[Floats, Floats]:
    """Moments of mid-stance and the ankle's place across the way, + = right, (contacts,) each."""
    strikes = np.array([c.strike_s for c in of(gait, side)])
    if len(strikes) < 2:
        return np.empty(0), np.empty(0)
    at_s = strikes + MID_STANCE * float(np.median(np.diff(strikes)))
    ankle = point(gait, f"{side}_ankle", at_s)[:, 0]
    return at_s, ankle + read(gait.progress, gait.times_s, at_s)
