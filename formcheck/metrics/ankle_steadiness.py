"""How alike the foot is set down and carried from stride to stride."""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.metrics.reading import during, of, point
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait

STANCE: Final = (0.07, 0.21)  # of a stride after the strike: 20-60 % of a usual contact
MID_STANCE: Final = 0.14  # the same: 40 %
FEWEST: Final = 5  # contacts: a spread of fewer says nothing


def ankle_steadiness(gait: Gait, side: Side) -> Floats:
    """Centimetres of spread between contacts, one value per contact; needs a scale.

    Two spreads across the way are joined as their root mean square: of where the ankle is
    set down beside the mid-hip (mid-stance), and of the ankle over the heel (mean of 20-60 %
    of contact). The values are pseudo-values of the jackknife (Efron 1981,
    doi:10.1093/biomet/68.3.589): their mean is the spread, their own spread its error. Empty
    with fewer than five contacts.
    """
    strikes_s = np.array([c.strike_s for c in of(gait, side)])
    if gait.leg_length_m is None or len(strikes_s) < FEWEST:
        return np.empty(0)
    seen = _places(gait, side, strikes_s)
    seen = 100.0 * gait.leg_length_m * seen[np.isfinite(seen).all(axis=1)]
    if len(seen) < FEWEST:
        return np.empty(0)
    without = [_spread(np.delete(seen, k, axis=0)) for k in range(len(seen))]
    return np.asarray(len(seen) * _spread(seen) - (len(seen) - 1) * np.array(without))


def _places(gait: Gait, side: Side, strikes_s: Floats) -> Floats:
    """Ankle beside the mid-hip, and over the heel, leg lengths, (contacts, 2)."""
    stride_s = float(np.median(np.diff(strikes_s)))
    placed = point(gait, f"{side}_ankle", strikes_s + MID_STANCE * stride_s)[:, 0]
    over = (gait[f"{side}_ankle"] - gait[f"{side}_heel"])[:, 0]
    spans = strikes_s[:, None] + stride_s * np.array(STANCE)
    parts = [during(gait, over, start, end) for start, end in spans]
    tilts = [float(p.mean()) if len(p) > 2 else float("nan") for p in parts]
    return np.stack([placed, np.array(tilts)], axis=1)


def _spread(places: Floats) -> float:
    return float(np.sqrt(np.mean(np.var(places, axis=0, ddof=1))))
