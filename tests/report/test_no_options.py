"""A report is read on phones too: nothing in it has to be typed into a command line."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from compared_makers import brief, job
from html_makers import full_study, page_of
from pypdf import PdfReader
from texts import texts

from formcheck.gait import quality, time_words, verdict
from formcheck.report.compared.page import comparison_html
from formcheck.report.in_language import in_language
from formcheck.report.pdf import report_pdf
from formcheck.report.words import _, speaking
from formcheck.types import Capture, QualityCheck, Study

COMMANDS = "analyze|batch|cache|check|compare|doctor|events|history|people|questionnaire|serve"
TYPED = re.compile(rf"(?<![\w-])--[a-z]|\bformcheck ({COMMANDS})\b")
# Where texts are made that stand in reports, and no errors.
OF_REPORTS = (
    "formcheck/advice/advice.toml",
    "formcheck/compare/set_up.py",
    "formcheck/gait/quality.py",
    "formcheck/gait/time_words.py",
    "formcheck/gait/verdict.py",
    "formcheck/metrics/",
    "formcheck/report/cards/",
    "formcheck/report/compared/",
    "formcheck/report/filming.py",
    "formcheck/report/html/",
    "formcheck/report/invitation.py",
    "formcheck/report/pdf/",
    "formcheck/report/quality_words.py",
)
CAPTURE = Capture(240.0, "com.android.capture.fps")
SAID = (
    time_words.inferred(42.0, 4.0, 168.0),
    time_words.by_file(CAPTURE, 30.0, 8.0, 170.0),
    time_words.given(1.0, 170.0),
    time_words.given(4.0, 170.0),
    time_words.impossible(8.0, 900.0),
    time_words.contradiction(CAPTURE, 8.0, 900.0, 1.0),
    time_words.rivals(60.0, 3.0, (2.0, 4.0)),
    time_words.sprint(260.0),
)

SAID_IN = {
    "en": ("Does your back bother you?", "Say how steep it is.", "which nobody can"),
    "nl": ("Heb je last van je rug?", "Geef op hoe steil het is.", "dat kan niemand"),
}


def troubled(lang: str) -> Study:
    """A study with every fault and doubt that a clip may have, its speed not known."""
    study = full_study(findings=(), questionnaire={})
    faults = tuple(QualityCheck(name, False, "not as it should be") for name in verdict.HARM)
    told = study.analysis
    told = replace(
        told,
        quality=verdict.ordered((*faults, quality.OTHER_POINTS)),
        clip=replace(told.clip, warnings=SAID, part_s=(1.0, 9.0), part_how="found"),
        runner=replace(told.runner, speed_mps=None),
        settings={**told.settings, "lang": lang},
        red_flags=(),
    )
    return replace(study, analysis=in_language(told, lang))


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_no_text_of_a_report_names_an_option(lang: str) -> None:
    ours = [text for text, at in texts().items() if any(p.startswith(OF_REPORTS) for p in at)]
    assert len(ours) > 100
    with speaking(lang):
        assert [text for text in map(_, ours) if TYPED.search(text)] == []


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_page_with_all_that_can_be_wrong_names_none(lang: str) -> None:
    text = page_of(troubled(lang)).text
    for known in SAID_IN[lang]:
        assert known in text
    assert TYPED.findall(text) == []


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_nor_does_the_same_on_paper(lang: str) -> None:
    study = troubled(lang)
    with speaking(lang):
        pages = PdfReader(io.BytesIO(report_pdf(study, {}))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for known in (SAID_IN[lang][0], SAID_IN[lang][2]):
        assert known in text
    assert TYPED.findall(text) == []


def test_nor_does_a_comparison(tmp_path: Path) -> None:
    comparison_html(job(tmp_path, brief(), brief()))
    text = (tmp_path / "comparison.html").read_text("utf-8")
    assert "In short" in text
    assert TYPED.findall(re.sub(r"<(style|script).*?</\1>|<[^>]*>", " ", text, flags=re.S)) == []
