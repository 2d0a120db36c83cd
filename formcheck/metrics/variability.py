"""How much strides differ among themselves, measurement noise removed.

    variance of the strides = variance seen - variance of the measurement

Steps in time: two neighbouring steps share a contact, and its error makes the one longer
and the other shorter. So the covariance of neighbours is minus the variance of a contact's
error, and a step has two of those: variance = seen + 2 x covariance of neighbours. True
where the runner's own steps are uncorrelated; a rhythm that wanders adds to the number.
Other metrics: scatter found on rendered runners whose strides are alike (`noise_sd`), which
is up to three times as large on other clips; that goes into the interval. Strides far from all
others, a stumble, are left out as everywhere.

Interval: chi-square for what is seen, combined with that of the noise by Howe's method
(Howe 1974, JASA 69:789; Zou and Donner 2008, doi:10.1002/sim.3095).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.stats import chi2

from formcheck.metrics.budget import correlation
from formcheck.metrics.derived import NORMAL95, Asked
from formcheck.metrics.values import are_one, kept
from formcheck.types import Floats, Measurement, StandardError
from formcheck.types.said import Said

FEWEST_STRIDES: Final = 20  # the least for a spread (Belli 1995 asks for 32 to 64 steps)
NOISE_RANGE: Final = (0.0, 3.0)  # times `noise_sd`: over rendered clips of 30-120 frames a second


@dataclass(frozen=True, slots=True)
class Variance:
    """A variance with its 95 % interval."""

    value: float
    low: float
    high: float


def variability(asked: Asked) -> Measurement:
    """Standard deviation between strides in the row's unit; 0 when noise explains all of it."""
    why = asked.refusal()
    if why is not None:
        return asked.missing(why)
    row = asked.row
    values = kept(row.base, asked.reading(asked.gait))
    strides = len(values) // row.per_stride
    if strides < FEWEST_STRIDES:
        return asked.missing(
            Said("{fewest} strides are needed, {n} seen", fewest=FEWEST_STRIDES, n=strides), strides
        )
    if are_one(values):
        return asked.missing(Said("strides are not read one by one at this frame rate"), strides)
    seen, noise = _seen(values, row.noise_sd is None), _noise(values, row.noise_sd)
    true = without(seen, noise)
    error = _error(true, without(seen, Variance(noise.value, noise.value, noise.value)))
    name, doubt = asked.status(strides, error)
    return Measurement(
        row.id,
        asked.side,
        float(np.sqrt(true.value)),
        row.unit,
        strides,
        standard_error=error,
        interval95=(float(np.sqrt(true.low)), float(np.sqrt(true.high))),
        status=name,
        reason=doubt,
    )


def without(seen: Variance, noise: Variance) -> Variance:
    """The variance that is left when the noise is taken off; never below 0."""
    left = seen.value - noise.value
    low = left - float(np.hypot(seen.value - seen.low, noise.high - noise.value))
    high = left + float(np.hypot(seen.high - seen.value, noise.value - noise.low))
    return Variance(max(left, 0.0), max(low, 0.0), max(high, 0.0))


def _seen(values: Floats, alternate: bool) -> Variance:
    """Variance of the values; of steps each foot's mean was taken off before."""
    dof = len(values) - (2 if alternate else 1)
    value = float(np.sum((values - np.mean(values)) ** 2)) / dof
    fewer = dof / (1 + 2 * _rho(values) ** 2)  # neighbours alike or opposed tell less
    low, high = (float(fewer * value / chi2.ppf(p, fewer)) for p in (0.975, 0.025))
    return Variance(value, low, high)


def _noise(values: Floats, noise_sd: float | None) -> Variance:
    """Variance by measurement alone."""
    if noise_sd is not None:
        low, high = (noise_sd * factor for factor in NOISE_RANGE)
        return Variance(noise_sd**2, low**2, high**2)
    variance, rho = _seen(values, True).value, _rho(values)
    spread = NORMAL95 * float(np.sqrt((1 - 3 * rho**2 + 4 * rho**4) / len(values)))  # Bartlett
    ends = (-2 * variance * np.clip(r, -0.5, 0.0) for r in (rho, rho + spread, rho - spread))
    return Variance(*(float(end) for end in ends))


def _rho(values: Floats) -> float:
    return float(np.clip(correlation(values - np.mean(values)), -0.5, 0.5))


def _error(true: Variance, noise_known: Variance) -> StandardError:
    """Quarter of the interval's width; what the noise adds to it stands under landmarks."""
    total, strides = (
        float(np.sqrt(v.high) - np.sqrt(v.low)) / (2 * NORMAL95) for v in (true, noise_known)
    )
    return StandardError(strides=strides, landmarks=float(np.sqrt(max(total**2 - strides**2, 0))))
