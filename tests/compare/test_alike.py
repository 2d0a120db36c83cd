from __future__ import annotations

import numpy as np
from alike import KINDS, pairs, rows

from formcheck.compare.errors_of_two import ALIKE


def test_what_two_visits_do_not_share_is_what_rendered_runners_show() -> None:
    """One in twenty lies further apart, to a per cent; more would call changes that are none."""
    for pick in KINDS.values():
        apart, sd = pairs(rows(pick)).T
        assert len(apart) > 1000
        beyond = np.mean(np.abs(apart) > 1.96 * ALIKE * sd)
        assert 0.03 < beyond <= 0.055
