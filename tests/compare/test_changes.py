from __future__ import annotations

from dataclasses import replace

import pytest
from visit_makers import CLOCK, analysis, number

from formcheck.compare.changes import changes
from formcheck.types import Analysis, Change, Measurement, StandardError


def one(before: Measurement | None, after: Measurement | None, **same: bool) -> Change:
    (change,) = changes(_with(before), _with(after), same)
    return change


def _with(m: Measurement | None) -> Analysis:
    return analysis(*([] if m is None else [m]))


@pytest.mark.parametrize(
    "by, course", [(8.0, "more"), (-8.0, "less"), (1.0, "same"), (0.0, "same")]
)
def test_a_difference_counts_from_the_smallest_detectable_one_on(by: float, course: str) -> None:
    change = one(number("overstride", 20.0), number("overstride", 20.0 + by))
    assert (change.course, change.difference) == (course, by)
    assert change.least is not None and change.probability is not None
    assert (abs(by) > change.least) == change.has_changed == (change.probability < 0.05)


@pytest.mark.parametrize("share, has_changed", [(0.99, False), (1.01, True), (-1.01, True)])
def test_the_limit_is_the_smallest_detectable_change_itself(
    share: float, has_changed: bool
) -> None:
    least = one(number("overstride", 20.0), number("overstride", 20.0)).least
    assert least is not None
    change = one(number("overstride", 20.0), number("overstride", 20.0 + share * least))
    assert change.has_changed == has_changed


@pytest.mark.parametrize(
    "before, after, why",
    [
        (number("overstride", None), number("overstride", 20.0), "before: hidden"),
        (number("overstride", 20.0), number("overstride", None), "after: hidden"),
        (number("overstride", 20.0), None, "after: not measured"),
        (None, number("overstride", 20.0), "before: not measured"),
        (
            number("overstride", 20.0, status="indicative", reason="far"),
            number("overstride", 60.0),
            "before: far",
        ),
        (
            number("overstride", 20.0, status="indicative", reason="far"),
            number("overstride", 60.0, status="indicative", reason="far"),
            "far",
        ),
        (
            number("overstride", 20.0, standard_error=None),
            number("overstride", 60.0),
            "its error is not known",
        ),
    ],
)
def test_what_cannot_be_compared_says_why(
    before: Measurement | None, after: Measurement | None, why: str
) -> None:
    change = one(before, after)
    assert (change.course, change.reason, change.probability) == ("unknown", why, None)
    assert not change.is_sure


def test_an_indicative_difference_is_shown_without_a_verdict() -> None:
    far = number("overstride", 20.0, status="indicative", reason="far")
    change = one(far, number("overstride", 60.0))
    assert change.difference == 40.0 and change.least is not None and not change.has_changed


def test_what_neither_shows_is_left_out() -> None:
    hidden = number("overstride", None)
    assert changes(analysis(hidden), analysis(hidden), {}) == ()


def test_two_views_share_the_clock_and_nothing_else() -> None:
    assert one(number("cadence", 160.0), number("cadence", 175.0), view=False).course == "more"
    change = one(number("trunk_lean", 5.0), number("trunk_lean", 35.0), view=False)
    assert (change.course, change.reason) == ("unknown", "seen from two views")


def test_lengths_of_two_body_heights_are_not_compared() -> None:
    metres = StandardError(strides=0.01, scale=0.02)
    short, long = (number("step_length", v, standard_error=metres) for v in (0.9, 1.2))
    assert one(short, long, height=False).reason == "the two heights differ"
    assert one(short, long, height=True).course == "more"
    angle = (number("trunk_lean", v) for v in (5.0, 35.0))
    assert one(*angle, height=False).course == "more"


def test_the_same_pictures_have_not_changed_by_definition() -> None:
    exact = replace(CLOCK, strides=0.0, timing=0.0)
    before = analysis(number("cadence", 170.0, standard_error=exact))
    after = analysis(number("cadence", 171.0, standard_error=exact))
    (same,) = changes(before, before, {}, is_one_run=True)
    assert (same.course, same.difference) == ("same", 0.0)
    (other,) = changes(before, after, {}, is_one_run=True)
    assert (other.course, other.difference) == ("unknown", 1.0)
    assert other.reason is not None and "two ways" in other.reason
    assert changes(before, after, {})[0].course == "more"


def test_sides_are_compared_with_themselves() -> None:
    before = analysis(number("overstride", 10.0), number("overstride", 30.0, side="right"))
    after = analysis(number("overstride", 30.0, side="right"), number("overstride", 10.0))
    assert [(c.side, c.difference) for c in changes(before, after, {})] == [
        ("left", 0.0),
        ("right", 0.0),
    ]
