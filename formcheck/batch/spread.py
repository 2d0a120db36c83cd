"""How the numbers of many clips spread, and which of them stand out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from formcheck.report.numbers import margin
from formcheck.types import MeasuredSide
from formcheck.types.cohort import CohortClip, Outlier, Strip

# An outlier is further from the median than 3.5 robust standard deviations (1.4826 times the
# median distance): Iglewicz and Hoaglin 1993, "How to Detect and Handle Outliers".
FAR: Final = 3.5
ROBUST_SD: Final = 1.4826
FEWEST: Final = 10  # of fewer clips the spread itself is chance; chosen by us


def strip(clips: Sequence[CohortClip], id: str, side: MeasuredSide) -> Strip | None:
    """What the clips measured of that number and side; None when no clip did."""
    key = f"{id}:{side}"
    found = [(clip, clip.measured[key]) for clip in clips if key in clip.measured]
    values = sorted(m.value for _, m in found if m.value is not None)
    if not values:
        return None
    low, median, high = (float(q) for q in np.percentile(values, [25, 50, 75]))
    fence = fence_of(values)
    beyond = [
        Outlier(clip, m)
        for clip, m in found
        if fence is not None and m.value is not None and not fence[0] <= m.value <= fence[1]
    ]
    beyond.sort(key=lambda one: -abs((one.measurement.value or 0.0) - median))
    margins = [half for _, m in found if (half := margin(m)) is not None]
    typical = float(np.median(margins)) if margins else None
    return Strip(side, tuple(values), median, (low, high), fence, tuple(beyond), typical)


def fence_of(values: Sequence[float]) -> tuple[float, float] | None:
    """Between which values nothing stands out; None for few values, or where most are the same.

    >>> [round(end) for end in fence_of([170, 171, 172, 173, 174, 175, 176, 177, 178, 240]) or ()]
    [162, 187]
    """
    if len(values) < FEWEST:
        return None
    median = float(np.median(values))
    sd = ROBUST_SD * float(np.median(np.abs(np.asarray(values) - median)))
    return (median - FAR * sd, median + FAR * sd) if sd > 0 else None
