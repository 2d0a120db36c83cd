"""Which factors of slow motion there are, and how plausible a runner's cadence makes each.

    played 21 steps a minute, 30 pictures a second
    240 filmed -> 8.0 x -> 168 steps a minute: usual
    120 filmed -> 4.0 x ->  84 steps a minute: nobody runs like that

A factor is what was filmed over what is shown. Cameras film at a few rates and files
show at a few, so there are few factors; the runner's cadence chooses among them.
"""

from __future__ import annotations

from typing import Final

import numpy as np

# Steps a minute. Runners of all levels take 145 to 205 (28 runners at 2.5-4.5 m/s,
# doi:10.6084/m9.figshare.4543435; elite fields 155-203, Burns 2018); the margin is ours.
PLAUSIBLE_SPM: Final = (130.0, 225.0)
# What a body can do at all, from a shuffle to a sprint (4.8 steps a second at most: Weyand
# 2000, doi:10.1152/jappl.2000.89.5.1991). A factor beyond it is wrong, whoever gave it.
POSSIBLE_SPM: Final = (100.0, 300.0)
USUAL_SPM: Final = 170.0
USUAL_SD_SPM: Final = 13.0  # of the same runners

# Pictures a second that phones and cameras film at for slow motion, and how often; the
# shares are chosen by us: phones offer 120 and 240, a few 480 and 960; the second column
# is for files shown at 25 or 50, as cameras of 50 Hz countries do.
FILMED_FPS: Final = {
    60.0: (1.0, 1.0), 120.0: (2.0, 2.0), 240.0: (3.0, 3.0), 480.0: (0.3, 0.3),
    960.0: (0.4, 0.4), 100.0: (0.05, 0.5), 200.0: (0.03, 0.3), 50.0: (0.0, 0.2),
    1000.0: (0.02, 0.02),
}  # fmt: skip
# Factors that people choose in an editor, whatever was filmed; shares by us.
EDITED: Final = {2.0: 1.0, 4.0: 1.0, 8.0: 1.0, 5.0: 0.15, 10.0: 0.15, 3.0: 0.1}
SHOWN_FPS: Final = (24.0, 25.0, 30.0, 50.0, 60.0, 100.0, 120.0, 240.0)
SAME_FPS: Final = 0.02  # 29.97 is 30, 23.976 is 24, but 24 is not 25
LEAST: Final = 1.9  # 30 shown at 24 or 25 is a conversion, no slow motion; by us
MOST: Final = 40.0
SAME: Final = 0.01  # nearer factors are one: 960 and 1000 are not, 2 and 2.0 are
RIVAL_SHARE: Final = 0.1  # of all plausibility, from which on a factor cannot be left out; by us

Factors = dict[float, float]


def likely(cadence_spm: float, shown_fps: float) -> Factors:
    """Factors that make the cadence a runner's, the likeliest first, with their shares of one.

    Empty when none does.

    >>> list(likely(21.0, 30.0))
    [8.0]
    >>> {factor: round(share, 2) for factor, share in likely(37.0, 25.0).items()}
    {4.8: 0.79, 4.0: 0.17}
    """
    low, high = PLAUSIBLE_SPM
    weights = {
        factor: share * _usual(factor * cadence_spm)
        for factor, share in factors_at(shown_fps).items()
        if low <= factor * cadence_spm <= high
    }
    total = sum(weights.values())
    shares = {f: w / total for f, w in weights.items() if w / total >= RIVAL_SHARE}
    return dict(sorted(shares.items(), key=lambda item: -item[1]))


def factors_at(shown_fps: float) -> Factors:
    """Every factor a file of that rate may be slowed by, with how often it is.

    >>> sorted(factor for factor in factors_at(24.0) if factor < 11)
    [2.0, 2.5, 3.0, 4.0, 4.17, 5.0, 8.0, 8.33, 10.0]
    """
    shown = min(SHOWN_FPS, key=lambda fps: abs(fps - shown_fps))
    shown = shown if abs(shown_fps / shown - 1) <= SAME_FPS else shown_fps
    column = 1 if shown in (25.0, 50.0) else 0
    found = dict(EDITED)
    for filmed, shares in FILMED_FPS.items():
        factor = round(filmed / shown, 2)
        if not (LEAST <= factor <= MOST and shares[column]):
            continue
        known = next((f for f in found if abs(factor / f - 1) <= SAME), factor)
        found[known] = found.get(known, 0.0) + shares[column]
    return found


def _usual(cadence_spm: float) -> float:
    """How usual that cadence is, 1 for the most usual one."""
    return float(np.exp(-0.5 * ((cadence_spm - USUAL_SPM) / USUAL_SD_SPM) ** 2))


def is_within(cadence_spm: float, limits_spm: tuple[float, float]) -> bool:
    """Whether the cadence lies within the limits."""
    return limits_spm[0] <= cadence_spm <= limits_spm[1]
