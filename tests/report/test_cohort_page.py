"""The overview says what became of every clip, escapes it, and asks nobody."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browser import CHROMIUM, Browser, browser
from html_makers import FLAG, Seen, seen
from report_makers import make_study

from formcheck.report.cohort import cohort_page, plots
from formcheck.types.cohort import Cohort, CohortClip, Outlier, Spread, Strip, TopicCount
from formcheck.types.said import Said

CADENCE = replace(make_study().analysis.measurement("cadence"), interval95=(170.0, 174.0))
NASTY = "<script>alert(1)</script>&.mp4"


def measured(name: str, value: float = 172.0, **more: object) -> CohortClip:
    m = replace(CADENCE, value=value, interval95=(value - 1, value + 1))
    given = {"word": "good", "view": "side", "report": f"{name}.formcheck/report.html"}
    return CohortClip(name, measured={"cadence:both": m}, **given | more)  # type: ignore[arg-type]


def failed(name: str, trouble: str = "crashed") -> CohortClip:
    return CohortClip(name, trouble=trouble, reason="It crashed (SIGSEGV).", hint="Film again.")


def fell(clip: str, trouble: str, template: str, /, **fields: object) -> CohortClip:
    return CohortClip(clip, trouble=trouble, reason=Said(template, **fields))


DAMAGED = "{name} is damaged: its index or header is missing."
SHORT = "Fewer than two strides in {length_s:.1f} s."
ALIKE = [
    fell("a.mp4", "unreadable", DAMAGED, name="a.mp4"),
    fell("sub/b.mp4", "unreadable", DAMAGED, name="b.mp4"),
    fell("sub/c.mp4", "unreadable", DAMAGED, name="sub/c.mp4"),
    fell("d.mp4", "nobody_runs", SHORT, length_s=0.8),
    fell("e.mp4", "nobody_runs", SHORT, length_s=1.2),
    fell("f.mp4", "bug", "In line {line}.", line=4),
    fell("g.mp4", "bug", "In line {line}.", line=5),
    fell("h.mp4", "hung", "After {minutes:g} min.", minutes=20.0),
    fell("i.mp4", "unreadable", "There is no file {path}.", path="i.mp4"),
]


def spread(clips: list[CohortClip], odd: int = 0) -> Spread:
    values = tuple(sorted(c.measured["cadence:both"].value or 0.0 for c in clips))
    far = tuple(Outlier(c, c.measured["cadence:both"]) for c in clips[:odd])
    one = Strip("both", values, 172.0, (170.0, 174.0), (150.0, 194.0), far)
    return Spread("cadence", "Cadence", "steps/min", "Steps in a minute.", (one,), (161.0, 183.0))


def cohort(clips: list[CohortClip], lang: str = "en", **more: object) -> Cohort:
    return Cohort(lang, tuple(clips), formcheck="0.1.0", table="summary.xlsx", **more)  # type: ignore[arg-type]


def page(*what: object, **more: object) -> Seen:
    return seen(cohort_page(cohort(*what, **more)))  # type: ignore[arg-type]


def test_it_counts_what_became_of_the_clips() -> None:
    clips = [measured("a.mp4"), measured("b.mp4", word="poor"), failed("c.mp4"),
             failed("d.mp4"), failed("e.mp4", "hung")]  # fmt: skip
    text = page(clips).text
    for words in ("Overview of 5 clips", "2 analysed", "3 failed", "Crashed 2", "Took too long 1",
                  "Quality: good 1", "Quality: poor 1"):  # fmt: skip
        assert words in text


def test_each_failure_has_its_reason_and_hint() -> None:
    text = page([failed("c.mp4"), failed("d.mp4")]).text
    assert "Crashed (2): It crashed (SIGSEGV)." in text and "Film again." in text


def test_clips_that_failed_alike_share_a_heading_whatever_they_are_called() -> None:
    found = page(ALIKE)
    assert found.source.count("<summary>") == 6
    for words in ("Could not be read (3): The clip is damaged: its index or header is missing.",
                  "Nobody runs in it (2): Fewer than two strides in … s.", "In line 4.",
                  "In line 5.", "After 20 min.", "There is no file …."):  # fmt: skip
        assert words in found.text
    dutch = page(ALIKE, "nl").text
    assert "Niet te lezen (3): Het filmpje is beschadigd" in dutch


def test_each_clip_has_a_row_and_a_link_to_its_page() -> None:
    found = page([measured("a b.mp4", paper="a b.mp4.formcheck/report.pdf"), failed("c.mp4")])
    ways = [a["href"] for a in found.all("a")]
    assert "./a%20b.mp4.formcheck/report.html" in ways
    assert "./a%20b.mp4.formcheck/report.pdf" in ways
    assert {"a b.mp4", "c.mp4"} <= set(found.cells)


def test_what_a_file_is_called_is_no_markup_and_no_address() -> None:
    found = page([measured(NASTY, report="javascript:alert(1)/report.html"), failed(NASTY)])
    assert NASTY in found.text and "<script>alert" not in found.source
    assert all(a["href"].startswith(("./", "#")) for a in found.all("a"))
    assert "./javascript%3Aalert%281%29/report.html" in [a["href"] for a in found.all("a")]


def test_the_page_may_load_nothing_but_its_own_script() -> None:
    source = page([measured("a.mp4")]).source
    script = re.findall(r"<script>(.*?)</script>", source, re.S)
    assert len(script) == 1
    told = base64.b64encode(hashlib.sha256(script[0].encode()).digest()).decode()
    assert (
        f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{told}'"
        in (source.replace("&#39;", "'"))
    )
    assert not re.search(r"(src|href)=\"(https?:)?//", source)


def test_poor_clips_say_how_to_film_better() -> None:
    text = page([measured("a.mp4", word="poor", faults=("It is dark. Film with light.",))]).text
    assert "Poor clips (1)" in text and "It is dark. Film with light." in text


def test_answers_that_need_a_doctor_stand_first() -> None:
    text = page([measured("a.mp4", flags=(FLAG,), asks=("Feet",))]).text
    assert text.index(FLAG.advice) < text.index("1 analysed")
    assert FLAG.advice not in page([measured("a.mp4")]).text


def test_a_number_is_drawn_with_median_usual_range_and_how_many() -> None:
    clips = [measured(f"{k}.mp4", 160 + k) for k in range(25)]
    found = page(clips, spreads=(spread(clips),))
    words = "25 clips, median 172.0 steps/min, the middle half 170.0 to 174.0"
    assert words in found.text and "usual: 161 to 183 steps/min" in found.text
    assert any(words in tag.get("aria-label", "") for tag in found.all("div"))


def angle(values: list[float], middle: tuple[float, float], margin: float | None) -> str:
    one = Strip("both", tuple(values), values[0], middle, margin=margin)
    return plots.drawn(Spread("x", "X", "deg", "", (one,))).strips[0].words


def test_a_number_is_no_finer_than_its_margin() -> None:
    assert angle([93.8612], (93.8612, 93.8612), 4.2) == "1 clip: 94°"
    assert angle([93.8612], (93.8612, 93.8612), None) == "1 clip: 93.9°"
    assert angle([43.1, 43.3], (43.0, 43.4), 4.2) == "2 clips, median 43°"
    wide = "2 clips, median 43°, the middle half 40 to 46"
    assert angle([43.1, 43.3], (40.0, 46.0), 4.2) == wide
    assert angle([43.1, 43.3], (43.0, 43.4), 0.03).startswith("2 clips, median 43.10°, the middle")


def test_who_stands_out_is_named_with_what_from() -> None:
    clips = [measured("odd.mp4", 240.0), *(measured(f"{k}.mp4", 160 + k) for k in range(25))]
    text = page(clips, spreads=(spread(clips, odd=1),)).text
    assert "Who stands out (1)" in text
    assert "odd.mp4 Cadence: 240.0 ± 1.0 steps/min ; median 172.0 steps/min of 26 clips" in text


def test_topics_count_verdicts() -> None:
    topic = TopicCount("Where feet land", {"marked": 3, "ok": 1, "not_measurable": 6})
    found = page([measured("a.mp4")], topics=(topic,))
    assert "4 judged, 6 not" in found.text
    assert "width:75.0%" in found.source


def test_few_clips_are_dots_and_many_are_columns() -> None:
    few = plots.drawn(spread([measured(f"{k}.mp4", 160 + k) for k in range(25)])).strips[0]
    assert few.dots.count("h0") == 25 and not few.columns
    many = plots.drawn(spread([measured(f"{k}.mp4", 160 + k % 25) for k in range(999)])).strips[0]
    assert many.columns and not many.dots and many.n == 999


def test_a_far_outlier_does_not_squeeze_the_others() -> None:
    clips = [measured("odd.mp4", 1e6), *(measured(f"{k}.mp4", 160 + k) for k in range(25))]
    drawn = plots.drawn(spread(clips, odd=1))
    assert drawn.typical is not None and drawn.typical[1] > 20
    assert drawn.strips[0].dots.count("h0") == 25 and drawn.strips[0].rings.count("h0") == 1


@pytest.mark.parametrize("values", [[172.0], [0.0, 0.0], [-3.0, -3.0, -3.0]])
def test_numbers_that_are_all_the_same_are_drawn_too(values: list[float]) -> None:
    clips = [measured(f"{k}.mp4", value) for k, value in enumerate(values)]
    one = Strip("both", tuple(values), values[0], (values[0], values[0]))
    drawn = plots.drawn(Spread("x", "X", "deg", "", (one,)))
    assert drawn.strips[0].n == len(clips) and drawn.ticks


def test_without_any_analysis_or_clip_there_is_a_page() -> None:
    assert "Every clip was analysed" not in page([failed("a.mp4")]).text
    assert "Overview of 0 clips" in page([]).text


def test_dutch_is_dutch() -> None:
    clips = [measured(f"{k}.mp4", 160.5 + k) for k in range(25)]
    found = page([*clips, failed("c.mp4")], "nl", spreads=(spread(clips, odd=1),))
    for words in ("Overzicht van 26 filmpjes", "25 geanalyseerd", "1 mislukt", "mediaan 172,0"):
        assert words in found.text
    for words in ("Overview", "median ", "analysed", "Quality", "Sort by"):
        assert words not in found.text


needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")


@pytest.fixture
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


def shown(chromium: Browser) -> list[str]:
    names = "[...document.querySelectorAll('.every tbody th a, .every tbody .failed th')]"
    return list(chromium.run(f"{names}.map(th => th.textContent.trim())"))


def ask(chromium: Browser, control: str, value: str) -> None:
    chromium.run(
        f"(c => {{ c.value = {value!r}; c.dispatchEvent(new Event('input')); }})"
        f"(document.querySelector('[data-{control}]'))"
    )


@pytest.mark.slow
@needs_browser
def test_the_table_finds_filters_and_sorts(tmp_path: Path, chromium: Browser) -> None:
    clips = [measured("b10.mp4", 150.0), measured("b9.mp4", 180.0, word="poor"), failed("a.mp4")]
    file = tmp_path / "index.html"
    file.write_text(cohort_page(cohort(clips, spreads=(spread(clips[:2]),))), encoding="utf-8")
    chromium.open(file)
    assert shown(chromium) == ["a.mp4", "b9.mp4", "b10.mp4"]
    ask(chromium, "sort", "4")
    assert shown(chromium) == ["b10.mp4", "b9.mp4", "a.mp4"]
    chromium.run("document.querySelector('[data-turn]').click()")
    assert shown(chromium) == ["b9.mp4", "b10.mp4", "a.mp4"]
    ask(chromium, "only", "poor")
    assert shown(chromium) == ["b9.mp4"]
    ask(chromium, "only", "")
    ask(chromium, "find", "crash")
    assert shown(chromium) == ["a.mp4"]
    assert chromium.requests() == [file.as_uri()] and chromium.complaints() == []


@pytest.mark.slow
@needs_browser
@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_reaches_beyond_the_screen(
    tmp_path: Path, chromium: Browser, width: int, lang: str
) -> None:
    clips = [measured(f"{k}.mp4", 160 + k, asks=("Feet", "Arms")) for k in range(25)]
    clips.append(failed("a_very_long_name_without_any_gap_" * 4 + ".mp4"))
    file = tmp_path / "index.html"
    told = cohort(clips, lang, spreads=(spread(clips[:25], odd=2),))
    file.write_text(cohort_page(told), encoding="utf-8")
    for dark in (False, True):
        chromium.open(file, width=width, dark=dark)
        assert chromium.run("document.documentElement.scrollWidth") == width


@pytest.mark.slow
@needs_browser
def test_five_thousand_clips_open(tmp_path: Path, chromium: Browser) -> None:
    clips = [measured(f"clinic/runner_{k:05}.mp4", 150 + k % 41) for k in range(5000)]
    file = tmp_path / "index.html"
    file.write_text(cohort_page(cohort(clips, spreads=(spread(clips),))), encoding="utf-8")
    chromium.open(file)
    loaded_ms = chromium.run("performance.getEntriesByType('navigation')[0].loadEventEnd")
    print(f"\n5000 clips: {file.stat().st_size / 1e6:.1f} MB, open after {loaded_ms:.0f} ms")
    assert file.stat().st_size < 5_000_000
    assert len(shown(chromium)) == 200
    chromium.run("document.querySelector('[data-more]').click()")
    assert len(shown(chromium)) == 1200
