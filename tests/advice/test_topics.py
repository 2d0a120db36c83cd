from dataclasses import replace

import pytest
from advice_makers import JOGGER, measurement

from formcheck.advice import judge
from formcheck.advice.catalogue import catalogue
from formcheck.advice.topics import RULES
from formcheck.types import Runner

# what each level reads at 3.5 m/s, with the usual small error
VALUES = {
    "overstride": {"ok": 27, "borderline": 31, "mild": 33, "marked": 38},
    "overstride_ratio": {"ok": 0.19, "borderline": 0.23, "mild": 0.25, "marked": 0.31},
    "tibia_angle": {"ok": 10, "borderline": 14.5, "mild": 16.5, "marked": 21},
    "cadence": {"ok": 172, "borderline": 161.2, "mild": 155, "marked": 145},
    "step_length": {"ok": 1.22, "borderline": 1.3, "mild": 1.33, "marked": 1.42},
    "thigh_extension": {"ok": 26, "borderline": 18.7, "mild": 16.7, "marked": 12},
    "pelvic_drop": {"ok": 4, "borderline": 6.5, "mild": 8, "marked": 12},
    "hip_adduction": {"ok": 8, "borderline": 11, "mild": 13, "marked": 18},
    "step_width": {"ok": 6, "borderline": 2, "mild": 0.5, "marked": -3},
    "arm_swing": {"ok": 45, "borderline": 20, "mild": 16, "marked": 8},
    "arm_leg_lag": {"ok": 0, "borderline": 25, "mild": -35, "marked": 60},
    "elbow_range": {"ok": 35, "borderline": 10, "mild": 7.5, "marked": 2},
    "trunk_rotation": {"ok": 24, "borderline": 14, "mild": 11.5, "marked": 4},
}
JUDGED = {
    "feet_under_hips", "shorter_stride", "impact", "hip_stability", "hip_extension",
    "rhythmic_arms", "trunk_rotation",
}  # fmt: skip


def seen(topic, runner=JOGGER, **levels):
    ms = tuple(measurement(id, VALUES[id][level]) for id, level in levels.items())
    return next(f for f in judge(ms, runner) if f.topic == topic)


RULED = [
    ("feet_under_hips", "ok", {"overstride": "ok", "tibia_angle": "ok"}),
    ("feet_under_hips", "ok", {"overstride": "ok"}),
    ("feet_under_hips", "borderline", {"overstride": "borderline", "tibia_angle": "ok"}),
    ("feet_under_hips", "borderline", {"overstride": "mild", "tibia_angle": "ok"}),
    ("feet_under_hips", "borderline", {"overstride": "ok", "tibia_angle": "mild"}),
    ("feet_under_hips", "borderline", {"overstride": "mild"}),
    ("feet_under_hips", "mild", {"overstride": "mild", "tibia_angle": "mild"}),
    ("feet_under_hips", "marked", {"overstride": "marked", "tibia_angle": "ok"}),
    ("feet_under_hips", "marked", {"overstride": "mild", "tibia_angle": "marked"}),
    ("feet_under_hips", "borderline", {"overstride": "ok", "overstride_ratio": "marked"}),
    ("feet_under_hips", "not_measurable", {"tibia_angle": "ok"}),
    ("shorter_stride", "ok", {"cadence": "ok", "overstride": "marked"}),
    ("shorter_stride", "ok", {"cadence": "ok"}),
    ("shorter_stride", "ok", {"cadence": "marked", "overstride": "ok"}),
    ("shorter_stride", "mild", {"cadence": "mild", "overstride": "borderline"}),
    ("shorter_stride", "mild", {"cadence": "marked", "overstride": "borderline"}),
    ("shorter_stride", "marked", {"cadence": "marked", "overstride": "mild"}),
    ("shorter_stride", "mild", {"step_length": "mild", "overstride": "marked"}),
    ("shorter_stride", "borderline", {"cadence": "borderline", "overstride": "marked"}),
    ("shorter_stride", "mild", {"cadence": "mild", "overstride_ratio": "mild"}),
    ("shorter_stride", "not_measurable", {"cadence": "marked"}),
    ("shorter_stride", "not_measurable", {"cadence": "marked", "tibia_angle": "marked"}),
    ("shorter_stride", "not_measurable", {"overstride": "marked"}),
    ("hip_stability", "ok", {"pelvic_drop": "ok", "step_width": "ok"}),
    ("hip_stability", "not_measurable", {"step_width": "ok"}),
    ("hip_stability", "marked", {"step_width": "marked"}),
    ("hip_stability", "mild", {"pelvic_drop": "mild", "hip_adduction": "ok"}),
    ("hip_extension", "ok", {"thigh_extension": "ok"}),
    ("hip_extension", "borderline", {"thigh_extension": "borderline"}),
    ("hip_extension", "mild", {"thigh_extension": "mild"}),
    ("hip_extension", "marked", {"thigh_extension": "marked"}),
    ("rhythmic_arms", "ok", {"arm_swing": "ok", "elbow_range": "ok"}),
    ("rhythmic_arms", "not_measurable", {"elbow_range": "ok"}),
    ("rhythmic_arms", "mild", {"arm_swing": "ok", "arm_leg_lag": "mild"}),
    ("rhythmic_arms", "marked", {"arm_swing": "marked", "elbow_range": "mild"}),
    ("trunk_rotation", "ok", {"trunk_rotation": "ok"}),
    ("trunk_rotation", "borderline", {"trunk_rotation": "borderline"}),
    ("trunk_rotation", "borderline", {"trunk_rotation": "marked"}),
]  # fmt: skip


@pytest.mark.parametrize("topic, level, levels", RULED, ids=lambda x: str(x))
def test_rule(topic, level, levels):
    assert seen(topic, **levels).level == level


def test_every_topic_has_a_rule_and_every_rule_a_topic():
    assert {t.id for t in catalogue().topics} == set(RULES)


def test_nothing_measured_gives_every_topic_a_reason():
    findings = judge((), JOGGER)
    assert {f.topic for f in findings} == set(RULES)
    assert all(f.level == "not_measurable" and f.probability is None for f in findings)
    for found in (f for f in findings if f.topic != "pelvis_rotation"):
        asked = "it was not filled in" in found.headline
        assert asked != ("it was not measured in this clip" in found.headline)
        assert asked == (found.claim == "asked" or found.topic == "ankle_stability")


def test_the_measurements_own_reason_is_given():
    m = measurement("pelvic_drop", None, status="not_measurable", reason="seen from the side.")
    (found,) = (f for f in judge((m,), JOGGER) if f.topic == "hip_stability")
    assert found.headline == "How steady your hips are could not be judged: seen from the side."
    assert found.measurements == ("pelvic_drop:left",)


def test_the_near_leg_explains_rather_than_the_far_one():
    far = measurement("overstride", 40, side="right", status="indicative", reason="far leg")
    near = measurement("overstride", 40, se=5.0)
    (found,) = (f for f in judge((far, near), JOGGER) if f.topic == "feet_under_hips")
    assert "40 ± 10 %" in found.headline and "far leg" not in found.headline


def test_the_reason_is_that_of_a_sign_the_topic_needs():
    drop = measurement("pelvic_drop", None, status="not_measurable", reason="shorts too dark")
    width = measurement("step_width", 0.0, se=9.0)
    (found,) = (f for f in judge((drop, width), JOGGER) if f.topic == "hip_stability")
    assert "shorts too dark" in found.headline


@pytest.mark.parametrize("how", [{"incline_pct": 6.0}, {"surface": "sand"}], ids=str)
def test_hills_and_sand_withhold_every_level_ground_band(how):
    marked = tuple(measurement(id, levels["marked"]) for id, levels in VALUES.items())
    findings = judge(marked, replace(JOGGER, **how))
    assert all(f.level == "not_measurable" and f.cue is None for f in findings)
    measured = [f for f in findings if f.claim != "asked" and f.topic != "ankle_stability"]
    seen = [f for f in measured if f.topic in JUDGED]
    assert len(seen) == len(JUDGED)
    assert all("slope" in f.headline or "sand" in f.headline for f in seen)


def test_the_worst_side_decides():
    both = (measurement("thigh_extension", 26), measurement("thigh_extension", 12, side="right"))
    (found,) = (f for f in judge(both, JOGGER) if f.topic == "hip_extension")
    assert (found.level, found.measurements) == ("marked", ("thigh_extension:right",))


def test_an_indicative_rotation_is_an_observation_with_an_exercise_and_no_cue():
    m = measurement("trunk_rotation", 5, status="indicative")
    (found,) = (f for f in judge((m,), JOGGER) if f.topic == "trunk_rotation")
    assert found.level == "borderline"
    assert found.exercises == ("upper_back_rotation",)
    assert found.cue is None


def test_a_headline_carries_number_margin_and_typical_value():
    found = seen("feet_under_hips", overstride="marked", tibia_angle="marked")
    assert "38 ± 2 % of your leg length" in found.headline
    assert "typical is about 27 % at this speed" in found.headline


def test_without_a_speed_the_typical_range_is_given():
    found = seen("shorter_stride", Runner(), cadence="marked", overstride_ratio="marked")
    assert "145 ± 1 steps per minute" in found.headline
    assert "typical is 161 to 183 steps per minute" in found.headline


@pytest.mark.parametrize(
    "level, exercises",
    [("ok", ()), ("borderline", ()), ("mild", ("hip_flexor_stretch",))],
)
def test_exercises_start_at_mild(level, exercises):
    assert seen("hip_extension", thigh_extension=level).exercises == exercises


def test_the_cadence_cue_names_the_number_and_no_more_than_ten_per_cent():
    found = seen("shorter_stride", cadence="mild", step_length="mild", overstride="mild")
    assert "about 163 steps" in found.cue
    assert "no more than 170" in found.cue


def test_long_steps_that_land_close_are_praised():
    found = seen("shorter_stride", cadence="marked", overstride="ok")
    assert "do not come from reaching ahead" in found.headline
    assert found.cue is None


def test_probability_is_that_of_the_limit_the_level_names():
    mild = seen("hip_extension", thigh_extension="mild")
    marked = seen("hip_extension", thigh_extension="marked")
    fine = seen("hip_extension", thigh_extension="ok")
    assert mild.probability == pytest.approx(0.977, abs=0.001)
    assert marked.probability == pytest.approx(0.9965, abs=0.001)
    assert fine.probability < 0.01


def test_frames_and_sources_come_from_what_carries_the_finding():
    ms = (
        measurement("overstride", 38, frames_s=(1.0, 2.0)),
        measurement("tibia_angle", 21, frames_s=(2.0, 3.0)),
        measurement("knee_flexion_contact", 10, frames_s=(9.0,)),
    )
    (found,) = (f for f in judge(ms, JOGGER) if f.topic == "feet_under_hips")
    assert found.frames_s == (1.0, 2.0, 3.0)
    assert any("Fukuchi 2017" in source for source in found.sources)
    assert len(found.sources) == len(set(found.sources))


def test_an_unknown_language_reads_english():
    ms = (measurement("overstride", 38),)
    assert judge(ms, JOGGER, lang="xx") == judge(ms, JOGGER)


def landing(*ms, runner=JOGGER):
    return next(f for f in judge(ms, runner) if f.topic == "feet_under_hips")


def test_a_shin_alone_is_no_praise_while_the_foot_reads_far_ahead():
    shin, ratio = measurement("tibia_angle", 9, se=2.0), measurement("overstride_ratio", 0.3, 0.04)
    found = landing(measurement("overstride", 26, 3.0), ratio, shin, runner=Runner())
    assert found.level == "borderline"
    assert "but at touchdown your ankle is 0.30 ± 0.08 of a step length" in found.headline
    assert "the two signs disagree" in found.headline
    assert found.measurements == ("tibia_angle:left", "overstride_ratio:left")


def test_a_shin_alone_is_no_praise_while_the_foot_is_unclear():
    shin, ratio = measurement("tibia_angle", 9, se=2.0), measurement("overstride_ratio", 0.2, 0.04)
    found = landing(ratio, shin, runner=Runner())
    assert (found.level, found.probability) == ("not_measurable", None)
    assert "that alone is not clear enough: the number is too uncertain" in found.headline


def test_an_unclear_foot_is_stood_in_for_by_the_ratio():
    found = landing(measurement("overstride", 24, 5.0), measurement("overstride_ratio", 0.17))
    assert found.level == "ok"


SLOW = Runner(speed_mps=1.98, speed_source="estimated")


@pytest.mark.parametrize(
    "speed, said", [(1.98, "7.1 km/h is slower than"), (5.6, "20.2 km/h is faster than")]
)
def test_an_estimated_speed_outside_the_norms_says_so_and_what_to_do(speed, said):
    runner = replace(SLOW, speed_mps=speed)
    found = seen("hip_extension", runner, thigh_extension="ok")
    assert f"the estimated speed of {said}" in found.headline
    assert "give the speed if" in found.headline


@pytest.mark.parametrize(
    "source, said",
    [
        ("given", "the speed you gave does not fit the height or known length you gave"),
        ("estimated", "was estimated, and the height and known length you gave do not fit"),
        ("none", "depends on your speed, and that is not known"),
    ],
)
def test_a_speed_in_doubt_is_not_called_unknown(source, said):
    found = seen("hip_extension", Runner(speed_source=source), thigh_extension="ok")
    assert said in found.headline and "26° ± 2°" in found.headline


def test_an_estimated_speed_outside_the_norms_judges_like_no_speed():
    ms = tuple(measurement(id, levels["mild"]) for id, levels in VALUES.items())
    levels = [{f.topic: f.level for f in judge(ms, runner)} for runner in (SLOW, Runner())]
    assert levels[0] == levels[1]
    assert levels[0]["shorter_stride"] == "mild"
