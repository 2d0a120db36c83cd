from __future__ import annotations

import numpy as np
from visit_makers import analysis, number

from formcheck.compare.chance import highest
from formcheck.compare.changes import changes


def test_holm_stops_at_the_first_that_is_too_likely() -> None:
    assert highest([0.012, 0.04, 0.013]) == 0.04
    assert highest([0.012, 0.06, 0.026]) == 0.012  # 0.026 >= 0.05 / 2
    assert highest([]) == -1.0


def test_of_many_that_did_not_change_seldom_one_is_sure() -> None:
    draw = np.random.default_rng(5)
    sure = [highest(list(draw.uniform(size=40))) >= 0 for _ in range(2000)]
    assert 0.03 < np.mean(sure) < 0.07


def test_a_small_change_among_many_numbers_is_not_sure() -> None:
    ids = [f"number_{k}" for k in range(30)]
    before = analysis(*[number(id, 20.0) for id in ids])
    after = analysis(
        number(ids[0], 23.2), number(ids[1], 60.0), *[number(i, 20.0) for i in ids[2:]]
    )
    small, large, *others = changes(before, after, {})
    assert small.has_changed and not small.is_sure
    assert large.has_changed and large.is_sure
    assert not any(change.has_changed or change.is_sure for change in others)
