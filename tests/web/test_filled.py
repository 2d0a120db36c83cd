"""What was said about a clip stands in the fields in the units people use."""

from __future__ import annotations

import pytest

from formcheck.report.words import speaking
from formcheck.web.pages.filled import filled


@pytest.mark.parametrize(("lang", "words"), [("en", "178.5"), ("nl", "178,5")])
def test_numbers_are_in_the_units_and_the_language_of_people(lang: str, words: str) -> None:
    with speaking(lang):
        fields = filled({"height_m": 1.785, "speed_mps": 3.0, "incline_pct": -2.0})
    assert fields.height_cm == words
    assert (fields.speed_kmh[:2], fields.incline_pct) == ("10", "-2")


def test_nothing_said_is_nothing_filled_in() -> None:
    fields = filled({})
    assert (fields.height_cm, fields.speed_kmh, fields.incline_pct, fields.day) == ("",) * 4
    assert fields.surface == "unknown"
    assert not fields.blur_faces


def test_zero_is_a_slope() -> None:
    assert filled({"incline_pct": 0.0}).incline_pct == "0"


def test_a_height_said_before_counts_only_where_none_is_said_now() -> None:
    assert filled({}, 1.7).height_cm == "170"
    assert filled({}, 1.7).height_before
    assert filled({"height_m": 1.8}, 1.7).height_cm == "180"
    assert not filled({"height_m": 1.8}, 1.7).height_before
