"""The part of a clip in which strides are alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from formcheck.types import Contact, Floats, Span

LARGEST_CHANGE: Final = 0.12  # of the median stride time; per-stride scatter is 2-3 %
FEWEST_STRIDES: Final = 2


def steady_span(ticks_s: Floats, left_out_s: Sequence[Span] = ()) -> Span | None:
    """Start and end of the longest run of strides of like length; None for fewer than two.

    Strides across a part that is left out may be of any length, as nothing is counted there.

    >>> steady_span(np.array([0.0, 0.7, 1.4, 2.1, 3.4, 4.1]))
    (0.0, 2.1)
    >>> steady_span(np.array([0.0, 0.7, 1.4, 2.1, 3.4, 4.1]), [(2.2, 3.3)])
    (0.0, 4.1)
    """
    gaps = np.diff(ticks_s)
    if len(gaps) < FEWEST_STRIDES:
        return None
    alike = np.abs(gaps / np.median(gaps) - 1) <= LARGEST_CHANGE
    for start_s, end_s in left_out_s:
        alike |= (ticks_s[:-1] < end_s) & (ticks_s[1:] > start_s)
    best, start = (0, 0), 0
    for k, good in enumerate([*alike, False]):
        if good:
            continue
        if k - start > best[1] - best[0]:
            best = (start, k)
        start = k + 1
    if best[1] - best[0] < FEWEST_STRIDES:
        return None
    return float(ticks_s[best[0]]), float(ticks_s[best[1]])


def within(contacts: tuple[Contact, ...], span_s: Span) -> tuple[Contact, ...]:
    """The contacts that begin in the span, its ends widened by a little over a mean step.

    So the first and the last foot of a steady part keep their neighbours.
    """
    if len(contacts) < 2:
        return contacts
    start_s, end_s = widened(contacts, span_s)
    return tuple(c for c in contacts if start_s <= c.strike_s <= end_s)


def widened(contacts: tuple[Contact, ...], span_s: Span) -> Span:
    """The span with a little over a mean step at both ends; of two contacts and more."""
    slack = (contacts[-1].strike_s - contacts[0].strike_s) / (len(contacts) - 1)
    slack *= 1.2  # strikes follow the ticks that mark the span by 22 ms
    return span_s[0] - slack, span_s[1] + slack
