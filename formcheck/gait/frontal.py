"""When each foot lands, seen from behind or in front.

There is no forward axis in such a picture; feet move towards the camera and rise
or sink on it for that reason alone. What shows is the bounce: the hips are lowest
at mid-stance, and contact began 0.157 of a stride earlier (fundamental of pelvis
height against force plates in the mean curves of 28 runners: 0.170, 0.153, 0.148
at 2.5, 3.5, 4.5 m/s; doi:10.6084/m9.figshare.4543435). Toe-off does not show.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.gait.periodic import beat_phase
from formcheck.skeleton import Side
from formcheck.types import Contact, Floats

LANDING_BEFORE_LOWEST: Final = 0.157  # of a stride
BY_SPEED_MPS: Final = ((2.5, 3.5, 4.5), (0.170, 0.153, 0.148))
STRIKE_SD_S: Final = 0.020  # between runners 8 ms, landmarks and asymmetry of bounce the rest


def frontal_contacts(
    hip_height: Floats,
    left_over_right: Floats,
    times_s: Floats,
    step_hz: float,
    speed_mps: float | None = None,
) -> tuple[Contact, ...]:
    """Contacts of both feet in order of time, without toe-off.

    `hip_height` is (frames,), up. `left_over_right` is (frames,): height of the
    left ankle minus the right one; the lower foot at mid-stance carries the body.
    """
    lowest_s = _lowest(hip_height, times_s, step_hz)
    if len(lowest_s) < 2:
        return ()
    stride_s = 2 * float(np.median(np.diff(lowest_s)))
    strikes_s = lowest_s - _before_lowest(speed_mps) * stride_s
    sides = _sides(left_over_right, times_s, lowest_s)
    return tuple(
        Contact(side, float(strike), STRIKE_SD_S, None, None)
        for side, strike in zip(sides, strikes_s, strict=True)
        if times_s[0] <= strike <= times_s[-1]
    )


def _before_lowest(speed_mps: float | None) -> float:
    if speed_mps is None:
        return LANDING_BEFORE_LOWEST
    return float(np.interp(speed_mps, *BY_SPEED_MPS))


def _lowest(hip_height: Floats, times_s: Floats, step_hz: float) -> Floats:
    """Moments of the lowest hips: the beat half a cycle after its maxima."""
    phase = beat_phase(hip_height, times_s, step_hz) - 0.5
    whole = np.arange(np.ceil(phase[0]), np.floor(phase[-1]) + 1)
    rising = np.maximum.accumulate(phase)
    return np.interp(whole, rising, times_s)


def _sides(left_over_right: Floats, times_s: Floats, lowest_s: Floats) -> list[Side]:
    """The stance foot of each step: alternating, in the order most steps vote for."""
    seen = np.isfinite(left_over_right)
    height = np.interp(lowest_s, times_s[seen], left_over_right[seen])
    parity = np.where(np.arange(len(lowest_s)) % 2 == 0, 1.0, -1.0)
    left_first = float(np.sum(parity * height)) < 0
    order: tuple[Side, Side] = ("left", "right") if left_first else ("right", "left")
    return [order[k % 2] for k in range(len(lowest_s))]
