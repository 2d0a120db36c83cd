"""The page says everything in its order, in words that are escaped, and asks nobody."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from html_makers import (
    ACT,
    ALSO,
    FLAG,
    GOOD,
    UNJUDGED,
    URGENT,
    bare_media,
    full_study,
    handbook,
    page_of,
    with_analysis,
)
from report_makers import make_study

from formcheck.report.html import texts
from formcheck.types import Finding, Level, Place

HEADINGS = ("Read this first", "In ten seconds", "Your clip", "What to work on", "Also seen",
            "What this clip could not show", "One typical stride", "Left and right",
            "Every number", "How good the clip is", "Questions runners ask",
            "How this was made")  # fmt: skip


def test_parts_come_in_their_order() -> None:
    text = page_of(full_study()).source
    places = [text.index(f">{heading}</h2>") for heading in HEADINGS]
    assert places == sorted(places)


def test_red_flags_stand_above_everything_that_is_said() -> None:
    found = page_of(full_study()).text
    flagged = found.index(FLAG.said)
    assert found.index(FLAG.advice) > flagged
    for later in (GOOD.headline, ACT.cue, ALSO.headline, "This clip is usable."):
        assert later and found.index(later) > flagged


@pytest.mark.parametrize(("answers", "n"), [
    ({}, 0), ({"night_pain": False, "leg_strength": False, "rest_days": 3}, 2),
])  # fmt: skip
def test_that_no_warning_sign_was_named_is_said_where_it_was_asked(
    answers: dict[str, object], n: int
) -> None:
    found = page_of(full_study(questionnaire=answers, red_flags=()))
    assert (f"you answered no to {n} of them" in found.text) == bool(n)


def test_with_an_urgent_flag_nothing_is_praised_or_asked_for() -> None:
    found = page_of(full_study(red_flags=(FLAG, URGENT)))
    told = found.text
    assert told.index(URGENT.advice) < told.index("There is no technique advice now")
    for left_out in ('"tile good"', 'id="act"', "Nothing to change", "what to change"):
        assert left_out not in found.source
    assert GOOD.headline in told and ALSO.headline in told
    assert "No technique advice" not in page_of(full_study()).text


@pytest.mark.parametrize("answers", [{}, {"rest_days": 2}])
def test_who_was_asked_nothing_and_has_nothing_to_change_is_led_to_the_questions(
    answers: dict[str, int],
) -> None:
    calm = full_study(findings=(GOOD,), questionnaire=answers)
    assert ("Does your back bother you?" in page_of(calm).text) == (not answers)
    busy = full_study(findings=(GOOD, ACT), questionnaire={})
    assert "Does your back bother you?" not in page_of(busy).text


def test_typical_is_said_of_a_speed_only_where_one_is_known() -> None:
    study = full_study()
    unknown = replace(study.analysis.runner, speed_mps=None, speed_source="none")
    assert "runners at your speed" in page_of(study).text
    text = page_of(with_analysis(study, runner=unknown)).text
    assert "runners at your speed" not in text and "Your speed is not known" in text


def test_a_finding_without_exercises_is_a_card_all_the_same() -> None:
    bare = replace(ACT, exercises=(), drill=None, refilm=None)
    found = page_of(full_study(findings=(bare,)))
    assert str(ACT.cue) in found.text
    assert "exercise-" not in found.source.partition("<main>")[2].partition("<script>")[0]


def test_a_library_that_is_not_there_is_said_in_the_language() -> None:
    study = full_study(settings={"lang": "nl"})
    made = replace(study.analysis.provenance, libraries={"openvino": "not installed"})
    text = page_of(with_analysis(study, provenance=made)).text
    assert "niet geïnstalleerd" in text and "not installed" not in text


def test_good_news_comes_before_what_to_work_on() -> None:
    found = page_of(full_study()).text
    assert found.index(GOOD.headline) < found.index(str(ACT.cue))


@pytest.mark.parametrize("name", ["title", "headline", "why", "cue", "drill", "refilm", "evidence"])
def test_a_finding_to_act_on_is_told_whole(name: str) -> None:
    assert getattr(ACT, name) in page_of(full_study()).text


def test_exercises_are_told_whole_and_once() -> None:
    second = replace(ACT, topic="impact", title="Soft landing")
    found = page_of(full_study(findings=(ACT, second)))
    for words in ("Hip hinge", "Wakes the hips.", "Stand.", "Bend.", "Ten times.", "A pull.",
                  "It hurts."):  # fmt: skip
        assert words in found.text
    assert found.source.count('id="exercise-hip_hinge"') == 1
    assert 'href="#exercise-hip_hinge"' in found.source


def test_never_more_than_three_to_work_on() -> None:
    topics = ("feet_under_hips", "impact", "symmetry", "recovery")
    found = page_of(full_study(findings=tuple(replace(ACT, topic=topic) for topic in topics)))
    articles = [a for a in found.all("article") if a.get("id", "").startswith("act-")]
    assert [a["id"] for a in articles] == [f"act-{topic}" for topic in topics[:3]]


def test_without_a_handbook_levels_say_what_to_work_on() -> None:
    mild = Finding("shorter_stride", "mild", 0.8, (), "Steps are long.", "Quicker steps.")
    study = replace(full_study(findings=(mild, GOOD)), handbook=None)
    assert 'id="act-shorter_stride"' in page_of(study).source
    restrained = replace(study, handbook=handbook(study))
    assert 'id="act-shorter_stride"' not in page_of(restrained).source


def test_every_measurement_stands_in_the_table_with_its_reason() -> None:
    study = full_study()
    found = page_of(study)
    for m in study.analysis.measurements:
        assert found.cells.count(f"Label of {m.id}") == sum(
            other.id == m.id for other in study.analysis.measurements
        )
        assert m.value is not None or (m.reason and m.reason in found.text)
    assert "24 ± 3 % leg length" in found.text
    assert "15 to 20 % leg length" in found.text


def test_what_could_not_be_judged_is_named_with_how_to_film() -> None:
    found = page_of(full_study()).text
    assert UNJUDGED.headline in found
    assert "Film a second clip from behind" in found


def test_quality_times_answers_and_origin_are_told() -> None:
    study = full_study()
    found = page_of(study).text
    for words in ("Feet were seen.", "The clip is short.", "May I run on?", "Mostly you may.",
                  "A comparison.", "No diagnosis.", "doi:10.1000/x", "heavy (fast)",
                  study.analysis.clip.sha256, "Strong enough."):  # fmt: skip
        assert words in found


def test_strange_names_stay_text() -> None:
    study = full_study()
    evil = '<script>alert("x")</script>"\'>.mp4'
    clip = replace(study.analysis.clip, name=evil)
    odd = replace(ACT, headline="a <b>bold</b> & 'quoted' claim", cue="<img src=x onerror=y>")
    found = page_of(with_analysis(study, clip=clip, findings=(odd,)))
    assert evil in found.text
    assert odd.headline in found.text
    assert len(found.all("script")) == 1
    assert not found.all("b")
    assert all(image["src"].startswith("data:") for image in found.all("img"))


def test_nothing_is_fetched_from_anywhere() -> None:
    found = page_of(full_study())
    for _tag, attributes in found.tags:
        for name in ("src", "href", "poster", "srcset", "action", "data"):
            address = attributes.get(name, "data:")
            assert address.startswith(("data:", "#"))
    assert not re.search(r"url\(|@import", found.source)
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|sendBeacon|import)\s*\(", found.source)
    assert not re.search(r"https?://(?!www\.w3\.org/)", found.source)


def test_only_its_own_script_may_run() -> None:
    source = page_of(full_study()).source
    script = source.partition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = next(
        meta["content"]
        for meta in page_of(full_study()).all("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    )
    assert "default-src 'none'" in policy
    assert f"script-src 'sha256-{digest}'" in policy
    assert not re.search(r"\son\w+=", source)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_page_says_its_language(lang: str) -> None:
    study = full_study()
    spoken = with_analysis(study, settings={"lang": lang})
    assert page_of(spoken).all("html")[0]["lang"] == lang


def test_headings_leave_out_no_rank_and_pictures_have_words() -> None:
    found = page_of(full_study())
    ranks = [int(tag[1]) for tag, _ in found.tags if re.fullmatch(r"h[1-6]", tag)]
    assert ranks[0] == 1 and ranks.count(1) == 1
    assert all(then - first <= 1 for first, then in pairwise(ranks))
    assert all(image["alt"] for image in found.all("img"))
    assert all(video["aria-label"] for video in found.all("video"))
    ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [a["href"][1:] for a in found.all("a")]
    assert set(links) <= set(ids)


def test_a_page_where_nothing_could_be_judged_says_so() -> None:
    study = full_study(
        findings=(UNJUDGED,), red_flags=(), quality=(), verdict=None, measurements=()
    )
    found = page_of(replace(study, curves=(), handbook=None), bare_media(study))
    assert "Too little could be judged" in found.text
    assert "No number could be measured" in found.text
    assert not found.all("video") and not found.all("img")
    assert "Your clip" not in found.text


def test_a_page_without_pictures_keeps_its_words() -> None:
    study = full_study()
    found = page_of(study, bare_media(study))
    assert ACT.why in found.text
    assert not found.all("video")
    assert found.source.count('class="lane"') == 4


@pytest.mark.parametrize("view", ["rear", "front", "oblique"])
def test_other_views_have_their_pages(view: str) -> None:
    study = full_study()
    summary = replace(study.analysis.gait, view=view, near_side=None)
    found = page_of(with_analysis(study, gait=summary))
    assert {"rear": "behind", "front": "the front", "oblique": "an angle"}[view] in found.text


def test_a_study_of_older_makers_gives_a_page() -> None:
    study = make_study()
    assert "Your foot lands far ahead of your hip." in page_of(study, bare_media(study)).text


def test_gaps_in_a_curve_stay_gaps() -> None:
    study = full_study()
    path = next(p for p in page_of(study).all("path") if p.get("data-side") == "left")
    assert path["d"].count("M") == 2
    assert "nan" not in path["d"]
    all_gaps = tuple(replace(c, values=c.values * np.nan) for c in study.curves)
    assert 'class="lane"' not in page_of(replace(study, curves=all_gaps)).source


def test_a_slope_that_reads_as_none_is_level() -> None:
    def slope(incline_pct: float) -> str:
        study = make_study()
        runner = replace(study.analysis.runner, incline_pct=incline_pct, incline_source="given")
        return dict(texts.head(replace(study.analysis, runner=runner)))["Slope"]

    assert (slope(-0.04), slope(0.0), slope(2.5)) == ("level", "level", "+2.5 %")


@pytest.mark.parametrize(
    "level, place, probability, word",
    [
        ("ok", "good", 0.01, "Going well"),
        ("ok", "also", 0.01, "Nothing that stands out"),
        ("borderline", "also", 0.6, "Not clear enough to call"),
        ("borderline", "also", 0.96, "Outside what is typical"),
        ("mild", "also", 0.9, "Outside what is typical"),
    ],
)
def test_what_a_finding_is_called_does_not_contradict_its_probability(
    level: Level, place: Place, probability: float, word: str
) -> None:
    assert texts.beside_word(Finding("a", level, probability, (), "A.", place=place)) == word


def test_a_finger_is_told_to_tap_and_not_to_use_keys() -> None:
    found = page_of(full_study()).source
    assert "Click or tap the curves" in found
    assert '<span class="keys">With the keyboard' in found
    coarse = found[found.index("@media (pointer: coarse)") :]
    assert ".keys { display: none; }" in coarse[:80]
