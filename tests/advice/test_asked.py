"""Topics that rest on the questionnaire, and what an urgent answer does to all others."""

import re
from dataclasses import replace

import pytest
from advice_makers import JOGGER, measurement

from formcheck.advice import judge

CALM = {
    "km_per_week": 30, "km_per_week_before": 28, "hills_per_week": 1, "hills_per_week_before": 1,
    "sand_share": 10, "fast_sessions": 1, "rest_days": 3, "sleep_hours": 8, "ankle_sprains": 0,
    "sitting_hours": 6, "pain_side": "none",
}  # fmt: skip
FAR = (measurement("overstride", 38), measurement("tibia_angle", 21), measurement("cadence", 150))


def judged(topic, *measurements, runner=JOGGER, lang="en", **given):
    found = judge(measurements, runner, lang, given)
    return next(f for f in found if f.topic == topic)


@pytest.mark.parametrize(
    "topic, level, given",
    [
        ("build_up", "ok", {}),
        ("build_up", "mild", {"km_per_week": 40}),
        ("build_up", "marked", {"km_per_week": 50}),
        ("build_up", "not_measurable", {"km_per_week_before": None}),
        ("recovery", "ok", {}),
        ("recovery", "mild", {"rest_days": 1}),
        ("recovery", "marked", {"rest_days": 0}),
        ("recovery", "mild", {"sleep_hours": 6.5}),
        ("recovery", "mild", {"sitting_hours": 11}),
        ("recovery", "not_measurable", {"rest_days": None, "sleep_hours": None}),
        ("hills_gradually", "ok", {}),
        ("hills_gradually", "mild", {"hills_per_week": 2}),
        ("hills_gradually", "marked", {"hills_per_week": 3}),
        ("loose_sand", "ok", {}),
        ("loose_sand", "mild", {"sand_share": 50}),
        ("loose_sand", "marked", {"sand_share": 80}),
        ("tempo_changes", "ok", {}),
        ("tempo_changes", "mild", {"fast_sessions": 3}),
        ("ankle_stability", "ok", {}),
        ("ankle_stability", "borderline", {"ankle_sprains": 1}),
        ("ankle_stability", "borderline", {"ankle_sprains": 9}),
    ],
)
def test_answers_are_judged(topic, level, given):
    told = {key: value for key, value in (CALM | given).items() if value is not None}
    found = judged(topic, **told)
    assert found.level == level
    assert found.measurements == ()
    assert found.claim == ("indicative" if topic == "ankle_stability" else "asked")


def test_the_numbers_that_were_told_stand_in_the_sentence():
    found = judged("build_up", **CALM | {"km_per_week": 52.5})
    assert "52.5 km a week now and ran 28 km" in found.headline
    assert "the same 52.5 km" in found.drill
    assert "52,5 km" in judged("build_up", lang="nl", **CALM | {"km_per_week": 52.5}).headline


def test_answers_hold_on_slopes_and_in_sand_too():
    for runner in (replace(JOGGER, incline_pct=8.0), replace(JOGGER, surface="sand")):
        assert judged("recovery", runner=runner, **CALM | {"rest_days": 0}).level == "marked"


def test_a_clip_on_a_slope_or_in_sand_says_so_where_nothing_was_told():
    steep = judged("hills_gradually", runner=replace(JOGGER, incline_pct=8.0))
    assert "slope of 8 %" in steep.headline and steep.place == "unjudged"
    assert "run in sand" in judged("loose_sand", runner=replace(JOGGER, surface="sand")).headline


def test_tiring_within_a_clip_is_no_more_than_an_observation():
    slower = measurement("drift_cadence", -12, se=1.0, side="both")
    slower = replace(slower, unit="steps/min")
    found = judged("build_up", slower)
    assert (found.level, found.measurements) == ("borderline", ("drift_cadence:both",))
    assert "rhythm fell by 12 ± 2 steps per minute" in found.headline
    assert found.cue is None


def test_what_was_told_of_build_up_comes_before_tiring():
    slower = replace(measurement("drift_cadence", -12, se=1.0), unit="steps/min")
    found = judged("build_up", slower, **CALM | {"km_per_week": 60})
    assert found.level == "marked"
    assert "quick build-up" in found.headline


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_side_of_a_pain_is_a_pointer_and_no_verdict(side):
    found = judged("symmetry", pain_side=side)
    assert f"pain on the {side}" in found.headline
    assert found.level == "not_measurable"
    uneven = measurement("asymmetry_arm_swing", 12, side="both")
    assert "pain" not in judged("symmetry", uneven, pain_side=side).headline


def test_nothing_is_to_act_on_with_something_urgent():
    calm = {f.topic: f for f in judge(FAR, JOGGER, "en", {"night_pain": False})}
    assert [t for t, f in calm.items() if f.place == "act"] == ["feet_under_hips", "shorter_stride"]
    urgent = judge(FAR, JOGGER, "en", {"night_pain": True})
    assert {f.place for f in urgent} == {"also", "unjudged"}
    assert not [f for f in urgent if f.cue or f.drill or f.exercises]
    assert {f.topic: f.level for f in urgent} == {t: f.level for t, f in calm.items()}


URGENT = CALM | {"night_pain": True}
ADVISING = re.compile(r", so\b|worth|may |could|suit|closer|quicker|nicely|gradual|calm|fine")


def test_with_something_urgent_every_judged_headline_is_the_bare_fact():
    ok = (measurement("thigh_extension", 26), measurement("arm_swing", 45))
    for told in (URGENT, URGENT | {"hills_per_week": 0, "sand_share": 0, "rest_days": 0}):
        found = [f for f in judge((*FAR, *ok), JOGGER, "en", told) if f.level != "not_measurable"]
        assert len(found) > 8 and {f.level for f in found} >= {"ok", "marked"}
        assert [f.headline for f in found if ADVISING.search(f.headline)] == []
        assert {f.place for f in found} == {"also"}
        assert {f.refilm for f in found} == {None}
    landing = judged("feet_under_hips", *FAR, **URGENT)
    assert landing.headline == (
        "At touchdown your ankle is 38 ± 2 % of your leg length ahead of your hip;"
        " typical is about 27 % at this speed."
    )
    assert judged("recovery", **URGENT).headline == (
        "You rest from running on 3 of the seven days of a week."
    )


def test_with_something_urgent_a_pain_asks_for_no_second_clip():
    assert "second clip" not in judged("symmetry", **URGENT | {"pain_side": "left"}).headline


@pytest.mark.parametrize(
    "topic, zero",
    [
        ("hills_gradually", {"hills_per_week": 0, "hills_per_week_before": 0}),
        ("hills_gradually", {"hills_per_week": 0, "hills_per_week_before": 2}),
        ("loose_sand", {"sand_share": 0}),
        ("tempo_changes", {"fast_sessions": 0}),
        ("build_up", {"km_per_week": 0, "km_per_week_before": 0}),
    ],
)
def test_what_somebody_does_not_do_is_not_praised(topic, zero):
    found = judged(topic, **CALM | zero)
    assert (found.level, found.place) == ("ok", "also")
    assert re.search("there is (nothing|no build-up)", found.headline)
    assert judged(topic, **CALM).place == "good"


def test_fewer_hills_and_kilometres_are_not_called_a_build_up():
    fewer = CALM | {"km_per_week": 20, "hills_per_week_before": 3}
    for topic in ("build_up", "hills_gradually"):
        assert "not building" in judged(topic, **fewer).headline


@pytest.mark.parametrize(
    "topic, skipped, said",
    [
        ("loose_sand", "sand_share", "you skipped the question about loose sand."),
        ("build_up", "km_per_week_before", "your kilometres a week of four weeks ago."),
        ("recovery", "rest_days", "the question about days without running."),
    ],
)
def test_a_skipped_question_is_named(topic, skipped, said):
    told = {id: value for id, value in CALM.items() if id not in (skipped, "sleep_hours")}
    assert judged(topic, **told).headline.endswith(said)
    assert judged(topic).headline.endswith("it was not filled in.")


def test_a_skipped_question_is_named_in_dutch():
    found = judged("loose_sand", lang="nl", rest_days=3)
    assert "de vraag over los zand overgeslagen" in found.headline


def test_what_is_no_emergency_leaves_technique_as_it_is():
    found = judge(FAR, JOGGER, "en", {"pain_every_run": True})
    assert found == judge(FAR, JOGGER, "en", {"pain_every_run": False})
    assert [f.topic for f in found if f.place == "act"] == ["feet_under_hips", "shorter_stride"]


@pytest.mark.parametrize(
    "topic, id", [("hills_gradually", "hills_per_week"), ("build_up", "km_per_week")]
)
def test_in_dutch_it_is_not_now_that_a_question_was_skipped(topic, id):
    told = {question: said for question, said in CALM.items() if question != id}
    text = judged(topic, lang="nl", **told).headline
    assert "je huidige" in text and "nu overgeslagen" not in text
