import re
import tomllib
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest
from advice_makers import ENGLISH, JOGGER, measurement, topic

from formcheck.advice import judge
from formcheck.advice.catalogue import catalogue
from formcheck.advice.expected import norms
from formcheck.advice.language import Translator
from formcheck.advice.questionnaire import questionnaire
from formcheck.advice.verdict import bands, verdict
from formcheck.advice.wording import cue, measured
from formcheck.types.said import Said

FORBIDDEN = re.compile(
    r"diagnos|injur|damage|danger|tight hip flexor|hollow back|abnormal|wrong|\bbad\b|\bpoor"
    r"|\bweak|\bfault|\bwill\b|guarantee|prevent|\bcure|\bheal|pain-free|\bfix"
    r"|under (the|your) hip",
    re.IGNORECASE,
)
NEGATED = "formcheck makes no diagnosis and cannot predict back pain."
FIELDS = {
    "seen", "measured", "typical", "why", "value", "low", "high", "target", "target_most",
    "compared", "other", "speed", "incline", "one", "mild", "marked", "slow", "middle", "fast",
    "what", "surer",
} | {question.id for question in questionnaire().questions}  # fmt: skip


def texts(node):
    if isinstance(node, str):
        yield node
    elif isinstance(node, (list, tuple)):
        yield from (text for item in node for text in texts(item))
    elif isinstance(node, dict):
        yield from (text for item in node.values() for text in texts(item))


def everything():
    home = Path(str(files("formcheck.advice")))
    read = [tomllib.loads(f.read_text(encoding="utf-8")) for f in sorted(home.rglob("*.toml"))]
    sources = [b.source for b in bands()] + [n.source for n in norms().values()]
    return [*texts(read), *sources]


def test_there_is_something_to_guard():
    assert len(everything()) > 600


@pytest.mark.parametrize("text", everything())
def test_no_text_diagnoses_alarms_or_promises(text):
    assert not FORBIDDEN.search(text.replace("feet_under_hips", "").replace(NEGATED, ""))


@pytest.mark.parametrize("text", everything())
def test_only_known_fields_are_filled_in(text):
    assert {field for _, field, _, _ in Formatter().parse(text) if field} <= FIELDS


SENTENCES = [
    (t.id, k, s) for t in catalogue().topics for k, s in (*t.headline.items(), *t.cue.items())
]


@pytest.mark.parametrize("topic, key, text", SENTENCES)
def test_headlines_and_cues_are_one_sentence(topic, key, text):
    assert text.endswith(".") and text.count(". ") == 0 and len(text) < 130


@pytest.mark.parametrize("topic", catalogue().topics, ids=lambda t: t.id)
def test_a_topic_has_words_for_all_that_can_be_seen(topic):
    levels = {"ok", "borderline", "not_measurable"}
    levels |= {"mild", "marked"} if topic.claim == "measured" else set()
    assert levels <= set(topic.headline)
    assert set(topic.signs) == {key.removesuffix(".below_zero") for key in topic.seen}
    assert "any" in topic.cue or topic.claim == "indicative"
    known = {f"{b.id}.{b.direction}" for b in bands()} | {"any"}
    assert {*topic.cue, *topic.exercises} <= known


def test_every_unit_of_a_band_can_be_written():
    assert {b.unit for b in bands()} <= set(catalogue().units)


@pytest.mark.parametrize(
    "m, text",
    [
        (measurement("overstride", 34.6, se=2.0), "35 ± 4 %"),
        (measurement("tibia_angle", -0.2, se=2.0), "0° ± 4°"),
        (measurement("cadence", 171.6, se=0.01), "172 ± 1 steps per minute"),
        (measurement("arm_leg_locking", 0.968, se=0.001), "0.97 ± 0.01"),
        (measurement("step_length", 1.234, interval95=(1.19, 1.29)), "1.23 ± 0.05 m"),
    ],
)
def test_numbers_are_written_with_margin_and_unit(m, text):
    assert measured(m, ENGLISH) == text


def test_a_sign_without_a_cue_gets_none():
    turned = verdict(measurement("trunk_rotation", 24), JOGGER)
    assert cue(topic("trunk_rotation"), turned, None, ENGLISH) is None


@pytest.mark.parametrize(
    "value, said",
    [
        (32, "32° ± 9°; typical is 35 to 60°, which is within that margin, so"),
        (40, "40° ± 9°; typical is 35 to 60°, so"),
        (64, "64° ± 9°; typical is 35 to 60°, which is within that margin, so"),
    ],
)
def test_praise_outside_the_usual_range_says_that_the_margin_reaches_it(value, said):
    assert said in arms("arm_swing", value, se=4.5).headline


def test_praise_far_from_the_usual_range_leaves_it_out():
    found = arms("arm_swing", 26, se=2.0)
    assert found.headline == "Your upper arm swings through 26° ± 4°, so your arms move along well."


@pytest.mark.parametrize("value, said", [(-22, "22° ± 10° behind"), (22, "22° ± 10° ahead of")])
def test_out_of_step_is_never_below_zero(value, said):
    found = arms("arm_leg_lag", value, se=5.0)
    assert f"Your arm is {said} the opposite leg; typical is up to 20° either way" in found.headline


def arms(id, value, se):
    signs = [measurement(id, value, se=se)]
    if id != "arm_swing":
        signs.append(measurement("arm_swing", 45))
    return next(f for f in judge(tuple(signs), JOGGER) if f.topic == "rhythmic_arms")


def test_a_reason_made_of_parts_is_told_again_in_the_language():
    words = {"rests on {n} strides of {side}": "{side}: {n} passen", "left": "links"}
    say = Translator("xx", lambda text: words.get(text, text))
    assert say(Said("rests on {n} strides of {side}", n=2, side="left")) == "links: 2 passen"
    assert say("left") == "links"
    assert say("") == ""
