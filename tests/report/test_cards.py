"""Exercise cards: the right ones, complete, in a page that asks nothing of anybody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from report_makers import Films, plain_frames

from formcheck.report import all_cards, write
from formcheck.report.cards import called_for, cards_page
from formcheck.report.cards.choice import Chosen
from formcheck.report.exercise_figure import exercise_figure
from formcheck.types import Exercise, Finding, Handbook, RedFlag, Study

IDS = ("hip_flexor_stretch", "upper_back_rotation", "single_leg_stand", "hip_hinge", "cat_camel")


def exercise(id: str) -> Exercise:
    steps = (f"First {id} & breathe.", f"Then {id} < slowly.")
    texts = {key: f"{key} of {id}" for key in ("name", "purpose", "dose", "feel", "stop")}
    return Exercise(id=id, steps=steps, **texts)


HANDBOOK = Handbook("en", exercises=tuple(map(exercise, IDS)), what_it_is_not="It is no doctor.")


def finding(level: str, *exercises: str, place: str = "also", title: str = "") -> Finding:
    return Finding(
        "topic", level, 0.9, (), "said", exercises=exercises, place=place, title=title or level
    )  # type: ignore[arg-type]


def ids(chosen: tuple[Chosen, ...]) -> list[str]:
    return [one.exercise.id for one in chosen]


def test_findings_to_act_on_come_first_and_each_exercise_once() -> None:
    chosen = called_for(
        [
            finding("mild", "hip_hinge", "cat_camel", title="One"),
            finding("marked", "cat_camel", place="act", title="Two"),
        ],
        HANDBOOK,
    )
    assert ids(chosen) == ["cat_camel", "hip_hinge"]
    assert chosen[0].called_by == ("Two", "One")


def test_what_is_fine_or_unknown_calls_for_nothing() -> None:
    findings = [finding("ok", "hip_hinge"), finding("not_measurable", "hip_hinge")]
    assert ids(called_for([*findings, finding("mild", "cat_camel")], HANDBOOK)) == ["cat_camel"]


@pytest.mark.parametrize("findings", [[], [finding("mild", "unheard_of")]])
def test_without_anything_called_for_all_are_given(findings: list[Finding]) -> None:
    assert ids(called_for(findings, HANDBOOK)) == list(IDS)


def test_exercises_that_nothing_calls_for_are_said_to_be_optional() -> None:
    free = cards_page(called_for([finding("ok", "hip_hinge")], HANDBOOK), "en")
    assert "These are optional" in free and "Start with one or two" not in free
    wanted = cards_page(called_for([finding("mild", "hip_hinge")], HANDBOOK), "en")
    assert "Start with one or two" in wanted and "optional" not in wanted
    assert "optional" not in all_cards(HANDBOOK)  # a page of no clip


def test_a_card_holds_all_that_is_said_of_its_exercise() -> None:
    page = all_cards(HANDBOOK)
    for one in HANDBOOK.exercises:
        for text in (one.name, one.purpose, one.dose, one.feel, one.stop):
            assert f">{text}<" in page
    assert page.count("&amp; breathe") == page.count("&lt; slowly") == len(IDS)
    assert page.count("<svg") == len(IDS)
    assert "It is no doctor." in page


def test_a_page_asks_nothing_of_anybody() -> None:
    page = all_cards(HANDBOOK).replace("http://www.w3.org/2000/svg", "")
    assert not re.findall(r"https?:|url\(|@import|<script|<link|src=|href=", page)
    assert "default-src 'none'" in page


def test_no_id_is_used_twice() -> None:
    found = re.findall(r'\bid="([^"]+)"', all_cards(HANDBOOK))
    assert len(found) == len(set(found)) == len(IDS)


def test_a_figure_speaks_the_language_of_its_page() -> None:
    figure = exercise_figure("cat_camel", 'Kat "en" kameel')
    assert 'aria-label="Kat &quot;en&quot; kameel"' in figure
    assert "<title" not in figure and "<desc" not in figure and "aria-labelledby" not in figure


def test_an_exercise_without_a_drawing_has_a_card_all_the_same() -> None:
    assert exercise_figure("unheard_of", "x") == ""
    page = cards_page([Chosen(exercise("unheard_of"))], "en")
    assert "name of unheard_of" in page and "<svg" not in page


def test_a_page_without_exercises_says_so() -> None:
    assert "No exercises are listed for this clip." in cards_page([], "en")


@pytest.mark.parametrize("is_urgent", [False, True])
def test_red_flags_come_first_and_urgent_ones_alone(is_urgent: bool) -> None:
    flag = RedFlag("night_pain", "Your back keeps you awake.", "Call a doctor.", is_urgent)
    page = cards_page([Chosen(exercise("hip_hinge"))], "en", flags=[flag])
    assert "Your back keeps you awake. <strong>Call a doctor.</strong>" in page
    assert ("<article" in page) is not is_urgent
    assert is_urgent or page.index("Call a doctor") < page.index("<article")


def test_a_study_without_a_handbook_still_gives_the_file(
    study: Study, films: Films, tmp_path: Path
) -> None:
    made = write(study, tmp_path, ["cards"], frames=lambda: plain_frames(study), open_writer=films)
    assert [path.name for path in made] == ["exercises.html"]
