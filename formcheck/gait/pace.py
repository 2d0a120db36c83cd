"""Where running changes pace, told from stride to stride.

stride rate  ------------________________    two paces: each is a part of its own,
                                             and only the longer one is measured
drift        ______--------------_______     a slow drift stays one part
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np

from formcheck.gait.periodic import peaks_s
from formcheck.gait.windows import Windows, middle
from formcheck.types import Floats

# Of the stride rate. Chosen by us, because single strides of one pace scatter by 2-3 %, their
# median over a window by less than 1 %, and coaches change the rate by 5 % and more.
PACE_CHANGE: Final = 0.04
SPEED_CHANGE: Final = 0.12  # of step length times rate as the ankles show it; scatters more; by us
SURE_SDS: Final = 4.0  # standard errors that a change must clear, for many moments are tried; by us
WINDOW_S: Final = 8.0  # looked at on both sides of a moment: eleven strides; by us
# Between the two windows, so that ramps of up to a minute show; 4 % in longer is drift; by us.
GAPS_S: Final = (0.0, 6.0, 18.0, 42.0)
FEWEST: Final = 6  # strides in a window
SHORTEST_S: Final = 3.0  # that a part of its own lasts; by us


def pace_spans(apart: Floats, times_s: Floats, step_hz: float) -> list[tuple[float, float]]:
    """Start and end of each stretch of one pace, seconds, in order, without gaps.

    `apart` is the distance of the ankles in leg lengths, (frames,), of one running part.
    """
    peaks = peaks_s(apart, times_s, apart_s=0.6 / step_hz)
    whole = (float(times_s[0]), float(times_s[-1]))
    if len(peaks) < 2 * FEWEST + 2:
        return [whole]
    middle_s, rate_hz = (peaks[2:] + peaks[:-2]) / 2, 1.0 / (peaks[2:] - peaks[:-2])
    reach = np.interp(peaks[1:-1], times_s, np.nan_to_num(apart))
    edges = sorted(
        {*whole, *_changes(middle_s, rate_hz, PACE_CHANGE, whole)}
        | {*_changes(middle_s, rate_hz * reach, SPEED_CHANGE, whole)}
    )
    return _long_enough(edges)


def _changes(
    middle_s: Floats, values: Floats, limit: float, span_s: tuple[float, float]
) -> list[float]:
    """Moments at which the values change for good, found one by one, clearest first."""
    inside = (middle_s >= span_s[0]) & (middle_s <= span_s[1])
    where, what = middle_s[inside], values[inside]
    steps = np.stack([_steps(where, what, gap_s) for gap_s in GAPS_S], axis=1)
    if not steps.size or steps.max() <= limit:
        return []
    k, gap = np.argwhere(steps >= steps.max())[-1]  # the last of equals
    at = _sharpest(where, what, float(where[k]), WINDOW_S + GAPS_S[gap] / 2)
    before = _changes(middle_s, values, limit, (span_s[0], at))
    return [*before, at, *_changes(middle_s, values, limit, (at, span_s[1]))]


def _steps(where_s: Floats, values: Floats, gap_s: float) -> Floats:
    """Share by which values after each moment differ from those before; 0 when unsure."""
    before_s, after_s = where_s - gap_s / 2, where_s + gap_s / 2
    early = _between(where_s, before_s - WINDOW_S, before_s)
    late = _between(where_s, after_s, after_s + WINDOW_S)
    steps, enough = np.zeros(len(where_s)), np.minimum(early.length, late.length) >= FEWEST
    if not enough.any():
        return steps
    (was, was_sd), (now, now_sd) = (_middle(w.only(enough).read(values)) for w in (early, late))
    change, sure = np.abs(now / was - 1), SURE_SDS * np.hypot(was_sd, now_sd) / was
    steps[enough] = np.where(change > sure, change, 0.0)
    return steps


def _sharpest(where_s: Floats, values: Floats, near_s: float, reach_s: float) -> float:
    """The moment near that one that leaves the values on both sides most alike."""
    near = np.abs(where_s - near_s) <= reach_s
    at_s, of = where_s[near], values[near]
    left = [_unlike(of[:k]) + _unlike(of[k:]) for k in range(2, len(of) - 1)]
    return float(at_s[2 + int(np.argmin(left))]) if left else near_s


def _unlike(values: Floats) -> float:
    return float(np.abs(values - np.median(values)).sum())


def _between(where_s: Floats, start_s: Floats, end_s: Floats) -> Windows:
    """The values from each start up to and including each end."""
    return Windows(np.searchsorted(where_s, start_s), np.searchsorted(where_s, end_s, side="right"))


def _middle(values: Floats) -> tuple[Floats, Floats]:
    """Median of each row and its standard error, from the median absolute deviation.

    Strides overlap by half.
    """
    usual, count = middle(values), np.isfinite(values).sum(axis=1)
    spread = 1.4826 * middle(np.abs(values - usual[:, None]))
    return usual, 1.2533 * spread * np.sqrt(2 / count)


def _long_enough(edges: list[float]) -> list[tuple[float, float]]:
    """Spans between the edges; what is too short to stand alone joins the one before."""
    kept = [edges[0]]
    for edge in edges[1:-1]:
        if edge - kept[-1] >= SHORTEST_S and edges[-1] - edge >= SHORTEST_S:
            kept.append(edge)
    return list(pairwise([*kept, edges[-1]]))
