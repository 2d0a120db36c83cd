from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from formcheck.report.terminal import show
from formcheck.types import Finding, MeasuredSide, Measurement, RedFlag, StandardError, Study

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
                 "24 ± 4 % leg length", "0.239 ± 0.012 s", "indicative",
                 "Take quicker, lighter steps.", "The picture is dark.",
                 "The clip is short."):  # fmt: skip
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


def among(study: Study, *measurements: Measurement, width: int = 120) -> str:
    return shown(replace(study, analysis=replace(study.analysis, measurements=measurements)), width)


def number(id: str, side: MeasuredSide = "right", reason: str = "far") -> Measurement:
    return Measurement(id, side, 1.0, "deg", status="indicative", reason=reason)


def test_the_foot_angle_says_how_sure_the_landing_is(study: Study) -> None:
    foot = Measurement("foot_strike_angle", "left", 15.0, "deg", standard_error=StandardError(4.0))
    text = among(study, foot, replace(foot, side="right", value=None, reason="hidden"))
    assert "foot_strike_angle (left): rearfoot 96%, midfoot 4%, forefoot 0%\n" in text
    assert "foot_strike_angle (right): rearfoot" not in text


def test_what_could_not_be_judged_says_why(study: Study) -> None:
    text = shown(study, 120)
    assert "Could not be judged\n  - The hip could not be judged.\n" in text
    assert text.index("CHANGE THIS:") < text.index("Could not be judged")


def test_findings_without_a_verdict_for_one_reason_share_a_line(study: Study) -> None:
    found = tuple(
        Finding(
            topic, "not_measurable", None, (), f"{topic} could not be judged: a slope.", title=title
        )
        for topic, title in (("feet_under_hips", "Where your feet land"), ("arms", "Arms"))
    )
    text = shown(replace(study, analysis=replace(study.analysis, findings=found)), 120)
    assert "  - Where your feet land, arms: a slope.\n" in text


def test_indicative_numbers_say_why_with_both_sides_merged(study: Study) -> None:
    text = among(study, number("a", "left"), number("a"), number("b"))
    assert "indicative: far: a, b (right)\n" in text


def test_a_far_side_that_is_only_indicative_is_said_shortly(study: Study) -> None:
    text = among(study, *(number(id) for id in "abcd"), number("e", reason="dark"))
    assert "indicative (right): far\nindicative: dark: e (right)\n" in text


def test_many_missing_numbers_are_counted(study: Study) -> None:
    def lacking(view: str) -> str:
        reason = f"cannot be seen from the {view}"
        missing = (Measurement(id, "both", None, "1", reason=reason) for id in "abcdefg")
        gait = replace(study.analysis.gait, view=view)  # type: ignore[arg-type]
        analysis = replace(study.analysis, gait=gait, measurements=tuple(missing))
        return shown(replace(study, analysis=analysis), 120)

    assert "from the rear: 7 numbers that need a clip from the side\n" in lacking("rear")
    assert "from the side: 7 numbers that need a clip from the rear\n" in lacking("side")


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_too_wide_or_ends_in_a_blank(study: Study, width: int) -> None:
    lines = shown(study, width).splitlines()
    assert max(map(len, lines)) <= width
    assert [line for line in lines if line != line.rstrip()] == []


def test_red_flags_come_before_any_technique(study: Study) -> None:
    flag = RedFlag("saddle_numbness", "Numbness.", "See a doctor today.", is_urgent=True)
    flagged = replace(study.analysis, red_flags=(flag,))
    text = shown(replace(study, analysis=flagged), 80)
    assert text.index("Numbness. See a doctor today.") < text.index("No technique advice now")
    assert "GOOD:" not in text and "Take quicker, lighter steps." not in text
    later = replace(study.analysis, red_flags=(replace(flag, is_urgent=False),))
    text = shown(replace(study, analysis=later), 80)
    assert text.index("Numbness. See a doctor today.") < text.index("GOOD:")
    assert "No technique advice now" not in text


def test_a_file_name_is_never_read_as_markup(study: Study) -> None:
    clip = replace(study.analysis.clip, name="[/x] [bold]a.mp4")
    assert "[/x] [bold]a.mp4" in shown(
        replace(study, analysis=replace(study.analysis, clip=clip)), 120
    )


def test_nothing_known_is_said_so(study: Study) -> None:
    runner = replace(study.analysis.runner, speed_mps=None, speed_source="none")
    bare = replace(study.analysis, runner=runner, measurements=(), findings=(), quality=())
    assert "not known" in shown(replace(study, analysis=bare), 80)
