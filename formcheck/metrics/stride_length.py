"""How far a stride carries: from foothold to foothold over ground, else speed times time."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import of, point, read, strides
from formcheck.metrics.stride_time import stride_time
from formcheck.types import Floats, Gait

STANDS = (0.3, 0.7)  # part of the contact in which the foot stands where it is
USUAL_CONTACT = 0.36  # of a stride, where a toe-off was not seen: mean curves of 28 runners


def stride_length(gait: Gait) -> Floats:
    """Metres, one value per stride; empty when neither footholds nor a speed are known.

    Over ground, where places in the picture are places on the ground: the distance between
    successive footholds of the near foot. On a treadmill the way is that of the belt, and
    where the camera hides the ground it is that of the standing foot under the hips: both
    are speed times time.
    """
    if gait.is_ground_seen and gait.leg_length_m is not None:
        return gait.leg_length_m * _between_footholds(gait)
    if gait.runner.speed_mps is None:
        return np.empty(0)
    return np.asarray(gait.runner.speed_mps * stride_time(gait))


def _between_footholds(gait: Gait) -> Floats:
    """Leg lengths from where the near foot stands to where it stands next, per stride."""
    side = gait.summary.near_side or "left"
    pairs = list(strides(gait, side))
    if not pairs:
        return np.empty(0)
    usual_s = USUAL_CONTACT * float(np.median([end - start for start, end in pairs]))
    lasts = {c.strike_s: usual_s if c.off_s is None else c.off_s - c.strike_s
             for c in of(gait, side)}  # fmt: skip
    stands = dict(zip(lasts, _footholds(gait, lasts), strict=True))
    return np.array([stands[end] - stands[start] for start, end in pairs])


def _footholds(gait: Gait, lasts: dict[float, float]) -> list[float]:
    """Where the near foot stands in each contact, leg lengths along the way; NaN when not seen.

    `lasts` is how long each contact takes, by its start; seconds.
    """
    side = gait.summary.near_side or "left"
    shares = np.linspace(*STANDS, 5)
    at_s = np.array([start + length_s * shares for start, length_s in lasts.items()]).ravel()
    parts = [point(gait, f"{side}_{part}", at_s)[:, 0] for part in ("heel", "foot_index")]
    place = np.mean(parts, axis=0) + read(gait.progress, gait.times_s, at_s)
    places: list[float] = place.reshape(-1, len(shares)).mean(axis=1).tolist()
    return places
