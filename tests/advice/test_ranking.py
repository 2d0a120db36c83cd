from dataclasses import replace

from formcheck.advice.ranking import rank
from formcheck.types import Finding


def to_act_on(findings):
    return tuple(f for f in rank(findings) if f.place == "act")


def found(topic, level, *measurements):
    given = measurements or ("a:left", "b:left")
    return Finding(topic, level, None, given, "seen", cue="do", exercises=("x",))


def test_worst_first_and_otherwise_as_they_came():
    levels = ("ok", "mild", "not_measurable", "marked", "borderline", "mild")
    ranked = rank(tuple(found(f"t{i}", level) for i, level in enumerate(levels)))
    assert [f.topic for f in ranked] == ["t3", "t1", "t5", "t4", "t0", "t2"]


def test_good_news_is_kept():
    assert rank((found("t", "ok"),))[0].headline == "seen"


def test_at_most_three_to_act_on():
    four = tuple(found(f"t{i}", "mild") for i in range(4))
    assert [f.topic for f in to_act_on((*four, found("m", "marked")))] == ["m", "t0", "t1"]


def test_a_lone_mild_sign_is_also_seen_and_nothing_to_act_on():
    assert to_act_on((found("t", "mild", "a:left"),)) == ()
    assert to_act_on((found("t", "marked", "a:left"),))
    assert to_act_on((found("t", "borderline"), found("u", "ok"))) == ()


def test_quicker_steps_and_more_knee_bend_are_never_both_asked():
    for worse, other in (("shorter_stride", "impact"), ("impact", "shorter_stride")):
        ranked = rank((found(other, "mild"), found(worse, "marked")))
        assert [(f.topic, f.cue) for f in ranked] == [(worse, "do"), (other, None)]
        assert ranked[1].exercises == ()
        assert ranked[1].headline == "seen"


def test_a_silenced_finding_is_nothing_to_act_on():
    clash = (found("impact", "marked"), found("shorter_stride", "marked"))
    assert [f.topic for f in to_act_on(clash)] == ["impact"]


def test_topics_that_do_not_clash_keep_their_cues():
    both = (found("shorter_stride", "mild"), found("feet_under_hips", "mild"))
    assert all(f.cue for f in rank(both))


def test_two_topics_with_one_drill_ask_for_it_once():
    both = tuple(
        replace(found(topic, "marked"), drill="metronome")
        for topic in ("feet_under_hips", "shorter_stride", "hip_extension")
    )
    assert [f.drill for f in rank(both)] == ["metronome", None, "metronome"]
    assert all(f.cue for f in rank(both))


def test_an_indicative_number_without_a_verdict_is_also_seen():
    unsure = replace(found("trunk_rotation", "not_measurable"), cue=None)
    assert rank((unsure,))[0].place == "unjudged"
    assert rank((replace(unsure, frames_s=(1.2,)),))[0].place == "also"


def test_what_a_flag_asks_to_leave_is_not_advised():
    hills = replace(found("hills_gradually", "marked"), drill="uphill")
    assert rank((hills,))[0].place == "act"
    left = rank((hills,), flags={"hills_always_hurt"})[0]
    assert (left.cue, left.drill, left.exercises, left.place) == (None, None, (), "also")
