"""How many times slower than life a clip plays, told from the runner."""

from __future__ import annotations

from typing import Final

from formcheck.gait.activity import find_motion, longest
from formcheck.gait.body import is_seen, leg_length_px
from formcheck.gait.view import find_outlook
from formcheck.types import SlowMotion, Track

FACTORS: Final = (2.0, 4.0, 8.0)
# Steps a minute. Runners of all levels take 145 to 205 (28 runners at 2.5-4.5 m/s,
# doi:10.6084/m9.figshare.4543435; elite fields 155-203, Burns 2018); the margin is ours.
PLAUSIBLE_SPM: Final = (130.0, 225.0)
USUAL_SPM: Final = 170.0


def find_slow_motion(calm: Track, given: float | None, view: str = "auto") -> SlowMotion:
    """The factor the user gave, else the one that makes the runner's cadence plausible.

    `calm` has the container's times. Nobody running: factor 1.
    """
    if given is not None:
        return SlowMotion(given, "given")
    if not is_seen(calm):
        return SlowMotion()
    outlook = find_outlook(calm, view)
    leg_px = leg_length_px(calm, outlook.near_side)
    motion = find_motion(calm, outlook.view, leg_px)
    first, last = longest(motion.labels, "running")
    if last - first < 8:
        return SlowMotion()
    factor = slow_motion_factor(60 * motion.step_hz)
    return SlowMotion(factor, "plausibility") if factor > 1 else SlowMotion()


def slow_motion_factor(cadence_spm: float) -> float:
    """1 when somebody may run like that, else the factor that makes the cadence most usual.

    Only for motion that has the shape of running: walking at 100 steps a minute is not
    running slowed down.

    >>> slow_motion_factor(168.0), slow_motion_factor(21.5), slow_motion_factor(84.0)
    (1.0, 8.0, 2.0)
    """
    if not cadence_spm < PLAUSIBLE_SPM[0]:
        return 1.0
    fits = [f for f in FACTORS if PLAUSIBLE_SPM[0] <= cadence_spm * f <= PLAUSIBLE_SPM[1]]
    return min(fits, key=lambda f: abs(cadence_spm * f - USUAL_SPM), default=1.0)
