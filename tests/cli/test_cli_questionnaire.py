"""Stories of the questionnaire: asked, skipped, left, written empty, given to an analysis."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from formcheck.advice import answers
from formcheck.advice.questionnaire import questionnaire
from formcheck.cli import app

FLAGS = len(questionnaire().flags)
ALL = len(questionnaire().all)


def asked(place: Path, lines: list[str], *options: str):
    file = place / "answers.toml"
    typed = "".join(f"{line}\n" for line in lines)
    return CliRunner().invoke(
        app, ["questionnaire", "--out", str(file), *options], input=typed
    ), file


def test_answers_are_written_and_red_flags_told_at_once(place):
    lines = ["y", *[""] * (FLAGS - 1), "left", "30", *[""] * (ALL - FLAGS - 2)]
    answer, file = asked(place, lines)
    assert answer.exit_code == 0, answer.output
    assert answers(file) == {"saddle_numbness": True, "pain_side": "left", "km_per_week": 30}
    end = answer.output[answer.output.index("How many hours a day do you sit?") :]
    assert "Call a doctor now" in end.replace("\n", " ")
    second = questionnaire().flags[1].ask[:30]
    assert "Call a doctor now" in answer.output[: answer.output.index(second)].replace("\n", " ")


def test_everything_may_be_skipped(place):
    answer, file = asked(place, [""] * ALL)
    assert answer.exit_code == 0
    assert answers(file) == {}


def test_what_is_no_answer_is_asked_again(place):
    answer, file = asked(place, ["perhaps", "n", *[""] * (ALL - 1)])
    assert answer.exit_code == 0
    assert answers(file) == {"saddle_numbness": False}


def test_who_stops_half_way_leaves_nothing(place):
    answer, _ = asked(place, ["y", "n"])
    assert answer.exit_code != 0
    assert list(place.iterdir()) == []


def test_answers_are_never_written_over(place):
    (place / "answers.toml").write_text("mine", encoding="utf-8")
    answer, file = asked(place, [""] * ALL)
    assert answer.exit_code != 0
    assert "saddle" not in answer.output  # refused before anything is asked
    assert file.read_text(encoding="utf-8") == "mine"


def test_an_empty_file_to_fill_in(typed, place):
    answer = typed("questionnaire", "--template", "empty.toml")
    assert answer.returncode == 0, answer.stderr
    text = (place / "empty.toml").read_text(encoding="utf-8")
    assert "# km_per_week =" in text
    assert answers(place / "empty.toml") == {}


@pytest.fixture
def told(place: Path) -> str:
    text = "pain_spreads = true\nnight_pain = true\nkm_per_week = 50\nkm_per_week_before = 30\n"
    (place / "private.toml").write_text(text, encoding="utf-8")
    return "private.toml"


def test_the_analysis_holds_the_answers_and_not_where_they_came_from(typed, known, told):
    answer = typed("analyze", known, "--questionnaire", told, "--json")
    assert answer.returncode == 0, answer.stderr
    analysis = json.loads(answer.stdout)
    assert analysis["questionnaire"]["km_per_week"] == 50
    assert [flag["id"] for flag in analysis["red_flags"]] == ["night_pain", "pain_spreads"]
    assert "private" not in answer.stdout
    assert "act" not in {finding["place"] for finding in analysis["findings"]}


def test_red_flags_stand_before_everything(typed, known, told):
    answer = typed("analyze", known, "--questionnaire", told, "--formats", "json")
    assert answer.stdout.startswith("Read this first: Your back keeps you awake")
    assert "1. CHANGE THIS" not in answer.stdout


def test_without_answers_it_says_what_to_work_on_and_how_to_answer(typed, known):
    text = typed("analyze", known, "--formats", "json").stdout
    act = text[text.index("1. CHANGE THIS") : text.index("2. TO IMPROVE")]
    assert "164 steps per" in act and "Hip hinge" in act and "Why:" in act
    assert "To answer: formcheck questionnaire" in text
    assert text.count("asks about this") == 1


@pytest.mark.parametrize(
    "line, said", [("km_weekly = 3", "Did you mean km_per_week?"), ("rest_days = 9", "0 to 7")]
)
def test_a_wrong_answer_stops_before_the_clip_is_looked_at(typed, place, line, said):
    (place / "a.toml").write_text(line, encoding="utf-8")
    (place / "no.mp4").write_bytes(b"no clip")
    answer = typed("analyze", place / "no.mp4", "--questionnaire", "a.toml")
    assert answer.returncode == 2
    assert said in answer.stderr
