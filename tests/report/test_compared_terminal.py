"""A comparison in a terminal fits it, cuts no word in two, and speaks one language."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from compared_makers import CHANGES, change, comparison, study
from rich.console import Console

from formcheck.report.compared import lines
from formcheck.report.compared.terminal import show
from formcheck.report.words import speaking
from formcheck.types import Comparison

LABELS = {"cadence": "Cadence", "overstride": "Ellebooguithoudingsvermogen achter het lichaam"}


def shown(made: Comparison, width: int) -> str:
    out = io.StringIO()
    show(made, Console(file=out, width=width, no_color=True), LABELS)
    return out.getvalue()


@pytest.mark.parametrize("width", [50, 60, 80, 120])
def test_it_fits(width: int) -> None:
    text = shown(comparison(study(), study(), study()), width)
    assert max(map(len, text.splitlines())) <= width
    assert "\N{HORIZONTAL ELLIPSIS}" not in text


def test_words_of_names_stay_whole_at_eighty_columns() -> None:
    wide = replace(CHANGES[2], unit="%leg", difference=-1234.5, least=1000.5)
    text = shown(comparison(study(), study(), changes=(*CHANGES, wide)), 80)
    assert re.findall("Elle[a-z]*", text) == ["Ellebooguithoudingsvermogen"] * 2


@pytest.mark.parametrize(
    "after, least, difference, smallest",
    [
        (7.24, 0.2, "+0.24°", "0.20°"),
        (6.967, 0.03, "-0.033°", "0.030°"),
        (9.0, 0.2, "+2.0°", "0.2°"),
        (7.2, 0.2, "+0.2°", "0.2°"),
        (7.0, 0.2, "0.0°", "0.2°"),
    ],
)
def test_what_is_beyond_the_smallest_reads_so(
    after: float, least: float, difference: str, smallest: str
) -> None:
    made = replace(change("trunk_lean", 7.0, after, least), difference=round(after - 7.0, 6))
    assert (lines.difference_text(made), lines.least_text(made)) == (difference, smallest)


def test_courses_of_trends_are_said_in_dutch() -> None:
    made = comparison(study(), study(), study())
    with speaking("nl"):
        text = shown(replace(made, trends=(replace(made.trends[0], course="same"),)), 80)
    assert "geen verandering gezien" in text
