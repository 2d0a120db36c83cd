"""What the quick look saw is said as `formcheck check` says it."""

from __future__ import annotations

from typing import Any

import pytest

from formcheck.report.words import speaking
from formcheck.web.pages.saying import sight


def looked(**fields: Any) -> dict[str, Any]:
    seen = {"doing": "running", "view": "rear", "cadence_spm": 171.0, "n_people": 1}
    return seen | {"verdict": {"word": "good", "line": "x"}, "faults": [], "warnings": []} | fields


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
    assert seen is not None
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
    assert seen is not None
    assert (seen.tone, seen.is_worth_it) == (tone, is_worth_it)


def test_nobody_seen_is_said_in_dutch_too() -> None:
    with speaking("nl"):
        seen = sight(looked(verdict=None, n_people=0))
    assert seen is not None
    assert seen.verdict == "We zagen niemand in dit filmpje."


def test_numbers_are_written_as_the_language_does() -> None:
    with speaking("nl"):
        seen = sight(looked(width=1080, height=1920, duration_s=10.25, fps=59.94))
    assert seen is not None
    assert seen.size == "1080 × 1920, 10,2 s, 59,9 beelden/s"


def test_nothing_is_said_where_nobody_has_looked() -> None:
    assert sight({}) is None
