"""What is typical at two visits is told as finely for both, with why it is not the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from compared_makers import change, comparison, number, study

from formcheck.report.compared.changes import ruler
from formcheck.report.compared.usual import usual_words, why_two
from formcheck.types import Change, Comparison, Expected, Runner

Range = tuple[float, float] | None


def moved(before: Range, after: Range) -> Change:
    ends = (number("cadence", 160.0, typical=before), number("cadence", 176.0, typical=after))
    return replace(change("cadence", 160, 176), before=ends[0], after=ends[1])


def between(before: Runner, after: Runner, one: Change) -> Comparison:
    made = [study(), study()]
    ends = [
        replace(s, analysis=replace(s.analysis, runner=r))
        for s, r in zip(made, (before, after), strict=True)
    ]
    return comparison(*ends, changes=(one,))


@pytest.mark.parametrize(
    "before, after, told",
    [
        ((161.0, 183.0), (147.4, 166.2), "161 to 183° before, 147 to 166° after"),
        ((161.0, 183.0), (161.0, 183.0), "161 to 183°"),
        ((161.0, 183.0), (161.2, 182.9), "161 to 183°"),
        ((161.0, 183.0), None, "161 to 183° before"),
        (None, (147.4, 166.2), "147.4 to 166.2° after"),
        (None, None, ""),
    ],
)
def test_both_are_as_fine(before: Range, after: Range, told: str) -> None:
    assert usual_words(moved(before, after)) == told


@pytest.mark.parametrize(
    "before, after, told",
    [
        ({}, {"speed_mps": 3.0}, "the speed before is not known for sure"),
        ({"speed_mps": 3.0}, {}, "the speed after is not known for sure"),
        ({"speed_mps": 3.0}, {"speed_mps": 3.5}, "they depend on speed, and"),
        ({"height_cm": 170.0}, {"height_cm": 180.0}, "they depend on body height, and"),
        ({}, {"incline_pct": 2.0}, "they depend on speed, body height and slope"),
    ],
)
def test_it_says_why_they_differ(before: dict[str, Any], after: dict[str, Any], told: str) -> None:
    two = moved((161.0, 183.0), (147.4, 166.2))
    assert told in why_two(between(Runner(**before), Runner(**after), two))
    one = moved((161.0, 183.0), (161.0, 183.0))
    assert why_two(between(Runner(**before), Runner(**after), one)) == ""


def test_a_speed_in_doubt_is_no_speed() -> None:
    two = moved((161.0, 183.0), (147.4, 166.2))
    assert two.after is not None
    told = replace(two, after=replace(two.after, expected=Expected(157.0, "somebody")))
    made = between(Runner(speed_mps=2.5), Runner(speed_mps=3.0), told)
    assert "the speed before is not known for sure" in why_two(made)


def test_the_bar_is_the_range_of_the_clip_after() -> None:
    drawn = ruler(moved(None, (150.0, 170.0)))
    assert drawn is not None and drawn.usual is not None
    drawn = ruler(moved((150.0, 170.0), None))
    assert drawn is not None and drawn.usual is None
