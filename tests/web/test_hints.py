"""What a runner is told to do never is to be typed."""

from __future__ import annotations

from typing import get_args

import pytest

from formcheck.batch.nouns import Outcome, Trouble
from formcheck.types.said import Said
from formcheck.web.hints import HINTS, for_a_phone

TYPED = [
    Said("Analyse fewer at once: --workers 1."),
    Said("Give it more: --time-limit MINUTES."),
    Said("Try it alone: formcheck analyze CLIP."),
    Said("Say where the running is: --part 12:00-13:00 (minutes and seconds)."),
    "Choose another folder with --out.",
]


@pytest.mark.parametrize("hint", TYPED)
@pytest.mark.parametrize("trouble", get_args(Trouble))
def test_what_is_typed_becomes_what_can_be_done(trouble: Trouble, hint: str) -> None:
    assert for_a_phone(Outcome("a", trouble, "Why.", hint)).hint == HINTS[trouble]


def test_a_hint_that_helps_stays() -> None:
    hint = Said("Film one runner, whole body in the picture, for 10 to 30 seconds.")
    assert for_a_phone(Outcome("a", "nobody_runs", "Why.", hint)).hint is hint
    wrapped = Said("A closer look may see more: --quality best. Else: {hint}", hint=hint)
    assert for_a_phone(Outcome("a", "nobody_runs", "Why.", wrapped)).hint == hint


def test_every_trouble_has_a_hint_and_success_has_none() -> None:
    assert set(HINTS) == set(get_args(Trouble))
    assert for_a_phone(Outcome("a")).hint == ""
