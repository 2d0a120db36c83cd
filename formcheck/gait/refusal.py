"""Why a clip gives no numbers, and what to film instead."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from formcheck.errors import NoRunnerError
from formcheck.gait.activity import Motion
from formcheck.gait.body import is_seen, mid
from formcheck.gait.left_out import unseen_in
from formcheck.types import Span, Track
from formcheck.types.said import Said, both

LEAST_FEET = 0.4  # share of the frames with both ankles, below which no stride can be told; by us
FILM = Said("Film one runner from the side, whole body in the picture, for 10 to 30 seconds.")
LEAVE_LESS = Said(
    "Leave out less. `formcheck events CLIP --reset` forgets all corrections; "
    "--no-corrections ignores them."
)


def no_running(motion: Motion | None, track: Track, n_ticks: int | None = None) -> NoRunnerError:
    """The error that tells what was seen instead of steady running."""
    if is_seen(track) and _feet_seen(track) < LEAST_FEET:
        return NoRunnerError(
            Said("No running found: the feet are hardly ever in the picture."), FILM
        )
    if motion is None or motion.main == "unknown":
        return NoRunnerError(
            Said("No running found: no person is seen well enough to follow."), FILM
        )
    if n_ticks is not None or motion.main == "running":
        length_s = float(track.times_s[-1] - track.times_s[0])
        return NoRunnerError(
            Said(
                "No running found: fewer than two strides alike in {length_s:.1f} s of running.",
                length_s=length_s,
            ),
            Said("Film at least five seconds of running at an even pace."),
        )
    doing = {"walking": Said("walks"), "standing": Said("stands still")}[motion.main]
    return NoRunnerError(
        Said("No running found: the person in the clip {doing}.", doing=doing), FILM
    )


def less_left(why: NoRunnerError, left_out_s: Sequence[Span], track: Track) -> NoRunnerError:
    """The same error where a human left out parts of that track, which may be why."""
    first_s, last_s = float(track.times_s[0]), float(track.times_s[-1])
    parts_s = [min(end, last_s) - max(start, first_s) for start, end in left_out_s]
    hidden_s = sum(max(part_s, 0.0) for part_s in parts_s)
    if not hidden_s:
        return why
    told = Said(
        "{left_out_s:.1f} of {length_s:.1f} s were left out by hand.",
        left_out_s=hidden_s,
        length_s=last_s - first_s,
    )
    is_why = is_seen(track) and not is_seen(unseen_in(track, left_out_s))
    problem = Said("No running is left.") if is_why else why.problem
    return NoRunnerError(both(problem, told), LEAVE_LESS)


def _feet_seen(track: Track) -> float:
    return float(np.isfinite(mid(track, "ankle")).all(axis=1).mean())
