import json

import pytest
from advice_makers import ENGLISH

from formcheck.advice import answers, red_flags, translator
from formcheck.advice.answer_file import file_text, possible, save, typed
from formcheck.advice.catalogue import catalogue
from formcheck.advice.language import Translator
from formcheck.advice.questionnaire import SAID, questionnaire, said
from formcheck.advice.verdict import bands
from formcheck.errors import SettingsError

BY_ID = {question.id: question for question in questionnaire().all}
WHY = catalogue().why

ARTICLE = {
    "pain_every_run", "pain_spreads", "hills_always_hurt", "no_improvement", "afraid_to_run",
    "back_feels_unstable", "pain_after_rest",
}  # fmt: skip
URGENT = {
    "saddle_numbness", "bladder_or_bowel", "leg_strength", "fever_or_weight_loss",
    "after_a_fall", "night_pain",
}  # fmt: skip


def test_every_sign_that_asks_for_help_is_asked():
    assert {question.id for question in questionnaire().flags} == ARTICLE | URGENT


def test_nothing_given_is_no_answers():
    assert answers(None) == answers({}) == answers({"rest_days": None}) == {}


@pytest.mark.parametrize(
    "given, problem, hint",
    [
        ({"rest_day": 3}, "no question 'rest_day'", "Did you mean rest_days?"),
        ({"xyz": 3}, "no question 'xyz'", "saddle_numbness"),
        ({"rest_days": 8}, "8 is no answer to rest_days", "a number from 0 to 7"),
        ({"rest_days": "3"}, "'3' is no answer to rest_days", "a number from 0 to 7"),
        ({"rest_days": True}, "True is no answer to rest_days", "a number from 0 to 7"),
        ({"rest_days": float("nan")}, "nan is no answer", "a number from 0 to 7"),
        ({"night_pain": 1}, "1 is no answer to night_pain", "true or false"),
        ({"pain_side": "up"}, "'up' is no answer to pain_side", "none, left, right"),
        ({"pain_side": ["left"]}, "is no answer to pain_side", "none, left, right"),
    ],
)
def test_nonsense_is_refused_by_name(given, problem, hint):
    with pytest.raises(SettingsError) as refused:
        answers(given)
    assert problem in refused.value.problem
    assert hint in refused.value.hint


@pytest.mark.parametrize(
    "name, text",
    [
        ("a.toml", "rest_days = 3\npain_side = 'left'\n"),
        ("a.json", '{"rest_days": 3, "pain_side": "left"}'),
    ],
)
def test_a_file_may_be_toml_or_json(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert answers(tmp_path / name) == answers(str(tmp_path / name))
    assert answers(tmp_path / name) == {"rest_days": 3, "pain_side": "left"}


@pytest.mark.parametrize(
    "name, content, said",
    [
        ("a.toml", b"rest_days 3", "neither TOML nor JSON"),
        ("a.toml", b"\xff\xfe", "neither TOML nor JSON"),
        ("a.json", b"[1]", "no answers by name"),
        ("gone.toml", None, "cannot be read"),
    ],
)
def test_a_file_that_is_none_is_refused_without_its_folder(tmp_path, name, content, said):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(SettingsError) as refused:
        answers(tmp_path / name)
    assert said in refused.value.problem
    assert str(tmp_path) not in refused.value.problem
    assert "--template" in refused.value.hint


def test_an_empty_file_asks_everything_and_answers_nothing(tmp_path):
    text = file_text({}, ENGLISH)
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    assert answers(tmp_path / "a.toml") == {}
    assert all(f"# {id} =" in text and question.ask in text for id, question in BY_ID.items())


def test_what_was_answered_is_read_back(tmp_path):
    given = {"night_pain": False, "pain_side": "both", "sleep_hours": 7.5, "rest_days": 2}
    save(tmp_path / "a.toml", given, translator("nl"))
    assert answers(tmp_path / "a.toml") == given
    assert [p.name for p in tmp_path.iterdir()] == ["a.toml"]


def test_no_file_is_written_over(tmp_path):
    (tmp_path / "a.toml").write_text("mine", encoding="utf-8")
    with pytest.raises(SettingsError):
        save(tmp_path / "a.toml", {}, ENGLISH)
    assert (tmp_path / "a.toml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "id, text, answer",
    [
        ("night_pain", "Y", True), ("night_pain", " nee ", False), ("night_pain", "", None),
        ("sleep_hours", "7,5", 7.5), ("rest_days", "2", 2), ("pain_side", "Left", "left"),
    ],
)  # fmt: skip
def test_what_is_typed_is_understood(id, text, answer):
    assert typed(BY_ID[id], text, ENGLISH) == answer
    assert type(typed(BY_ID[id], text, ENGLISH)) is type(answer)


@pytest.mark.parametrize("id, text", [("night_pain", "maybe"), ("rest_days", "many")])
def test_what_is_no_answer_is_asked_again(id, text):
    with pytest.raises(SettingsError):
        typed(BY_ID[id], text, ENGLISH)


def test_choices_may_be_typed_as_they_are_shown():
    shouting = Translator("xx", lambda text: {"left": "LINKS"}.get(text, text))
    assert typed(BY_ID["pain_side"], "links", shouting) == "left"


def test_it_says_what_may_be_typed():
    told = {possible(BY_ID[id], ENGLISH) for id in ("night_pain", "pain_side", "rest_days")}
    assert told == {"y or n", "no pain, left, right, both, in the middle", "a number from 0 to 7"}


def test_red_flags_come_urgent_first():
    given = dict.fromkeys((*sorted(ARTICLE), *sorted(URGENT)), True)
    flags = red_flags(given, ENGLISH)
    assert [f.is_urgent for f in flags] == [True] * 6 + [False] * 7
    assert {f.id for f in flags if f.is_urgent} == URGENT
    assert all("technique comes later" in f.advice for f in flags[:6])
    assert all("Call a doctor" in f.advice for f in flags[:6])


def test_a_no_or_no_answer_is_no_flag():
    assert red_flags({"night_pain": False, "rest_days": 1}, ENGLISH) == ()


@pytest.mark.parametrize("id", SAID)
def test_numbers_made_of_answers_have_limits_in_their_unit(id):
    assert set(SAID[id].needs) <= set(BY_ID)
    assert [b.unit for b in bands() if b.id == id] == [SAID[id].unit]
    assert [b.ground for b in bands() if b.id == id] == ["any"]


def number(id, **given):
    return next(m for m in said(given, WHY) if m.id == id)


@pytest.mark.parametrize(
    "now, before, growth", [(40, 20, 100), (33, 30, 10), (5, 0, 50), (8, 5, 30), (10, 20, -50)]
)
def test_growth_is_that_of_at_least_ten_kilometres(now, before, growth):
    told = number("said_km_growth", km_per_week=now, km_per_week_before=before)
    assert told.value == pytest.approx(growth)


def test_half_an_answer_is_none():
    assert number("said_km_growth", km_per_week=40).value is None
    assert "kilometres a week of four weeks ago" in number("said_km_growth", km_per_week=40).reason
    assert "not filled in" in number("said_km_growth").reason


def test_answers_can_be_written_as_json():
    assert json.loads(json.dumps(answers({"rest_days": 3, "night_pain": True})))
