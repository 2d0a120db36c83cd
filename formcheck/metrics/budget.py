"""The error budget: what each source of doubt does to a number, by the number's own answer.

A small change of the gait (contacts later, picture turned, camera moved, scale or clock
off) is read by the same function as the gait itself; how far the number moves is its error.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from scipy.stats import t as student

from formcheck.metrics.sensitivity import (
    GIVEN_SPEED_CV,
    at_joints,
    carried_further,
    enlarged,
    left_later,
    longer,
    rolled,
    sped_up,
    struck_later,
    yawed,
)
from formcheck.metrics.tilt import apparent_tilt_deg
from formcheck.types import Contact, Floats, Gait, StandardError

TIME_BASE: Final = 0.001  # timestamps and clocks of phones; share of any duration; by us
SYSTEMATIC_STRIKE_S: Final = 0.008  # of folded contacts at 60 frames a second
STEADY_STRIDES: Final = 7  # from which on a mean is stable (Dingenen 2018)
FEWEST_FOR_CORRELATION: Final = 8  # fewer do not tell it from chance; by simulation
MOST_CORRELATION: Final = 0.8  # chosen by us
LEAST_CORRELATION: Final = -0.5  # of neighbours that share a contact and nothing else

Reading = Callable[[Gait], Floats]


class Budget:
    """What each source of doubt does to any number of one gait; the changes are made once."""

    def __init__(self, gait: Gait) -> None:
        self._gait = gait

    def standard_error(self, reading: Reading) -> StandardError:
        """The parts that do not average out over strides; `strides` stays 0.

        `landmarks` is 0 but for points of other networks than BlazePose, whose places beside the
        joints are not known.

        Read from the typical stride where that shows the number, else from the strides. A part
        is NaN when the number cannot be read after the change: then it has no error to show.
        """
        folded = self._gait.mean_stride
        values = np.empty(0) if folded is None else reading(folded)
        changed = self._of_folded if np.isfinite(values).any() else self._of_strides
        base = _mean(reading(changed.base))

        def moved(group: tuple[Gait, ...]) -> float:
            """The largest shift that these equally likely changes make."""
            means = [base if g is changed.base else _mean(reading(g)) for g in group]
            shifts = np.abs(np.array(means) - base)
            return float(np.nanmax(shifts)) if np.isfinite(shifts).any() else float("nan")

        return StandardError(**{
            part: float(np.linalg.norm([moved(group) for group in groups]))
            for part, groups in changed.groups.items()
        })  # fmt: skip

    @cached_property
    def _of_folded(self) -> _Changed:
        assert self._gait.mean_stride is not None
        return _changed(self._gait.mean_stride, self._gait)

    @cached_property
    def _of_strides(self) -> _Changed:
        return _changed(self._gait, self._gait)


@dataclass(frozen=True, slots=True)
class _Changed:
    """A gait, and for each part of the error groups of equally likely changes of it."""

    base: Gait
    groups: dict[str, tuple[tuple[Gait, ...], ...]]


def _changed(base: Gait, gait: Gait) -> _Changed:
    """`base` is the typical stride of `gait`, or `gait` itself."""
    camera, strike_s = gait.summary.camera, strike_error_s(gait)
    off_s = _shared_error_s([(c, c.off_se_s or 0.0) for c in gait.contacts])
    timing = (
        (struck_later(base, strike_s), struck_later(base, -strike_s)),
        (left_later(base, off_s), left_later(base, -off_s)),
        tuple(longer(base, factor) for factor in _clocks(gait)),
    )
    scale = (
        (enlarged(base, 1 + (gait.summary.scale_cv or 0.0)),),
        (sped_up(base, 1 + GIVEN_SPEED_CV),),
        (carried_further(base, 1 + gait.ground_cv),),
    )
    roll_deg = max(camera.roll_sd_deg, apparent_tilt_deg(gait))
    roll = ((rolled(base, roll_deg), rolled(base, -roll_deg)),)
    yaw = ((yawed(base, camera.yaw_sd_deg),),)
    groups = {"timing": timing, "scale": scale, "roll": roll, "yaw": yaw}
    if not gait.points.is_blazepose:
        groups["landmarks"] = ((at_joints(base),),)
    return _Changed(base, groups)


def _clocks(gait: Gait) -> tuple[float, ...]:
    """By how much times may be longer: by a clock that is off, or another slow-motion factor."""
    slow = gait.slow_motion
    return (1 + TIME_BASE, *(slow.factor / rival for rival in slow.rivals))


def strike_error_s(gait: Gait) -> float:
    """How far off the moments of landing may all be together, seconds; more for few strides."""
    shared = _shared_error_s([(c, c.strike_se_s) for c in gait.contacts])
    strides = max(1.0, len(gait.contacts) / 2)
    return max(SYSTEMATIC_STRIKE_S, shared) * float(np.sqrt(max(1.0, STEADY_STRIDES / strides)))


def _shared_error_s(errors_s: Sequence[tuple[Contact, float]]) -> float:
    """By how much moments may be off together, seconds.

    Those that were found share what is wrong with finding them, so the widest stands for all;
    those set by hand share what an eye takes for landing, and count for as many as they are.
    """
    found = [error_s for contact, error_s in errors_s if contact.by == "auto"]
    by_hand = [error_s for contact, error_s in errors_s if contact.by == "user"]
    share = len(by_hand) / max(1, len(errors_s))
    widest = max(found, default=0.0), max(by_hand, default=0.0)
    return (1 - share) * widest[0] + share * widest[1]


def interval95(value: float, error: StandardError, n: int) -> tuple[float, float]:
    """95 %: Student's t for the strides, 1.96 for what does not average out."""
    half = margin95(error, n)
    return value - half, value + half


def margin95(error: StandardError, n: int) -> float:
    """Half the width of the 95 % interval of a mean of n strides."""
    fixed = error.total**2 - error.strides**2
    random = error.strides * float(student.ppf(0.975, n - 1))
    return float(np.sqrt(random**2 + 1.96**2 * max(fixed, 0.0)))


def error_of_mean(values: Floats) -> float:
    """Standard error of the mean of at least two values that follow each other."""
    return float(np.std(values, ddof=1) / np.sqrt(effective_n(values)))


def effective_n(values: Floats) -> float:
    """How many independent values as many neighbours are worth: n (1 - rho) / (1 + rho).

    Few values underestimate the correlation of neighbours, by (1 + 4 rho) / n (Marriott and
    Pope 1954, doi:10.1093/biomet/41.3-4.390); that is made good. A negative one, as of two
    steps that share a contact, makes the mean better than n says and so is believed only
    as far as it exceeds twice its own error. Simulated: 95 % intervals of 8 or more
    uncorrelated values then hold the truth in 96-97 %, taken as found in 91-93 %.

    >>> effective_n(np.array([1.0, 2.0, 1.0, 3.0]))
    4.0
    """
    n = len(values)
    away = values - np.mean(values)
    power = float(np.sum(away**2))
    if n < FEWEST_FOR_CORRELATION or power == 0:
        return float(n)
    rho = correlation(away)
    if rho < 0:
        rho = min(0.0, rho + 2 / float(np.sqrt(n)))
    rho = float(np.clip(rho, LEAST_CORRELATION, MOST_CORRELATION))
    return n * (1 - rho) / (1 + rho)


def correlation(away: Floats) -> float:
    """Correlation of neighbours, corrected for few values; `away` has mean 0 and is not all 0."""
    found = float(np.sum(away[1:] * away[:-1]) / np.sum(away**2))
    return found + (1 + 4 * found) / len(away)


def _mean(values: Floats) -> float:
    values = values[np.isfinite(values)]
    return float(np.mean(values)) if len(values) else float("nan")
