"""How far two measurements of one thing may lie apart by measuring alone.

    least = t95(df) x sqrt(sum of the parts of both, each by what it keeps)

Strides: both in full, their error with the effective number of strides in it, and Student's t for
the strides of both (Welch), as in the margins of the numbers themselves.
Roll: both in full, for a camera is put up anew at every visit, and how much it was found to be
tilted is off anew. Scale of numbers that rest on an estimated speed: in full too, for the speed is
estimated anew from every clip, from few strides. All other parts are alike in every clip that is
filmed alike, and cancel in a difference as far as they are; a part keeps `ALIKE` of itself where
nothing that makes it is known to differ, and all of itself where something does.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from scipy.stats import t as student

from formcheck.types import Measurement, StandardError

# Share of a systematic error that differs between two visits in the same set-up. 1 would be as if
# nothing cancelled, 0 as if a network were wrong by the same amount at every visit. Over 1641 pairs
# of rendered clips of one body before one camera that run in different ways, and over 23385 of any
# body before any camera, 5 % of the numbers were further apart than this allows
# (tests/compare/alike.py). People filmed on two days have not been measured.
ALIKE: Final = 0.6
# Which rows of the set-up make each part; any of them that differs makes it count in full.
MADE_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "landmarks": ("view", "near_side", "yaw", "size", "moving", "frame_rate", "network",
                  "quality", "version", "setting", "surface"),
    "timing": ("view", "frame_rate", "slow_motion", "network", "quality", "version", "setting",
               "surface", "corrections"),
    "scale": ("view", "height", "scale_source", "speed_source", "moving", "network", "version",
              "setting"),
    "yaw": ("view", "near_side", "yaw", "moving", "version"),
}  # fmt: skip
PARTS: Final = (*MADE_BY, "roll")
ON_SPEED: Final = ("speed", "stride_length", "step_length", "vertical_ratio")


@dataclass(frozen=True, slots=True)
class Apart:
    """The standard error of a difference, and how many degrees of freedom it has."""

    standard_error: float
    freedom: float

    @property
    def least(self) -> float:
        """The smallest difference that measuring alone exceeds in one of twenty comparisons."""
        return self.standard_error * float(student.ppf(0.975, self.freedom))

    def probability(self, difference: float) -> float:
        """Of a difference at least as large, either way, by measuring alone."""
        if self.standard_error == 0:
            return float(difference == 0)
        return float(2 * student.sf(abs(difference) / self.standard_error, self.freedom))


def apart(
    before: Measurement,
    after: Measurement,
    same: Mapping[str, bool | None],
    is_estimated: bool = False,
) -> Apart:
    """How far the two may lie apart; both have errors.

    `same` is of the rows of the set-up; `is_estimated`: a speed of the two is.
    """
    if is_estimated and before.id in ON_SPEED:
        same = {**same, "scale_source": False}
    pair = [(m, _error(m)) for m in (before, after)]
    random = [(error.strides**2, max(m.n - 1, 1)) for m, error in pair]
    fixed = sum(
        (keeps(part, same) * getattr(error, part)) ** 2 for _, error in pair for part in PARTS
    )
    variance = fixed + sum(square for square, _ in random)
    doubt = sum(square**2 / freedom for square, freedom in random)
    return Apart(math.sqrt(variance), variance**2 / doubt if doubt > 0 else math.inf)


def keeps(part: str, same: Mapping[str, bool | None]) -> float:
    """Share of that part of an error that does not cancel in the difference.

    >>> keeps("landmarks", {"view": True}), keeps("landmarks", {"network": False})
    (0.6, 1.0)
    """
    if part not in MADE_BY:
        return 1.0
    return ALIKE if all(same.get(id) is not False for id in MADE_BY[part]) else 1.0


def _error(measurement: Measurement) -> StandardError:
    assert measurement.standard_error is not None
    return measurement.standard_error
