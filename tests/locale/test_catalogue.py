from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import texts
import translations
from locale_makers import LANG, pairs

GLOSSARY = tomllib.loads((texts.LOCALE / LANG / "glossary.toml").read_text(encoding="utf-8"))
FORBIDDEN = tomllib.loads(
    (Path(__file__).parents[1] / "forbidden_words.toml").read_text(encoding="utf-8")
)
ALLOWED = tuple(FORBIDDEN["allowed"]["starts"] + FORBIDDEN["allowed"]["about_files"])
# the same in both languages, and meant so
SAME = re.compile(r"[\W\d_]*(\{[^}]*\}[\W\d_]*)*|x1,y1,x2,y2 in pixels")
SAME_WORDS = {
    "arm", "{moment}, {time} s",
    "Camera", "Slow motion", " cm", " m", " s", "cm", "m", "m/s", "s", "km/h", "best", "Status",
    "slow motion", "Contact", "{moment_s:.3f} s", "{at_s:.3f} s",
    "formcheck", "hand", "model", "analyses", "L", "R", "Later", "Later:",
    "{n} s", "{n} min", "{seconds} s", "{seconds:.1f} s", "{seconds:.2f} s",
    "{name} {why}.", "{title}, {time_s:.2f} s", "{start_s:.1f} – {end_s:.1f} s",
    "{height_cm:.0f} cm", "n = {n}", "{width} × {height}, {duration_s:.1f} s",
    "{n:.0f} kB", "{n:.1f} MB", "Markers (TRC)", "Code", "min", "s per km",
}  # fmt: skip


def forbidden(text: str, lang: str) -> list[str]:
    """Words in a text that formcheck does not say."""
    if text.startswith(ALLOWED):
        return []
    found = (re.search(rf"\b(?:{word})", text, re.IGNORECASE) for word in FORBIDDEN["words"][lang])
    return [match[0] for match in found if match]


def test_nothing_is_missing_unsure_left_over_or_uncompiled() -> None:
    assert list(translations.problems(LANG)) == []


def test_the_catalogue_holds_what_people_read() -> None:
    known = {english for english, _ in pairs()}
    assert len(known) > 400
    assert {
        "This clip is good: the numbers are as sure as one phone allows.",  # a stage's constant
        "{fps:.0f} frames a second",  # a template
        "Cadence",  # a label
        "going left",  # a table that is handed to _
        "left",  # an id that is a word
    } <= known


@pytest.mark.parametrize(
    ("english", "dutch"),
    [("{n} gaps", "{m} gaten"), ("{n:.1f} s", "{n} s"), ("{n}", "geen"), ("{n!r}", "{n}")],
)
def test_other_fields_are_seen(english: str, dutch: str) -> None:
    assert translations.fields(english) != translations.fields(dutch)


def test_fields_may_stand_in_another_order() -> None:
    assert translations.fields("{a} and {b:.1f}") == translations.fields("{b:.1f} en {a}")


def test_only_what_is_meant_reads_the_same_in_both_languages() -> None:
    alike = {english for english, dutch in pairs() if english == dutch}
    assert {text for text in alike if not SAME.fullmatch(text)} <= SAME_WORDS


def test_no_diagnosis_no_alarm_no_promise() -> None:
    texts_of = {"en": [english for english, _ in pairs()], "nl": [dutch for _, dutch in pairs()]}
    found = {text: forbidden(text, lang) for lang in texts_of for text in texts_of[lang]}
    assert {text: words for text, words in found.items() if words} == {}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("This prevents injuries.", "en"),
        ("You must land closer.", "en"),
        ("Dit voorkomt blessures.", "nl"),
        ("Je moet dichterbij landen.", "nl"),
        ("Gegarandeerd minder rugpijn.", "nl"),
    ],
)
def test_the_guard_sees_what_it_guards_against(text: str, lang: str) -> None:
    assert forbidden(text, lang)


def test_one_word_stands_for_one_thing() -> None:
    never = [re.escape(word) for words in GLOSSARY["never"].values() for word in words]
    other = re.compile(rf"(?<![\w/-])(?:{'|'.join(never)})(?![\w-])", re.IGNORECASE)
    assert [dutch for _, dutch in pairs() if other.search(dutch)] == []


def test_dutch_numbers_have_a_decimal_comma() -> None:
    point = re.compile(r"(?<![\w./:,-])\d+\.\d+(?![\w.])")
    # what is typed has a point in any language
    options = ("--", "x1,y1", "Geef", "doi:", "exclude = ")
    wrong = [d for _, d in pairs() if point.search(d) and not any(o in d for o in options)]
    assert wrong == []
