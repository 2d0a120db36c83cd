import re
from dataclasses import replace

import pytest
from advice_makers import JOGGER, measurement

from formcheck import api, metrics
from formcheck.advice import handbook, with_expected
from formcheck.advice.catalogue import catalogue
from formcheck.advice.questionnaire import SAID, questionnaire
from formcheck.advice.verdict import bands
from formcheck.types import Measurement, Runner

BOOK = api.handbook()


def entry(id):
    return next(m for m in BOOK.metrics if m.id == id)


def test_every_metric_stands_in_it_once_in_the_order_of_the_tables():
    ids = [row.id for row in (*metrics.METRICS, *metrics.DERIVED)]
    assert [m.id for m in BOOK.metrics] == ids
    assert all(m.label and m.definition.endswith(".") and m.error for m in BOOK.metrics)


def test_definitions_are_each_their_own():
    assert len({m.definition for m in BOOK.metrics}) == len(BOOK.metrics)


def test_every_limit_of_the_tables_is_told():
    measured = {band.id for band in bands()} - set(SAID)
    assert {m.id for m in BOOK.metrics if m.limits} == measured


@pytest.mark.parametrize(
    "id, typical, limits",
    [
        ("overstride", "21.5 % at 9 km/h, 27 % at 12.6 km/h, 32.5 % at 16.2 km/h",
         "mild from 4 % above what is typical at the speed, marked from 8 % above it"),
        ("thigh_extension", "20.5° at 9 km/h, 25.7° at 12.6 km/h, 30.9° at 16.2 km/h",
         "mild from 7° below what is typical at the speed, marked from 11° below it"),
        ("knee_gap", "0.10 to 0.60", "mild below 0.10, marked below 0.00"),
        ("trunk_lean", "3 to 12°",
         "mild below 1°, marked below -2°; mild above 13°, marked above 18°"),
        ("arm_leg_lag", "up to 20° either way",
         "mild below -25°, marked below -45°; mild above 25°, marked above 45°"),
        ("head_forward", "", ""),
    ],
)  # fmt: skip
def test_typical_values_and_limits_read_like_the_tables(id, typical, limits):
    assert (entry(id).typical, entry(id).limits) == (typical, limits)


def test_every_question_stands_in_it_with_its_choices_in_words():
    assert [one.id for one in BOOK.questions] == [one.id for one in questionnaire().all]
    assert all(one.ask.endswith("?") for one in BOOK.questions)
    dutch = {one.id: one for one in api.handbook("nl").questions}
    assert dutch["pain_side"].choices["middle"] == "in het midden"


def test_errors_have_a_comma_in_dutch():
    book = api.handbook("nl")
    told = " ".join(m.error for m in book.metrics)
    assert re.search(r"\d,\d", told) and not re.search(r"\d\.\d", told)
    assert "% van de beenlengte (standaardfout)" in told and "of leg length" not in told


def test_limits_have_a_comma_in_dutch():
    dutch = next(m for m in api.handbook("nl").metrics if m.id == "overstride")
    assert dutch.typical.startswith("21,5 %")


def test_a_number_that_is_not_given_says_why():
    assert "hip points do not follow the pelvis" in entry("pelvis_rotation").error
    assert entry("overstride").error.startswith("about 1.7 % of leg length (standard error)")


def test_topics_stand_in_it_with_how_strong_the_case_is():
    assert [t.id for t in BOOK.topics] == [t.id for t in catalogue().topics]
    assert len(BOOK.topics) == 17
    assert all(t.evidence and t.why and t.sources for t in BOOK.topics)


@pytest.mark.parametrize("topic", catalogue().topics, ids=lambda t: t.id)
def test_a_topic_rests_on_numbers_there_are(topic):
    known = {m.id for m in BOOK.metrics}
    assert set(topic.rests_on) <= known
    assert set(topic.signs) - set(SAID) <= set(topic.rests_on) | {
        "vertical_ratio",
        "overstride_ratio",
    }
    assert set(topic.needs) <= set(topic.signs)


def test_exercises_and_topics_call_for_each_other():
    assert {e.id for e in BOOK.exercises} == {
        "hip_flexor_stretch", "upper_back_rotation", "single_leg_stand", "hip_hinge", "cat_camel",
    }  # fmt: skip
    called = {
        (id, topic.id) for topic in catalogue().topics
        for ids in topic.exercises.values() for id in ids
    }  # fmt: skip
    named = {(e.id, topic) for e in BOOK.exercises for topic in e.topics}
    assert {pair for pair in called if pair != ("hip_flexor_stretch", "recovery")} == named


@pytest.mark.parametrize("exercise", BOOK.exercises, ids=lambda e: e.id)
def test_an_exercise_says_how_how_much_what_to_feel_and_when_to_stop(exercise):
    assert len(exercise.steps) >= 4
    assert exercise.name and exercise.purpose and exercise.dose and exercise.feel
    assert exercise.stop.startswith("Stop if ")


def test_five_questions_are_answered_and_it_says_what_it_is_not():
    assert len(BOOK.answers) == 5
    assert all(a.question.endswith("?") and len(a.answer) > 100 for a in BOOK.answers)
    assert BOOK.what_it_is_not.startswith("formcheck makes no diagnosis")
    assert api.handbook("nl").what_it_is_not.startswith("formcheck stelt geen diagnose")
    assert "generally good for backs" in BOOK.what_it_is_not
    assert handbook("en").metrics == ()


# ------------------------------------------------------------ what is usual for a number


def usual(id, unit=None, runner=JOGGER):
    m = measurement(id, 1.0)
    (found,) = with_expected((replace(m, unit=unit or m.unit),), runner)
    return found.typical


def test_the_usual_range_lies_around_what_is_expected_at_the_speed():
    assert usual("overstride") == pytest.approx((23, 31))
    assert usual("cadence") == pytest.approx((171.5 * 0.94, 171.5 * 1.06))
    assert usual("thigh_extension") == pytest.approx((25.7 - 7, 25.7 + 7))


def test_without_a_speed_it_is_that_of_all_speeds():
    assert usual("overstride", runner=Runner()) == (21, 32)
    assert usual("overstride", runner=Runner(speed_mps=6.5)) is None


def test_what_does_not_depend_on_speed_has_one_range():
    assert usual("arm_swing") == usual("arm_swing", runner=Runner(speed_mps=6.5)) == (35, 60)


@pytest.mark.parametrize("how", [{"incline_pct": 6.0}, {"surface": "sand"}], ids=str)
def test_nothing_is_usual_on_slopes_and_in_sand(how):
    assert usual("arm_swing", runner=replace(JOGGER, **how)) is None


def test_nothing_is_usual_where_nobody_says_or_in_another_unit():
    assert usual("head_forward") is None
    (found,) = with_expected((Measurement("vertical_oscillation", "both", 9.0, "%leg"),), JOGGER)
    assert found.typical is None
