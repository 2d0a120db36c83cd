"""Running is looked for within one stretch of time: nothing is counted across a gap.

A recording that was paused, or lost seconds, goes on with a foot that nobody knows; so the
longest running without a gap is measured, and the others are left alone.
"""

from __future__ import annotations

from formcheck.gait.activity import find_motion, longest
from formcheck.gait.body import is_seen, leg_length_px
from formcheck.gait.view import find_outlook
from formcheck.types import Track, unbroken


def most_running(calm: Track) -> slice:
    """The frames of the unbroken stretch in which somebody runs longest.

    Of stretches in which nobody runs, the one with most frames.
    """
    stretches = unbroken(calm.times_s)
    if len(stretches) == 1:
        return stretches[0]
    return max(stretches, key=lambda s: (_running_s(calm.part(s)), s.stop - s.start))


def _running_s(calm: Track) -> float:
    """How long somebody runs in one go, seconds; 0 where nobody is seen to."""
    if len(calm.times_s) < 2 or not is_seen(calm):
        return 0.0
    outlook = find_outlook(calm)
    motion = find_motion(calm, outlook.view, leg_length_px(calm, outlook.near_side))
    first, last = longest(motion.labels, "running")
    return float(calm.times_s[last - 1] - calm.times_s[first]) if last - first > 1 else 0.0
