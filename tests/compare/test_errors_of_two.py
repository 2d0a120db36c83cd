from __future__ import annotations

import math

import numpy as np
import pytest
from visit_makers import number

from formcheck.compare.errors_of_two import ALIKE, MADE_BY, apart, keeps
from formcheck.compare.set_up import ROWS
from formcheck.types import StandardError

SAME = {row.id: True for row in ROWS}


def test_filmed_alike_half_of_each_systematic_part_is_left() -> None:
    m = number("overstride", 20.0, standard_error=StandardError(landmarks=2.0), n=1000)
    assert apart(m, m, SAME).standard_error == pytest.approx(math.sqrt(2) * ALIKE * 2.0)
    assert apart(m, m, SAME).least == pytest.approx(1.96 * math.sqrt(2) * ALIKE * 2.0, rel=1e-3)


@pytest.mark.parametrize(
    "part, row", [(part, row) for part, rows in MADE_BY.items() for row in rows]
)
def test_what_differs_makes_the_parts_it_makes_count_in_full(part: str, row: str) -> None:
    assert keeps(part, SAME) == ALIKE
    assert keeps(part, SAME | {row: False}) == 1.0
    assert keeps(part, SAME | {row: None}) == ALIKE  # nobody knows of a difference


def test_the_rows_that_make_a_part_are_rows_of_the_set_up() -> None:
    assert {row for rows in MADE_BY.values() for row in rows} <= {row.id for row in ROWS}


def test_the_tilt_of_a_camera_is_off_anew_at_every_visit() -> None:
    m = number("trunk_lean", 5.0, standard_error=StandardError(roll=1.0))
    assert apart(m, m, SAME).standard_error == pytest.approx(math.sqrt(2))


def test_a_speed_is_estimated_anew_at_every_visit() -> None:
    m, other = (number(id, 3.0, standard_error=StandardError(scale=0.1)) for id in ("speed", "x"))
    assert apart(m, m, SAME).standard_error == pytest.approx(math.sqrt(2) * ALIKE * 0.1)
    assert apart(m, m, SAME, True).standard_error == pytest.approx(math.sqrt(2) * 0.1)
    assert apart(other, other, SAME, True) == apart(other, other, SAME)


def test_few_strides_ask_for_a_larger_difference_than_many() -> None:
    few, many = (number("cadence", 170.0, n=n, standard_error=StandardError(1.0)) for n in (4, 400))
    assert apart(few, few, SAME).least > 1.2 * apart(many, many, SAME).least
    assert apart(many, many, SAME).least == pytest.approx(1.96 * math.sqrt(2), rel=0.01)


def test_the_least_difference_is_as_likely_as_it_claims() -> None:
    draw = np.random.default_rng(3)
    beyond = []
    for _ in range(4000):
        pair = draw.normal(0, [[1.0], [3.0]], (2, 9))
        errors = pair.std(axis=1, ddof=1) / 3
        one, other = (
            number("x", float(v.mean()), n=9, standard_error=StandardError(float(se)))
            for v, se in zip(pair, errors, strict=True)
        )
        error, difference = apart(one, other, SAME), other.value - one.value
        beyond.append(abs(difference) > error.least)
        assert (error.probability(difference) < 0.05) == beyond[-1]
    assert np.mean(beyond) == pytest.approx(0.05, abs=0.012)
