"""When a foot leaves the ground, seen from the side: two signs, one before it, one after.

        flat foot      tipped by 40 deg    toe-off    toe furthest from its hip
    ________|__________________|______________|________________|____________
                               |<-- 8 ms ---->|<--- 37 ms ---->|

Where along the shoe a point called "toe" lies matters less to these signs than to the
toe's rise: a toe point 3 cm ahead of the toe joints moves them by up to 6 ms and the rise
by 30 ms; a modelled shoe tip 6.5 cm ahead moves them by 20 ms and the rise by 60 ms (force
plates, one forefoot runner). A slower or faster push-off stretches the two lags alike, and
as they point apart their mean moves less.

- force plates, one forefoot runner, toe joints as the toe: 32-36 ms after, 13-17 before;
- mean curves of 28 runners at 2.5, 3.5, 4.5 m/s: 22-35 after, 15-23 before
  (doi:10.6084/m9.figshare.4543435);
- rendered runners whose contacts are known: 23-42 after, 30 before to 13 after.
The lags are those with which four sources are off alike on average: plates between toe
joint and shoe tip (+9 ms in contact time), the mean curves (-7), one renderer (20 clips, +9)
and another (4 clips, -8). No rearfoot runner on force plates was at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.types import Floats

STRETCH_LAG_S: Final = 0.037
TIP_LEAD_S: Final = 0.008
TIPPED_DEG: Final = 40.0  # where force plates, mean curves and rendered feet scatter least
FLAT: Final = (0.08, 0.18)  # part of the stride after the strike in which the foot lies flat; by us
SEARCH: Final = (0.20, 0.64)  # part of the stride after the strike in which feet leave; by us
FEWEST: Final = 3  # samples that show a sign


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg after a strike: points (samples, 2), x forward, y up; `since` in strides."""

    hip: Floats
    heel: Floats
    toe: Floats
    since: Floats


def toe_off_s(leg: Leg, stride_s: float) -> float:
    """Seconds from strike to toe-off: the mean of the signs that are seen; NaN when none is."""
    signs = np.array([
        stretched_at(leg) * stride_s - STRETCH_LAG_S,
        tipped_at(leg) * stride_s + TIP_LEAD_S,
    ])  # fmt: skip
    seen = np.isfinite(signs)
    return float(signs[seen].mean()) if seen.any() else float("nan")


def stretched_at(leg: Leg) -> float:
    """Strides after the strike at which the toe is furthest from its hip; NaN if at an end."""
    far = np.linalg.norm(leg.toe - leg.hip, axis=1)
    part = np.flatnonzero(_within(leg.since, SEARCH) & np.isfinite(far))
    if len(part) < FEWEST:
        return float("nan")
    at, y = leg.since[part], far[part]
    k = int(y.argmax())
    if k in (0, len(y) - 1):
        return float("nan")
    return _summit(at[k - 1 : k + 2], y[k - 1 : k + 2])


def tipped_at(leg: Leg) -> float:
    """Strides after the strike at which the heel has tipped the foot by `TIPPED_DEG`."""
    along = leg.toe - leg.heel
    seen = np.isfinite(along).all(axis=1)
    angle = np.full(len(along), np.nan)
    angle[seen] = np.degrees(np.unwrap(np.arctan2(-along[seen, 1], along[seen, 0])))
    flat = _within(leg.since, FLAT) & seen
    part = np.flatnonzero(_within(leg.since, (FLAT[1], SEARCH[1])) & seen)
    if not flat.any() or len(part) < FEWEST:
        return float("nan")
    over = angle[part] - np.median(angle[flat]) - TIPPED_DEG
    up = np.flatnonzero((over[:-1] <= 0) & (over[1:] > 0))
    if not len(up):
        return float("nan")
    at, k = leg.since[part], int(up[0])
    return float(at[k] - over[k] * (at[k + 1] - at[k]) / (over[k + 1] - over[k]))


def _within(since: Floats, span: tuple[float, float]) -> np.ndarray:
    return (since >= span[0]) & (since <= span[1])


def _summit(at: Floats, height: Floats) -> float:
    """Where the parabola through three points, the middle one highest, is highest.

    >>> round(_summit(np.array([0.0, 1.0, 3.0]), -((np.array([0.0, 1.0, 3.0]) - 1.2) ** 2)), 6)
    1.2
    """
    left, right = at[0] - at[1], at[2] - at[1]
    down_l, down_r = height[0] - height[1], height[2] - height[1]
    bend = (down_l / left - down_r / right) / (left - right)
    slope = down_l / left - bend * left
    return float(at[1] - slope / (2 * bend)) if bend < 0 else float(at[1])
