"""Leaves out the parts of a clip that a human named: nobody is seen in them.

running   | left out |   running
strides   x          x   strides       those that touch the part count for nothing
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from formcheck.gait.activity import Motion
from formcheck.types import Activity, Contact, Floats, Span, Track
from formcheck.types.words import Bools

USUAL_CONTACT_S = 0.25  # of a contact whose toe-off does not show; usual in running


def unseen_in(track: Track, left_out_s: Sequence[Span]) -> Track:
    """The track with nothing seen in those parts."""
    hidden = _inside(track.times_s, left_out_s)
    if not hidden.any():
        return track
    pelvis = track.pelvis
    if pelvis is not None:
        unseen = np.where(hidden, np.nan, pelvis.tilt_deg)
        pelvis = replace(pelvis, tilt_deg=unseen, agreement=np.where(hidden, 0, pelvis.agreement))
    return replace(
        track,
        xy=np.where(hidden[:, None, None], np.nan, track.xy),
        world=np.where(hidden[:, None, None], np.nan, track.world),
        pelvis=pelvis,
    )


def bridged(motion: Motion, times_s: Floats, left_out_s: Sequence[Span]) -> Motion:
    """The motion with running going on through a part that has running on both sides.

    A stride on either side is taken along, since labels look half a stride ahead and back.
    """
    labels: list[Activity] = list(motion.labels)
    for start_s, end_s in left_out_s if np.isfinite(motion.step_hz) else ():
        around = 2.0 / motion.step_hz
        first = int(np.searchsorted(times_s, start_s - around))
        last = int(np.searchsorted(times_s, end_s + around, side="right")) - 1
        inside = 0 <= first < last < len(labels)
        if inside and labels[first] == labels[last] == "running":
            labels[first : last + 1] = ["running"] * (last + 1 - first)
    return replace(motion, labels=tuple(labels))


def between(times_s: Floats, left_out_s: Sequence[Span], least_s: float) -> Iterator[slice]:
    """The frames before, between and after those parts, stretches of at least that length.

    All of them where nothing is left out.

    >>> list(between(np.arange(10.0), [(3.5, 4.5)], 2.0))
    [slice(0, 4, None), slice(5, 10, None)]
    """
    if not left_out_s:
        yield slice(0, len(times_s))
        return
    starts = [0, *np.searchsorted(times_s, [end for _, end in left_out_s], side="right").tolist()]
    stops = [*np.searchsorted(times_s, [start for start, _ in left_out_s]).tolist(), len(times_s)]
    for start, stop in zip(starts, stops, strict=True):
        if stop - start > 1 and times_s[stop - 1] - times_s[start] >= least_s:
            yield slice(start, stop)


def outside(contacts: Sequence[Contact], left_out_s: Sequence[Span]) -> tuple[Contact, ...]:
    """The contacts that no part touches."""
    return tuple(c for c in contacts if not any(_touches(c, span) for span in left_out_s))


def _touches(contact: Contact, span_s: Span) -> bool:
    until_s = contact.strike_s + USUAL_CONTACT_S if contact.off_s is None else contact.off_s
    return contact.strike_s <= span_s[1] and until_s >= span_s[0]


def _inside(times_s: Floats, spans_s: Sequence[Span]) -> Bools:
    hidden = np.zeros(len(times_s), bool)
    for start_s, end_s in spans_s:
        hidden |= (times_s >= start_s) & (times_s <= end_s)
    return hidden
