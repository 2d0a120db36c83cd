"""Measured text lands in its own section of the document, and only there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from sections import DOCUMENT, put
from whole import Spent, Way, lines, ways

MARKED = (
    "# Speed\n\n<!-- quiet -->\nold\n<!-- end of quiet -->\n\n"
    "<!-- whole -->\n<!-- end of whole -->\nend\n"
)


def test_only_the_section_changes(tmp_path):
    document = tmp_path / "speed.md"
    document.write_text(MARKED, encoding="utf-8")
    put("quiet", "| a\\1 | b |\n", document)  # no escape is read in it
    assert document.read_text(encoding="utf-8") == MARKED.replace("old", "| a\\1 | b |")


def test_a_section_that_is_not_there_changes_nothing(tmp_path):
    document = tmp_path / "speed.md"
    document.write_text(MARKED, encoding="utf-8")
    with pytest.raises(KeyError, match="loaded"):
        put("loaded", "x", document)
    assert document.read_text(encoding="utf-8") == MARKED


@pytest.mark.parametrize("section", ["quiet", "loaded", "after", "whole", "qualities"])
def test_the_document_has_a_place_for_every_table_and_it_is_filled(section):
    text = DOCUMENT.read_text(encoding="utf-8")
    start, end = f"<!-- {section} -->", f"<!-- end of {section} -->"
    assert text.count(start) == text.count(end) == 1
    assert "|---|" in text.partition(start)[2].partition(end)[0]


def test_whole_runs_are_told_by_their_median_and_range():
    spent = {Way("--quality best", "720p"): [Spent(s, 2 * s) for s in (30.0, 50.0, 41.0)]}
    row = list(lines(spent, seconds=20.0))[2]
    assert row == "| --quality best | 720p | 41.0 | 30.0 to 50.0 | 2.05 | 82 |"


def test_every_quality_is_timed_and_two_at_once():
    timed = {(way.options[-1] if way.options else "", way.at_once) for way in ways()}
    assert {("best", 1), ("balanced", 1), ("quick", 1), ("", 2)} <= timed
