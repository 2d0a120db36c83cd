"""What of many changes still stands when all of them are looked at together.

With forty numbers compared at 95 % each, two seem changed by chance. Holm's way (Holm 1979,
Scand J Statist 6:65) keeps the chance that even one of the changes it calls sure is none at
one in twenty, however the numbers hang together: the least likely must be below 0.05 / n, the
next below 0.05 / (n - 1), and so on until one is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from formcheck.types import Change
from formcheck.types.comparison import CHANCE


def together(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The same changes, `is_sure` where one stands together with all others."""
    likely = [c.probability for c in changes if c.probability is not None]
    limit = highest(likely)
    return tuple(
        replace(c, is_sure=c.has_changed and c.probability is not None and c.probability <= limit)
        for c in changes
    )


def highest(probabilities: Sequence[float]) -> float:
    """The highest probability that still stands by Holm's way; -1 where none does.

    >>> highest([0.001, 0.02, 0.9]), highest([0.04, 0.9])
    (0.02, -1.0)
    """
    found, n = -1.0, len(probabilities)
    for k, probability in enumerate(sorted(probabilities)):
        if probability >= CHANCE / (n - k):
            break
        found = probability
    return found
