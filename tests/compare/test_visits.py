from __future__ import annotations

from dataclasses import replace

import pytest
from visit_makers import analysis, number, visits

from formcheck.compare import compare, in_order
from formcheck.errors import SettingsError
from formcheck.types import Finding, RedFlag

QUICK = [number("cadence", spm) for spm in (160.0, 168.0, 176.0, 184.0)]


def test_one_visit_is_not_compared() -> None:
    with pytest.raises(SettingsError, match="cannot be compared"):
        compare(visits(analysis(QUICK[0])))


def test_the_first_is_compared_with_the_last() -> None:
    found = compare(visits(*[analysis(one) for one in QUICK]))
    (change,) = found.changes
    assert (change.difference, change.course, change.is_sure) == (24.0, "more", True)
    assert found.n_compared == 1 and found.by_chance == pytest.approx(0.05)


def test_a_trend_has_the_visits_that_show_it() -> None:
    hidden = number("cadence", None)
    each = [analysis(one) for one in (QUICK[0], hidden, QUICK[2], QUICK[3])]
    (trend,) = compare(visits(*each)).trends
    assert (trend.visits, trend.values) == ((0, 2, 3), (160.0, 176.0, 184.0))
    assert (trend.difference, trend.course) == (24.0, "more")
    assert all(margin > 0 for margin in trend.margins)
    assert compare(visits(*each[:3])).trends == ()  # two are a change


def test_a_trend_leaves_other_views_out() -> None:
    lean = [analysis(number("trunk_lean", 5.0 + k)) for k in range(4)]
    lean[1] = replace(lean[1], gait=replace(lean[1].gait, view="rear"))
    (trend,) = compare(visits(*lean)).trends
    assert trend.visits == (0, 2, 3)


def test_the_same_clip_twice_is_one_run() -> None:
    clip = analysis(QUICK[0])
    same = visits(clip, clip)
    again = [replace(v, analysis=clip) for v in same]
    assert compare(again).is_one_run and not compare(same).is_one_run
    assert "same pictures" in compare(again).warnings[0]
    assert compare(again).by_chance == 0.0
    part = replace(clip, clip=replace(clip.clip, part_s=(0.0, 1.0)))
    assert not compare([again[0], replace(again[1], analysis=part)]).is_one_run
    other = replace(clip, settings={**clip.settings, "person": 2})
    assert not compare([again[0], replace(again[1], analysis=other)]).is_one_run


def test_another_runners_height_is_told_of_first() -> None:
    told = compare(visits(analysis(height_cm=170.0), analysis(height_cm=190.0)))
    assert any("one runner" in warning for warning in told.warnings)


def test_days_that_go_back_are_told_of() -> None:
    each = [analysis(one) for one in QUICK[:2]]
    back = visits(*each, days=["2026-06-01", "2026-05-01"])
    assert any("filmed before" in warning for warning in compare(back).warnings)
    assert compare(in_order(back)).warnings == ()
    assert [v.day for v in in_order(back)] == ["2026-05-01", "2026-06-01"]
    unknown = visits(*each, days=["2026-06-01", None])
    assert list(in_order(unknown)) == unknown


def test_topics_that_both_judge_differently_are_told() -> None:
    def judged(**levels: str) -> tuple[Finding, ...]:
        return tuple(Finding(t, lv, 0.5, (), "") for t, lv in levels.items())  # type: ignore[arg-type]

    before = analysis(findings=judged(a="ok", b="mild", c="ok", d="not_measurable"))
    after = analysis(findings=judged(a="marked", b="mild", c="not_measurable", d="ok", e="ok"))
    assert compare(visits(before, after)).topics == (("a", "ok", "marked"),)


def test_the_latest_answers_say_whether_it_is_urgent() -> None:
    flag = RedFlag("back", "said", "go", is_urgent=True)
    silent, calm = analysis(QUICK[0], questionnaire={}), analysis(QUICK[0])
    told = replace(calm, red_flags=(flag,))
    assert calm.questionnaire
    assert compare(visits(calm, told)).is_urgent
    assert compare(visits(told, silent)).is_urgent  # nobody asked again
    assert not compare(visits(told, calm)).is_urgent
    assert not compare(visits(silent, silent)).is_urgent
