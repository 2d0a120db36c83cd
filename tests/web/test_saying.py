"""What the quick look saw is said as `formcheck check` says it."""

from __future__ import annotations

from typing import Any

import pytest

from formcheck.report.words import speaking
from formcheck.web.pages.saying import sight


def looked(**fields: Any) -> dict[str, Any]:
    seen = {"doing": "running", "view": "rear", "cadence_spm": 171.0, "n_people": 1}
    seen |= {"verdict": {"word": "good", "line": "x"}, "faults": [], "warnings": []}
    seen |= {"width": 1080, "height": 1920, "duration_s": 10.25, "fps": 59.94}
    return seen | {"slow_motion": {"factor": 1.0, "reason": ""}, "filmed_on": None} | fields


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Running, seen from the rear, about 170 steps/min."),
        ({"view": "oblique", "cadence_spm": None}, "Running, seen at an angle."),
        ({"doing": "unknown", "view": None}, "Not clear what the person does"),
    ],
)
def test_one_sentence_says_what_is_seen(fields: dict[str, Any], words: str) -> None:
    seen = sight(looked(**fields))
    assert seen.doing.startswith(words)


@pytest.mark.parametrize(
    ("fields", "tone", "is_worth_it"),
    [
        ({}, "good", True),
        ({"verdict": {"word": "usable", "line": "x"}}, "warning", True),
        ({"verdict": {"word": "poor", "line": "x"}}, "problem", False),
        ({"verdict": None, "doing": "walking"}, "warning", False),
        ({"verdict": None, "n_people": 0, "doing": "unknown"}, "warning", False),
    ],
)
def test_the_verdict_tells_what_to_do(
    fields: dict[str, Any], tone: str, *, is_worth_it: bool
) -> None:
    seen = sight(looked(**fields))
    assert (seen.tone, seen.is_worth_it) == (tone, is_worth_it)


def test_nobody_seen_is_said_in_dutch_too() -> None:
    with speaking("nl"):
        seen = sight(looked(verdict=None, n_people=0))
    assert seen.verdict == "We zagen niemand in dit filmpje."


def test_numbers_are_written_as_the_language_does() -> None:
    with speaking("nl"):
        seen = sight(looked())
    assert seen.size == "1080 × 1920, 10,2 s, 59,9 beelden/s"


def test_the_day_of_filming_and_what_the_file_warns_of_are_told() -> None:
    with speaking("nl"):
        seen = sight(looked(filmed_on="2026-05-06", warnings=["uneven", "use --fps 60"]))
    assert seen.notes == ("Gefilmd op 6 mei 2026.", "uneven")


@pytest.mark.parametrize(
    ("name", "advice", "told"),
    [
        ("light", "Film with more light.", "Film with more light."),
        ("slope", "Say how steep it is: --incline-pct 5.", ""),
        (
            "one_person",
            "choose who is measured: --person 2.",
            "Film one runner alone, or choose in the report who is measured.",
        ),
    ],
)
def test_advice_can_be_followed_without_a_command_line(name: str, advice: str, told: str) -> None:
    fault = {"name": name, "detail": "dark feet", "advice": advice, "level": 0.4}
    assert sight(looked(faults=[fault])).faults == (("Dark feet", told),)
