from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from formcheck.report.terminal import show
from formcheck.types import Study

LABELS = {
    "overstride": "Foot ahead of hip at landing (overstride)",
    "contact_time": "Time on the ground",
    "tibia_angle": "Shin from vertical",
}


def shown(study: Study, width: int) -> str:
    out = io.StringIO()
    show(study.analysis, Console(file=out, width=width, no_color=True), LABELS)
    return out.getvalue()


@pytest.mark.parametrize("width", [80, 120])
def test_it_fits_and_says_everything(study: Study, width: int) -> None:
    text = shown(study, width)
    assert max(map(len, text.splitlines())) <= width
    for said in ("stick.mp4", "10.8 km/h (given)", "0.1 – 1.9 s", "3 left, 2 right",
                 "24 ± 4 %leg", "0.239 ± 0.012 s", "indicative", "Take quicker, lighter steps.",
                 "The picture is dark.", "The clip is short."):  # fmt: skip
        assert said in text
    assert "Feet were seen." not in text


def test_good_news_comes_first_and_both_before_the_numbers(study: Study) -> None:
    text = shown(study, 120)
    places = [
        text.index(word) for word in ("GOOD:", "CHANGE THIS:", "Foot ahead of hip at landing")
    ]
    assert places == sorted(places)


def test_what_cannot_be_measured_stands_once_per_reason(study: Study) -> None:
    text = shown(study, 120)
    assert text.count("the far leg is hidden behind the near one") == 1
    assert "one: Time on the ground (right), Shin from vertical (right)" in text
    assert "cannot be seen from the side: pelvic_drop" in text


def test_red_flags_come_before_any_technique(study: Study) -> None:
    flagged = replace(study.analysis, red_flags=("Numbness: see a doctor.",))
    text = shown(replace(study, analysis=flagged), 80)
    assert text.index("Numbness: see a doctor.") < text.index("GOOD:")


def test_a_file_name_is_never_read_as_markup(study: Study) -> None:
    clip = replace(study.analysis.clip, name="[/x] [bold]a.mp4")
    assert "[/x] [bold]a.mp4" in shown(
        replace(study, analysis=replace(study.analysis, clip=clip)), 120
    )


def test_nothing_known_is_said_so(study: Study) -> None:
    runner = replace(study.analysis.runner, speed_mps=None, speed_source="none")
    bare = replace(study.analysis, runner=runner, measurements=(), findings=(), quality=())
    assert "not known" in shown(replace(study, analysis=bare), 80)
