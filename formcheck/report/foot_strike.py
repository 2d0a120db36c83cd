"""Says with which part of the foot somebody lands, and how sure that is.

    forefoot   |        midfoot        |   rearfoot      foot angle at landing, degrees
             -1.6                     8.0

The angle's error is as wide as a class, so a class alone would often be wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from statistics import NormalDist
from typing import Final

from formcheck.report.words import _
from formcheck.types import Measurement

ID: Final = "foot_strike_angle"
# Altman and Davis 2012, doi:10.1016/j.gaitpost.2011.09.104: degrees of the foot against its
# angle in stance.
REARFOOT_DEG: Final = 8.0
FOREFOOT_DEG: Final = -1.6
_NAMES: Final = ("rearfoot", "midfoot", "forefoot")
_SMALLEST_ERROR_DEG: Final = 1e-3


def probabilities(angle_deg: float, standard_error_deg: float) -> dict[str, float]:
    """How likely each class is, together 1, taking the error as normal.

    >>> {name: round(p, 2) for name, p in probabilities(8.0, 3.0).items()}
    {'rearfoot': 0.5, 'midfoot': 0.5, 'forefoot': 0.0}
    >>> {name: round(p, 2) for name, p in probabilities(15.0, 4.0).items()}
    {'rearfoot': 0.96, 'midfoot': 0.04, 'forefoot': 0.0}
    """
    true_deg = NormalDist(angle_deg, max(standard_error_deg, _SMALLEST_ERROR_DEG))
    forefoot, rearfoot = true_deg.cdf(FOREFOOT_DEG), 1.0 - true_deg.cdf(REARFOOT_DEG)
    return dict(zip(_NAMES, (rearfoot, 1.0 - rearfoot - forefoot, forefoot), strict=True))


def lines(
    measurements: Iterable[Measurement], labels: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """A line per foot that has an angle: the metric's name and side, then the probabilities."""
    for m in measurements:
        if m.id == ID and m.value is not None and m.standard_error is not None:
            found = probabilities(m.value, m.standard_error.total)
            shares = ", ".join(f"{_(name)} {p:.0%}" for name, p in found.items())
            yield f"{_(labels.get(m.id, m.id))} ({_(m.side)}):", shares
