"""What is written can be read in both themes; nothing moves for those who want it still."""

from __future__ import annotations

import re

import pytest

from formcheck.report.html.page import STYLE as OF_REPORTS
from formcheck.report.templates import styled

STYLE = styled(OF_REPORTS)
READ_ON = [
    ("text", "page"), ("text", "surface"), ("muted", "page"), ("muted", "surface"),
    ("accent", "page"), ("accent", "surface"), ("on-accent", "accent"),
    ("good-text", "good-back"), ("work-text", "work-back"), ("plain-text", "plain-back"),
    ("flag-text", "flag-back"), ("left", "page"), ("right", "page"), ("both", "page"),
]  # fmt: skip
SEEN_ON = [("usual", "page"), ("left", "surface"), ("right", "surface"), ("flag-line", "page"),
           ("accent", "page")]  # fmt: skip


def themes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r":root \{(.*?)\}", STYLE, re.S)
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w{6});", block)) for block in blocks)
    return {"light": light, "dark": light | dark}


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    shares = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), READ_ON)
def test_words_stand_out(theme: str, ink: str, paper: str) -> None:
    colours = themes()[theme]
    assert contrast(colours[ink], colours[paper]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), SEEN_ON)
def test_lines_stand_out(theme: str, ink: str, paper: str) -> None:
    colours = themes()[theme]
    assert contrast(colours[ink], colours[paper]) >= 3.0


def test_the_dark_theme_names_every_colour_and_stays_off_paper() -> None:
    blocks = re.findall(r":root \{(.*?)\}", STYLE, re.S)
    light, dark = (set(re.findall(r"--([\w-]+):", block)) for block in blocks)
    assert light == dark
    assert "@media screen and (prefers-color-scheme: dark)" in STYLE


def test_every_colour_that_is_used_is_named() -> None:
    assert set(re.findall(r"var\(--([\w-]+)\)", STYLE)) <= set(themes()["light"]) | {"shadow"}


def test_what_moves_asks_first() -> None:
    outside = re.sub(r"@media \(prefers-reduced-motion: no-preference\) \{.*?\n\}", "", STYLE,
                     flags=re.S)  # fmt: skip
    assert outside != STYLE
    assert not re.search(r"transition|animation|scroll-behavior", outside)


def test_words_are_hyphenated_and_never_torn_apart_in_a_table() -> None:
    assert re.search(r"\bth, td\b[^{]*\{ hyphens: auto; \}", STYLE)
    assert "minmax(min-content, 1fr)" in STYLE  # a label has room for its longest word
    torn = re.findall(r"([^\n{}]+)\{[^}]*overflow-wrap: anywhere", STYLE)
    assert [rule.strip() for rule in torn] == [".facts dd", ".made dd"]  # names and hashes
    assert "@media screen and (max-width: 30rem)" in STYLE


def test_focus_is_shown_and_paper_has_its_own_rules() -> None:
    assert ":focus-visible" in STYLE
    assert "outline: none" not in STYLE
    assert "size: A4" in STYLE.partition("@media print")[2]
