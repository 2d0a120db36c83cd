"""Looks at a whole clip before any contact: the view, the running part, the size of the runner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.gait.activity import Motion, find_motion
from formcheck.gait.body import is_seen, leg_length_px
from formcheck.gait.joints import to_joints
from formcheck.gait.left_out import bridged, unseen_in
from formcheck.gait.one_size import to_one_size
from formcheck.gait.parts import steadiest
from formcheck.gait.refusal import no_running
from formcheck.gait.running_frame import stretched
from formcheck.gait.view import Outlook, facing, find_outlook
from formcheck.types import Span, Track


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known after looking at the whole clip, before single contacts.

    `exact` and `calm` show the runner of one size, `of_any_size` as the picture does.
    """

    exact: Track
    calm: Track
    outlook: Outlook
    motion: Motion
    leg_px: float
    of_any_size: Track

    @property
    def stride_s(self) -> float:
        """Two steps, seconds."""
        return 2.0 / self.motion.step_hz


def look(
    exact: Track, calm: Track, view: str, roll_deg: float, left_out_s: Sequence[Span] = ()
) -> Seen:
    """View and running part; both tracks come back cut to the longest running.

    Nobody is seen in the parts `left_out_s`; running goes on through them where it does so on
    both sides.

    Raises
    ------
    NoRunnerError : nobody is seen, or nobody runs
    """
    exact, calm = (unseen_in(track, left_out_s) for track in (exact, calm))
    if not is_seen(calm):
        raise no_running(None, calm)
    outlook = find_outlook(calm, view)
    leg_px = leg_length_px(calm, outlook.near_side)
    if not np.isfinite(leg_px):
        raise no_running(None, calm)
    motion = bridged(find_motion(calm, outlook.view, leg_px), calm.times_s, left_out_s)
    first, last = steadiest(calm, motion, outlook.view, leg_px)
    if last - first < 8:
        raise no_running(motion, calm)
    part = slice(first, last)
    exact, calm = exact.part(part), calm.part(part)
    if not is_seen(calm):
        raise no_running(None, calm)
    seen, (exact, calm, _) = calm, to_one_size(exact, calm)
    outlook = find_outlook(calm, view)
    motion = find_motion(calm, outlook.view, leg_px)
    if not np.isfinite(motion.step_hz):
        raise no_running(motion, calm, n_ticks=0)
    if outlook.near_side is not None:
        front = facing(outlook.direction)
        exact, calm = (to_joints(t, front, leg_px, roll_deg) for t in (exact, calm))
        straight = replace(calm, xy=stretched(calm.xy, roll_deg, outlook.yaw_deg))
        near_px = leg_length_px(straight, outlook.near_side)
        return Seen(exact, calm, outlook, motion, near_px, seen)
    return Seen(exact, calm, outlook, motion, leg_length_px(calm, None), seen)
