"""Why a clip gives no numbers, and what to film instead."""

from __future__ import annotations

from formcheck.errors import NoRunnerError
from formcheck.gait.activity import Motion
from formcheck.types import Floats

FILM = "Film one runner from the side, whole body in the picture, for 10 to 30 seconds."


def no_running(motion: Motion | None, times_s: Floats, n_ticks: int | None = None) -> NoRunnerError:
    """The error that tells what was seen instead of steady running."""
    if motion is None or motion.main == "unknown":
        return NoRunnerError("No running found: no person is seen well enough to follow.", FILM)
    if n_ticks is not None or motion.main == "running":
        length_s = float(times_s[-1] - times_s[0])
        return NoRunnerError(
            f"No running found: fewer than two strides alike in {length_s:.1f} s of running.",
            "Film at least five seconds of running at an even pace.",
        )
    doing = {"walking": "walks", "standing": "stands still"}[motion.main]
    return NoRunnerError(f"No running found: the person in the clip {doing}.", FILM)
