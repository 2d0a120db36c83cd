"""Topics beside landing, rhythm, hips and arms, each from its signs."""

from dataclasses import replace

import pytest
from advice_makers import JOGGER, measurement

from formcheck.advice import judge
from formcheck.types import Runner

# what each level reads at 3.5 m/s, with the usual small error
VALUES = {
    "overstride": {"ok": 27, "borderline": 31, "mild": 33, "marked": 38},
    "tibia_angle": {"ok": 10, "mild": 16.5, "marked": 21},
    "cadence": {"ok": 172, "mild": 155, "marked": 145},
    "knee_flexion_stance": {"ok": 42, "borderline": 36, "mild": 33, "marked": 26},
    "vertical_oscillation": {"ok": 8.6, "mild": 11.4, "marked": 14},
    "trunk_side_lean": {"ok": 4, "borderline": 7, "mild": 9, "marked": 14},
    "lateral_sway": {"ok": 2, "mild": 4.3, "marked": 8},
    "asymmetry_step_time": {"ok": 1, "borderline": 5, "mild": 7, "marked": 15},
    "asymmetry_arm_swing": {"ok": 0, "mild": -7, "marked": 12},
    "asymmetry_trunk_side_lean": {"ok": 0, "mild": 7, "marked": -12},
    "shoulder_lift": {"ok": 0, "borderline": 8, "mild": 11, "marked": 19},
    "trunk_rotation": {"ok": 24, "low": 4, "high": 50},
    "variability_step_time": {"ok": 0.006, "mild": 0.022},
    "knee_gap": {"ok": 0.3, "mild": 0.05},
    "step_width": {"ok": 6, "mild": 0.5},
    "pelvis_rotation": {"ok": 10, "marked": 40},
}  # fmt: skip
UNITS = {"asymmetry_step_time": "%", "shoulder_lift": "%", "variability_step_time": "s",
         "knee_gap": "1", "lateral_sway": "cm"}  # fmt: skip
ERRORS = {"%": 1.0, "s": 0.003, "1": 0.02, "cm": 0.4}


def made(id, level, **more):
    unit = UNITS.get(id)
    m = measurement(id, VALUES[id][level], ERRORS.get(unit or ""), **more)
    return m if unit is None else replace(m, unit=unit)


def seen(topic, levels, runner=JOGGER, **more):
    ms = tuple(made(id, level, **more) for id, level in levels.items())
    return next(f for f in judge(ms, runner) if f.topic == topic)


RULED = [
    ("impact", "ok", {"overstride": "ok", "knee_flexion_stance": "ok"}),
    ("impact", "not_measurable", {"overstride": "marked", "tibia_angle": "marked"}),
    ("impact", "borderline", {"overstride": "marked", "knee_flexion_stance": "ok"}),
    ("impact", "borderline", {"overstride": "ok", "knee_flexion_stance": "borderline"}),
    ("impact", "mild", {"overstride": "mild", "knee_flexion_stance": "mild"}),
    ("impact", "mild", {"vertical_oscillation": "mild", "cadence": "mild", "overstride": "ok"}),
    ("impact", "marked", {"knee_flexion_stance": "marked", "vertical_oscillation": "mild"}),
    ("side_bending", "ok", {"trunk_side_lean": "ok", "lateral_sway": "ok"}),
    ("side_bending", "borderline", {"trunk_side_lean": "borderline"}),
    ("side_bending", "mild", {"trunk_side_lean": "ok", "lateral_sway": "mild"}),
    ("side_bending", "marked", {"trunk_side_lean": "marked"}),
    ("symmetry", "ok", {"asymmetry_step_time": "ok"}),
    ("symmetry", "mild", {"asymmetry_step_time": "mild"}),
    ("symmetry", "marked", {"asymmetry_trunk_side_lean": "marked"}),
    ("symmetry", "not_measurable", {"asymmetry_arm_swing": "ok"}),
    ("relaxed_shoulders", "ok", {"shoulder_lift": "ok"}),
    ("relaxed_shoulders", "borderline", {"shoulder_lift": "marked"}),
    ("relaxed_shoulders", "borderline", {"shoulder_lift": "ok", "trunk_rotation": "low"}),
    ("relaxed_shoulders", "ok", {"shoulder_lift": "ok", "trunk_rotation": "high"}),
    ("relaxed_shoulders", "not_measurable", {"trunk_rotation": "high"}),
    ("trunk_rotation", "borderline", {"trunk_rotation": "high"}),
    ("pelvis_rotation", "borderline", {"pelvis_rotation": "marked"}),
    ("tempo_changes", "borderline", {"variability_step_time": "mild"}),
    ("tempo_changes", "not_measurable", {"variability_step_time": "ok"}),
    ("hip_stability", "not_measurable", {"knee_gap": "ok"}),
    ("hip_stability", "mild", {"knee_gap": "mild"}),
]


@pytest.mark.parametrize("topic, level, levels", RULED, ids=str)
def test_rule(topic, level, levels):
    assert seen(topic, levels).level == level


def test_shoulders_that_are_only_indicative_are_an_observation():
    found = seen("relaxed_shoulders", {"shoulder_lift": "marked"}, status="indicative")
    assert (found.level, found.place, found.cue) == ("borderline", "also", None)
    assert found.exercises == ("upper_back_rotation",)
    assert "lift both shoulders" in found.drill


@pytest.mark.parametrize("status", ["measured", "indicative"])
@pytest.mark.parametrize(
    "topic, id, value, said",
    [
        ("relaxed_shoulders", "shoulder_lift", 1, "come up by 1 ± 2 %"),
        ("relaxed_shoulders", "shoulder_lift", -9, "come down by 9 ± 2 %"),
        ("trunk_rotation", "trunk_rotation", 24, "turn 24° ± 2°"),
    ],
)
def test_an_indicative_number_is_never_praised(topic, id, value, said, status):
    m = measurement(id, value, status=status, frames_s=(1.0,))
    m = replace(m, unit=UNITS.get(id, "deg"))
    found = next(f for f in judge((m,), JOGGER) if f.topic == topic)
    assert (found.level, found.place) == ("ok", "also")
    usual = "; only shoulders that come up are worth" if value < 0 else "; typical is "
    assert said in found.headline and usual in found.headline
    assert "so " not in found.headline and "low" not in found.headline


def test_landing_far_ahead_calls_for_the_hinge_and_quicker_steps_for_no_exercise():
    levels = {"cadence": "mild", "overstride": "mild", "tibia_angle": "mild"}
    found = {f.topic: f for f in judge(tuple(made(*pair) for pair in levels.items()), JOGGER)}
    assert found["feet_under_hips"].exercises == ("hip_hinge",)
    assert found["shorter_stride"].exercises == ()


def test_a_soft_landing_names_two_signs():
    found = seen("impact", {"knee_flexion_stance": "mild", "vertical_oscillation": "mild"})
    assert "your knee bends to 33°" in found.headline
    assert "your hips rise and fall by 11 ± 2 cm" in found.headline
    assert found.exercises == ("hip_hinge",)


def test_a_hard_landing_is_not_told_from_one_sign():
    found = seen("impact", {"overstride": "ok"})
    assert "needs two signs that agree" in found.headline


def test_no_force_is_claimed():
    found = seen("impact", {"overstride": "mild", "knee_flexion_stance": "mild"})
    assert "cannot be read from a video" in found.why
    assert "a video shows no force" in found.evidence


def test_knee_bend_and_quicker_steps_are_never_both_asked():
    levels = {"cadence": "mild", "overstride": "mild", "tibia_angle": "mild"}
    found = judge(tuple(made(id, v) for id, v in levels.items()), JOGGER)
    asked = [f.topic for f in found if f.cue]
    assert asked == ["feet_under_hips", "shorter_stride"]
    knee = made("knee_flexion_stance", "marked"), made("vertical_oscillation", "marked")
    found = judge((*knee, *(made(id, v) for id, v in levels.items())), JOGGER)
    assert [f.topic for f in found if f.cue] == ["impact"]


def test_what_was_seen_of_hips_is_told_where_the_pelvis_is_not():
    drop = measurement("pelvic_drop", None, status="not_measurable", reason="the shorts are dark")
    ms = (made("knee_gap", "ok"), drop)
    found = next(f for f in judge(ms, JOGGER) if f.topic == "hip_stability")
    assert found.headline.startswith("As your knees pass each other, they stay 0.30 ± 0.04")
    assert found.headline.endswith("could not be judged: the shorts are dark.")
    assert (found.place, found.exercises) == ("unjudged", ())


def test_a_number_without_a_verdict_is_shown_with_the_reason():
    ms = (measurement("thigh_extension", 14, se=2.5),)
    found = next(f for f in judge(ms, Runner()) if f.topic == "hip_extension")
    assert "14° ± 5° behind you, and no verdict follows" in found.headline
    turn = measurement("trunk_rotation", 27, se=10.0, status="indicative")
    found = next(f for f in judge((turn,), JOGGER) if f.topic == "trunk_rotation")
    assert "turn 27° ± 20° in a stride, and no verdict" in found.headline


@pytest.mark.parametrize(
    "now, said", [(156, "164 steps"), (160, "168 steps"), (178, "light, quiet")]
)
def test_landing_closer_aims_at_five_per_cent_more_steps_and_never_past_fast_runners(now, said):
    ms = (measurement("overstride", 38), measurement("cadence", now, side="both"))
    found = next(f for f in judge(ms, JOGGER) if f.topic == "feet_under_hips")
    assert said in found.drill


def test_numbers_have_a_comma_in_dutch():
    ms = (measurement("overstride_ratio", 0.31),)
    found = next(f for f in judge(ms, Runner(), "nl") if f.topic == "feet_under_hips")
    assert "0,31 ± 0,02" in found.headline
    assert "0,17" in found.headline


def test_every_finding_says_why_how_sure_and_where_it_belongs():
    ms = tuple(made(id, next(iter(levels))) for id, levels in VALUES.items())
    for found in judge(ms, JOGGER, "en", {"rest_days": 0}):
        assert found.title and found.why and found.evidence
        praise = "also" if found.claim == "indicative" else "good"
        assert found.place == {"ok": praise, "not_measurable": "unjudged"}.get(
            found.level, found.place
        )
        assert (found.refilm is None) == (found.level in ("ok", "not_measurable"))
        assert found.drill is None or found.level not in ("ok", "not_measurable")
