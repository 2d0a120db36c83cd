"""What was told and cannot all be true is said at the top, wherever a report begins."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from html_makers import full_study, page_of
from rich.console import Console

from formcheck.report.contradiction import contradiction
from formcheck.report.pdf.runner_page import runner_page
from formcheck.report.terminal import show
from formcheck.types import QualityCheck, Study
from formcheck.types.said import Said

BOTH = "178 cm and 10.8 km/h do not fit together"


def doubted(one: str = "height", other: str = "speed", apart: float = 0.42) -> Study:
    """A runner whose facts differ by that; no length is given."""
    study = full_study()
    detail = Said("scale from {one} and from {other} differ by {apart:.0%}", one=Said(one),
                  other=Said(other), apart=apart)  # fmt: skip
    runner = replace(study.analysis.runner, height_cm=178.0)
    checks = (QualityCheck("scale_agrees", False, detail),)
    return replace(study, analysis=replace(study.analysis, runner=runner, quality=checks))


def test_the_page_says_it_in_its_summary_and_doubts_the_speed() -> None:
    found = page_of(doubted()).source
    summary = found[found.index('id="summary"') :].partition("</section>")[0]
    assert BOTH in summary and "left out" in summary
    assert "10.8 km/h, in doubt" in found
    assert "in doubt" not in page_of(full_study()).source


def test_the_terminal_and_the_runners_page_say_it_before_any_finding() -> None:
    study, out = doubted(), io.StringIO()
    show(study.analysis, Console(file=out, width=200, no_color=True))
    text = out.getvalue()
    assert 0 < text.index(BOTH) < text.index("GOOD:")
    assert "10.8 km/h (given, in doubt)" in text
    assert BOTH in runner_page(study, {}, {})["contradiction"]
    assert runner_page(full_study(), {}, {})["contradiction"] == ""


@pytest.mark.parametrize(
    "study, said",
    [
        (doubted(apart=0.12), None),
        (doubted("height", "the known length"), "Check the known length"),
        (doubted("imported", "speed"), "Check the height and speed"),
    ],
)
def test_it_names_what_does_not_fit(study: Study, said: str | None) -> None:
    text = contradiction(study.analysis)
    assert text.startswith(said) if said else text == ""
    assert ("in doubt" in page_of(study).source) == (said == "Check the height and speed")


def test_lengths_that_are_given_are_not_said_to_be_left_out() -> None:
    study = doubted()
    length = replace(study.analysis.measurements[0], id="step_length", unit="m", value=1.2)
    text = contradiction(replace(study.analysis, measurements=(length,)))
    assert "not judged" in text and "left out" not in text
