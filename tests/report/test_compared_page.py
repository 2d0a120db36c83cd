"""The page of a comparison says all in its order, asks nobody, and leaves out what is not there."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from compared_makers import (
    SET_UP,
    Watched,
    brief,
    change,
    comparison,
    job,
    mirrored,
    number,
    unknown,
)
from html_makers import FLAG, URGENT

from formcheck.report.compared.page import comparison_html, shown
from formcheck.report.compared.texts import stride_text
from formcheck.report.words import speaking
from formcheck.types import Study

HEADINGS = (
    "The clips were not made the same way", "In short", "What changed", "What did not change",
    "What cannot be compared", "Side by side", "One typical stride", "Over all visits",
    "How the clips were made", "How this was compared",
)  # fmt: skip


def page(tmp_path: Path, *studies: Study | None, **more: object) -> str:
    made = job(tmp_path, *studies, **more)  # type: ignore[arg-type]
    comparison_html(made)
    return (tmp_path / "comparison.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("page")
    return page(out, brief(), brief(), mirrored(brief()), real=True)


def test_parts_come_in_their_order(whole: str) -> None:
    places = [whole.index(f">{heading}</h2>") for heading in HEADINGS]
    assert places == sorted(places)


def test_it_may_load_only_what_it_carries(whole: str) -> None:
    assert "default-src 'none'" in html.unescape(whole)
    assert not re.findall(r"""(?:src|href)=["'](?!data:|#)""", whole)
    assert not re.findall(r"https?://(?!www\.w3\.org)", whole.replace("doi.org", ""))
    script = re.search(r"<script>(.*)</script>", whole, re.DOTALL)
    assert script is not None
    hash = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert f"'sha256-{hash}'" in html.unescape(whole)


def test_it_says_how_many_changed_and_what_goes_with_what(whole: str) -> None:
    assert ("3 numbers changed by more than measuring twice does; 1 did not; 1 cannot be "
            "compared.") in whole  # fmt: skip
    follower = whole[whole.index('class="follower"') :]
    assert follower.index("Stride time") < follower.index("goes with the change in")
    assert "this one may be chance" in whole


def test_it_shows_film_pictures_curves_and_trends(whole: str) -> None:
    assert 'src="data:video/mp4;base64,' in whole
    assert whole.count('src="data:image/jpeg') == 2 * 3
    assert "The clip after is mirrored" in whole
    assert whole.count('class="line before') == 2
    assert whole.count('class="leaves after') == 2
    assert "Visits stand as far apart as their days." in whole


def test_a_topic_is_nearer_to_the_advice_only_where_a_number_of_it_changed(tmp_path: Path) -> None:
    ends = (brief(), brief())
    assert "Closer to the advice than before" in page(tmp_path, *ends)
    still = comparison(*ends, changes=(change("overstride", 30, 29, side="left"),))
    text = page(tmp_path, *ends, comparison=still)
    assert "Closer to the advice" not in text
    assert "a little is enough to cross it" in text
    lost = comparison(*ends, changes=(unknown("overstride", "too dark"),))
    text = page(tmp_path, *ends, comparison=lost)
    assert "Closer to the advice" not in text
    assert "cannot be compared between these two clips" in text
    away = comparison(*ends, topics=(("feet_under_hips", "ok", "marked"),))
    assert "Further from the advice" in page(tmp_path, *ends, comparison=away)


def test_words_of_others_are_escaped(tmp_path: Path) -> None:
    clip = replace(brief().analysis.clip, name="<script>alert(1)</script>.mp4")
    bad = brief()
    bad = replace(bad, analysis=replace(bad.analysis, clip=clip))
    assert "<script>alert" not in page(tmp_path, bad, brief())


def test_a_clip_that_is_gone_is_named_and_the_rest_stays(tmp_path: Path) -> None:
    text = page(tmp_path, None, brief())
    assert "is not where it was" in text
    assert "<video" not in text
    assert "What changed" in text
    assert text.count('src="data:image/jpeg') == 3


def test_where_nothing_can_be_compared_both_are_shown(tmp_path: Path) -> None:
    ends = (brief(), brief(view="rear", near_side=None, direction="away"))
    none = comparison(*ends, changes=(unknown("pelvic_drop", "two views"),), topics=())
    text = page(tmp_path, *ends, comparison=none)
    assert "No number of these two can be compared." in text
    assert "from different places" in text
    assert ">7.0 ± 1.0°<" in text
    assert ">What changed</h2>" not in text
    assert text.count('src="data:image/jpeg') == 3 + 2


def test_after_an_urgent_answer_nothing_is_said_of_technique(tmp_path: Path) -> None:
    last = brief()
    last = replace(last, analysis=replace(last.analysis, red_flags=(URGENT, FLAG)))
    text = page(tmp_path, brief(), last)
    assert text.index(URGENT.advice) < text.index("The clips were not made")
    assert "first talk to a doctor" in text
    assert "numbers changed by more" not in text
    assert "Closer to the advice" not in text
    assert "Your foot lands near." not in text
    assert ">What was measured</h2>" in text
    assert ">What changed</h2>" not in text


def test_an_equal_set_up_is_not_warned_about(tmp_path: Path) -> None:
    ends = (brief(), brief())
    told = comparison(*ends, set_up=(SET_UP[1],))
    assert 'class="unlike"' not in page(tmp_path, *ends, comparison=told)


def test_what_a_human_corrected_is_said(tmp_path: Path) -> None:
    found = tuple(replace(c, by="user") for c in brief().analysis.gait.contacts[:2])
    rest = brief().analysis.gait.contacts[2:]
    text = page(tmp_path, brief(), brief(contacts=(*found, *rest)))
    assert "2 contacts of the feet were set by hand." in text


def test_pictures_come_from_the_frames_it_is_given(tmp_path: Path) -> None:
    frames = Watched()
    page(tmp_path, brief(), brief(), frames=frames)
    assert frames.read


def test_it_speaks_dutch(tmp_path: Path) -> None:
    with speaking("nl"):
        text = page(tmp_path, brief(), brief())
    assert '<html lang="nl">' in text
    assert "3 getallen veranderden" in text
    assert "What changed" not in text


def test_the_same_pictures_are_said_to_be_the_same(tmp_path: Path) -> None:
    ends = (brief(), brief())
    text = page(tmp_path, *ends, comparison=comparison(*ends, is_one_run=True))
    assert "Nothing changed: these are the same pictures." in text


def test_a_topic_is_told_as_the_clip_says_it_when_looked_at_again(tmp_path: Path) -> None:
    ends = (brief(), brief())
    finding = replace(ends[1].analysis.findings[0], headline="Je voet landt dichtbij.")
    again = replace(ends[1], analysis=replace(ends[1].analysis, findings=(finding,)))
    text = page(tmp_path, ends[0], again, comparison=comparison(*ends))
    assert "Je voet landt dichtbij." in text
    other = replace(
        again, analysis=replace(again.analysis, findings=(replace(finding, level="mild"),))
    )
    text = page(tmp_path, ends[0], other, comparison=comparison(*ends))
    assert "Your foot lands near." in text


def test_a_stride_lasts_as_long_beside_the_film_as_in_the_tables(tmp_path: Path) -> None:
    before, after = (_lasting(brief(), seconds) for seconds in (0.712, 0.688))
    told = shown(job(tmp_path, before, after)).stride_times
    assert told == ("0.712 s", "0.688 s")
    assert stride_text(replace(before.analysis, measurements=()), 0.72) == "0.72 s"


def _lasting(made: Study, seconds: float) -> Study:
    ends = (seconds - 0.004, seconds + 0.004)
    told = number("stride_time", seconds, unit="s", interval95=ends)
    return replace(made, analysis=replace(made.analysis, measurements=(told,)))


@pytest.mark.parametrize(
    "probability, way, word",
    [(0.6, "not clearly enough to say which way", "Not clear enough to call"),
     (0.99, "Further from the advice", "Outside what is typical")],
)  # fmt: skip
def test_what_is_not_clear_enough_is_not_said_to_be_further(
    tmp_path: Path, probability: float, way: str, word: str
) -> None:
    ends = [brief(), brief()]
    found = ends[1].analysis.findings
    less = tuple(replace(f, probability=probability) for f in found)
    ends[1] = replace(ends[1], analysis=replace(ends[1].analysis, findings=less))
    made = comparison(*ends, topics=(("feet_under_hips", "ok", "borderline"),))
    text = page(tmp_path, *ends, comparison=made)
    assert way in text and f'<span class="level borderline">{word}</span>' in text
    assert text.count("Further from the advice") == (probability > 0.9)
