"""Numbers that depend on a slow-motion factor of which nobody is sure."""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.metrics.sensitivity import longer
from formcheck.metrics.table import Metric
from formcheck.metrics.values import kept, reading_of
from formcheck.types import Gait, MeasuredSide
from formcheck.types.said import Said, either

MOST_DOUBT: Final = 0.05  # of a time; less only widens the interval, as 4.8 against 5; by us
FOLLOWS: Final = 0.25  # of the doubt that reaches the number, from which on it counts; by us


def clock_doubt(metric: Metric, gait: Gait, side: MeasuredSide) -> str | None:
    """Why a number that changes with the factor is no more than indicative; None when it is."""
    slow = gait.slow_motion
    if slow.doubt <= MOST_DOUBT or not _follows(metric, gait, side):
        return None
    factors = either(Said("{factor:g}", factor=factor) for factor in (slow.factor, *slow.rivals))
    return Said(
        "the clip may be slowed {factors} times; say how many times to be sure",
        factors=factors,
    )


def _follows(metric: Metric, gait: Gait, side: MeasuredSide) -> bool:
    """Whether the number changes with the clock by a good part of what the clock does."""
    reading, doubt = reading_of(metric, side), gait.slow_motion.doubt
    now = kept(metric, reading(gait))
    other = kept(metric, reading(longer(gait, 1 + doubt)))
    if not len(now) or not len(other):
        return True
    change = abs(float(np.mean(other)) - float(np.mean(now)))
    return change > FOLLOWS * doubt * abs(float(np.mean(now)))
