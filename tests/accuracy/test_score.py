"""The scorer counts what it should: a wrong scorer makes every figure wrong."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from goals import GOALS, reached
from rows import Clip, Row, row, select, write_csv
from score import match

CLIP = Clip("rendered", "a clip", "test", 60.0, "side", "left")


def a_row(found: float | None, key: str = "overstride:left") -> Row:
    return row(CLIP, key, 10.0, found, unit="%leg", interval=None if found is None else (8.0, 12.0))


def test_contacts_are_paired_missed_and_invented() -> None:
    true = np.array([1.0, 1.7, 2.4, 3.1])
    found = np.array([1.01, 2.39, 2.75, 3.11])
    errors, missed, invented = match(found, true, (0.9, 3.2))
    assert errors == pytest.approx([10.0, -10.0, 10.0])
    assert (missed, invented) == (1, 1)


def test_two_contacts_found_for_one_are_one_invented() -> None:
    errors, missed, invented = match(np.array([1.0, 1.03]), np.array([1.0]), (0.5, 1.5))
    assert (len(errors), missed, invented) == (2, 0, 1)


def test_contacts_outside_the_steady_part_are_not_due() -> None:
    _, missed, invented = match(np.array([1.0]), np.array([0.3, 1.0, 1.7]), (0.8, 1.2))
    assert (missed, invented) == (0, 0)


@pytest.mark.parametrize(("found", "inside"), [(11.0, True), (None, None)])
def test_a_row_knows_whether_the_truth_is_inside(found: float | None, inside: bool | None) -> None:
    assert a_row(found).inside is inside
    assert row(CLIP, "cadence:both", 13.0, 11.0, unit="", interval=(8.0, 12.0)).inside is False


def test_only_the_near_side_and_the_body_are_selected() -> None:
    rows = [a_row(11.0), a_row(9.0, "overstride:right"), a_row(None), a_row(1.0, "cadence:both")]
    assert [r.metric for r in select(rows)] == ["overstride", "cadence"]
    assert len(select(rows, given=False, metric="overstride")) == 2


def test_withheld_numbers_are_counted_but_not_averaged() -> None:
    came = reached([a_row(12.0), a_row(7.0), a_row(None)])
    assert (came.mean_abs, came.bias, came.worst) == (2.5, -0.5, 3.0)
    assert (came.n, came.of, came.inside, came.with_interval) == (2, 3, 2, 2)


def test_every_row_is_written_with_the_version(tmp_path: Path) -> None:
    write_csv([a_row(11.0), a_row(None)], tmp_path / "results.csv")
    with (tmp_path / "results.csv").open() as file:
        lines = list(csv.DictReader(file))
    assert [line["found"] for line in lines] == ["11", ""]
    assert all(line["formcheck"] for line in lines)


def test_goals_name_each_kind_of_clip() -> None:
    assert all(set(goal.limits) == {"quick", "slow", "plates"} for goal in GOALS)
