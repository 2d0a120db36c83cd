from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from formcheck.errors import VideoError
from formcheck.report import in_language
from formcheck.report.words import _, day, localised, sentence, speaking, told
from formcheck.types import Measurement, Part, QualityCheck
from formcheck.types.said import Said, both, either, from_text, in_english, to_text
from formcheck.video import wire


def test_it_is_a_plain_text_to_whoever_reads_it() -> None:
    text = Said("cannot be seen from the {view}", view="rear")
    assert text == "cannot be seen from the rear"
    assert {text: 1}["cannot be seen from the rear"] == 1
    assert json.loads(json.dumps({"reason": text})) == {"reason": "cannot be seen from the rear"}


def test_braces_of_a_text_without_fields_stay() -> None:
    assert Said("choose {one}") == "choose {one}"


def test_a_template_is_told_in_dutch_with_a_decimal_comma() -> None:
    text = Said("the clip lasts {duration_s:.1f} s", duration_s=7.25)
    with speaking("nl"):
        assert told(text) == "het filmpje duurt 7,2 s"


def test_what_is_inside_is_told_as_well() -> None:
    with speaking("nl"):
        assert told(Said("cannot be seen from the {view}", view=Said("rear"))) == (
            "van achteren niet te zien"
        )
        assert told(both(Said("walking"), Said("standing"))) == "wandelen stilstaan"
        assert told(either([Said("{f:g}", f=4.8), "5"])) == "4,8 of 5"


def test_what_was_told_can_be_told_again_in_english() -> None:
    with speaking("nl"):
        dutch = told(Said("rests on {n} strides only", n=2))
    assert dutch == "berust op maar 2 schreden"
    assert in_english([dutch, "plain"]) == ("rests on 2 strides only", "plain")
    assert told(dutch) == "rests on 2 strides only"


def test_notes_pass_between_processes() -> None:
    there = wire.unpack(wire.pack((Said("{n} gaps (longest {s:.1f} s)", n=2, s=1.5), "plain")))
    assert there[0] == "2 gaps (longest 1.5 s)"
    assert there[0].template == "{n} gaps (longest {s:.1f} s)"
    assert type(there[1]) is str


def test_an_error_passes_between_processes_with_a_path_in_it() -> None:
    error = VideoError(Said("{path} is a folder.", path=Path("here")), Said("Check the name."))
    problem, _hint = wire.unpack(wire.pack((error.problem, error.hint)))
    assert (problem.template, problem.fields) == ("{path} is a folder.", {"path": "here"})


def test_notes_are_kept_beside_landmarks_and_old_ones_are_still_read() -> None:
    note = Said("{a} and {b}", a=Said("the {c:.1f}", c=1.25), b=2)
    again = from_text(to_text([note, "plain"]))
    assert again == ("the 1.2 and 2", "plain")
    assert again[0].fields["a"].template == "the {c:.1f}"
    assert from_text('["The file is damaged."]') == ("The file is damaged.",)


def test_only_texts_change_in_a_noun() -> None:
    before = Measurement(
        "cadence", "both", 171.5, "steps/min", reason=Said("rests on {n} strides only", n=2)
    )
    after = in_language((before, QualityCheck("strides", True, "the feet are sharp")), "nl")
    assert after[0].reason == "berust op maar 2 schreden"
    assert (after[0].id, after[0].unit, after[0].value) == ("cadence", "steps/min", 171.5)
    assert (after[1].check, after[1].detail) == ("strides", "de voeten zijn scherp")


def test_english_comes_back_as_it_was() -> None:
    part = Part("walking", 0.0, 2.0, reason=Said("walking"))
    assert in_language(part, "en") is part
    assert in_language(part, "xx") == part  # no catalogue


def test_numbers_and_dates_are_those_of_the_language() -> None:
    assert (localised(24.5), day(date(2026, 5, 6))) == ("24.5", "6 May 2026")
    with speaking("nl"):
        assert localised(24.5) == "24,5"
        assert localised("24.5 ± 1.2") == "24,5 ± 1,2"
        assert _("{version}").format(version="0.1.0") == "0.1.0"  # no number
        assert localised("12.10.3") == "12.10.3"
        assert day(date(2026, 5, 6)) == "6 mei 2026"
        assert _("{value} ({low} to {high})").format(value="1.5", low=0.25, high=3) == (
            "1,5 (0,25 tot 3)"
        )


@pytest.mark.parametrize(
    ("text", "dutch"),
    [
        ("2.5 m", "2,5 m"),
        ("0.23 to 0.27", "0,23 to 0,27"),
        ("video_2.5.mp4", "video_2.5.mp4"),
        ("doi:10.6084/m9.figshare.4543435", "doi:10.6084/m9.figshare.4543435"),
        ("formcheck 0.1.0", "formcheck 0.1.0"),
    ],
)
def test_numbers_in_sentences_get_a_comma_and_names_do_not(text: str, dutch: str) -> None:
    with speaking("nl"):
        assert sentence(text) == dutch
