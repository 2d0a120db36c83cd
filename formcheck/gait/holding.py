"""Whether a hand holds on to the treadmill: it stays where it is while the body bounces."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.skeleton import SIDES, Side
from formcheck.types import Floats, Gait

# Leg lengths. Free hands travel 0.3 and more forth and back and rise and fall with the
# shoulders (0.08-0.12); chosen by us, between those and a hand that lies on a rail.
MOST_TRAVEL: Final = 0.08
BOUNCE_SHARE: Final = 0.5  # of the shoulders' rise and fall; a hand carried by the body has it all
LEAST_BOUNCE: Final = 0.03
LEAST_SEEN: Final = 0.6  # of the frames; of a hidden hand nothing is said
HARMONICS: Final = 3  # of the stride


def with_holding(gait: Gait) -> Gait:
    """The same gait, its summary with the sides whose hand holds on to something."""
    sides = tuple(side for side in SIDES if _holds(gait, side))
    return replace(gait, summary=replace(gait.summary, holding=sides))


def _holds(gait: Gait, side: Side) -> bool:
    start_s, end_s = gait.summary.steady_s
    part = (gait.times_s >= start_s) & (gait.times_s <= end_s)
    strikes = [c.strike_s for c in gait.contacts if c.side == "left"]
    if len(strikes) < 3 or part.sum() < 12:
        return False
    phase = gait.times_s[part] / float(np.median(np.diff(strikes)))
    wrist, shoulder = gait[f"{side}_wrist"][part], gait[f"{side}_shoulder"][part]
    across = wrist[:, 0] + gait.progress[part]
    travel, up, bounce = (_travel(v, phase) for v in (across, wrist[:, 1], shoulder[:, 1]))
    return travel <= MOST_TRAVEL and bounce >= LEAST_BOUNCE and up <= BOUNCE_SHARE * bounce


def _travel(values: Floats, phase: Floats) -> float:
    """Peak to peak of what repeats with the stride; NaN where too little is seen."""
    seen = np.isfinite(values)
    if seen.mean() < LEAST_SEEN:
        return float("nan")
    turns = 2 * np.pi * np.arange(1, HARMONICS + 1) * phase[:, None]
    waves = np.concatenate([np.cos(turns), np.sin(turns)], axis=1)
    basis = np.column_stack([waves, np.ones(len(phase)), phase])
    fit = np.linalg.lstsq(basis[seen], values[seen], rcond=None)[0]
    return float(np.ptp(waves @ fit[: 2 * HARMONICS]))
