"""Why a clip gives no numbers, and what to film instead."""

from __future__ import annotations

import numpy as np

from formcheck.errors import NoRunnerError
from formcheck.gait.activity import Motion
from formcheck.gait.body import is_seen, mid
from formcheck.types import Track
from formcheck.types.said import Said

LEAST_FEET = 0.4  # share of the frames with both ankles, below which no stride can be told; by us
FILM = Said("Film one runner from the side, whole body in the picture, for 10 to 30 seconds.")


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


def _feet_seen(track: Track) -> float:
    return float(np.isfinite(mid(track, "ankle")).all(axis=1).mean())
