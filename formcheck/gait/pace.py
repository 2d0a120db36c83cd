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
    best = max(
        ((_step(where, what, at, gap), at, gap) for at in where for gap in GAPS_S),
        default=(0.0, 0.0, 0.0),
    )
    if best[0] <= limit:
        return []
    at = _sharpest(where, what, best[1], WINDOW_S + best[2] / 2)
    before = _changes(middle_s, values, limit, (span_s[0], at))
    return [*before, at, *_changes(middle_s, values, limit, (at, span_s[1]))]


def _step(where_s: Floats, values: Floats, at_s: float, gap_s: float) -> float:
    """Share by which the values after a moment differ from those before; 0 when unsure."""
    early = _within(where_s, values, at_s - gap_s / 2 - WINDOW_S, at_s - gap_s / 2)
    late = _within(where_s, values, at_s + gap_s / 2, at_s + gap_s / 2 + WINDOW_S)
    if min(len(early), len(late)) < FEWEST:
        return 0.0
    change = abs(float(np.median(late) / np.median(early)) - 1)
    sure = SURE_SDS * np.hypot(_error(early), _error(late)) / float(np.median(early))
    return change if change > sure else 0.0


def _sharpest(where_s: Floats, values: Floats, near_s: float, reach_s: float) -> float:
    """The moment near that one that leaves the values on both sides most alike."""
    near = np.abs(where_s - near_s) <= reach_s
    at_s, of = where_s[near], values[near]
    left = [_unlike(of[:k]) + _unlike(of[k:]) for k in range(2, len(of) - 1)]
    return float(at_s[2 + int(np.argmin(left))]) if left else near_s


def _unlike(values: Floats) -> float:
    return float(np.abs(values - np.median(values)).sum())


def _within(where_s: Floats, values: Floats, start_s: float, end_s: float) -> Floats:
    return np.asarray(values[(where_s >= start_s) & (where_s <= end_s)])


def _error(values: Floats) -> float:
    """Standard error of the median, from the median absolute deviation; strides overlap by half."""
    spread = 1.4826 * float(np.median(np.abs(values - np.median(values))))
    return 1.2533 * spread * float(np.sqrt(2 / len(values)))


def _long_enough(edges: list[float]) -> list[tuple[float, float]]:
    """Spans between the edges; what is too short to stand alone joins the one before."""
    kept = [edges[0]]
    for edge in edges[1:-1]:
        if edge - kept[-1] >= SHORTEST_S and edges[-1] - edge >= SHORTEST_S:
            kept.append(edge)
    return list(pairwise([*kept, edges[-1]]))
