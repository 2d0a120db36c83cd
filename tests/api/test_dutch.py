"""An analysis in Dutch says everything in Dutch, and measures the same."""

from __future__ import annotations

import io
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from gettext import NullTranslations
from pathlib import Path

import pytest
from rich.console import Console
from texts import CITATION

from formcheck import api, metrics, writing
from formcheck.report import exporters, words
from formcheck.report.json_file import from_json, to_json
from formcheck.report.tables import measurements_csv, strides_csv
from formcheck.report.terminal import show
from formcheck.settings import Settings

CLIP = Path(__file__).resolve().parents[2] / "videos" / "side_overstride.mp4"
TEXTS = {
    "headline", "cue", "title", "why", "drill", "refilm", "evidence", "detail", "advice", "line",
    "reason", "warning", "warnings", "sources", "source", "said", "name", "purpose", "steps",
    "dose", "feel", "stop", "label", "definition", "typical", "limits", "error", "article",
    "question", "answer", "what_it_is", "what_it_is_not",
}  # fmt: skip
MEANT = re.compile(r"[\W\d_]*(s|cm|m|m/s)?[\W\d_]*")  # numbers and units are no language


@pytest.fixture(scope="module")
def studies(landmarks_once: Path, tmp_path_factory: pytest.TempPathFactory):
    """The bundled clip in English and in Dutch, from the same landmarks."""
    folder = tmp_path_factory.mktemp("dutch")
    shutil.copytree(landmarks_once, folder / "cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FORMCHECK_CACHE", str(folder / "cache"))
        yield {
            lang: api.study(CLIP, Settings(height_m=1.68, speed_mps=2.8, lang=lang))
            for lang in ("en", "nl")
        }


@pytest.fixture
def english(studies):
    return studies["en"]


@pytest.fixture
def dutch(studies):
    return studies["nl"]


def said(thing: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text for people in a noun, with its place."""
    if isinstance(thing, str):
        if name.rpartition(".")[2].rstrip("0123456789[]") in TEXTS:
            yield name, thing
    elif isinstance(thing, tuple):
        for k, one in enumerate(thing):
            yield from said(one, f"{name}[{k}]")
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from said(getattr(thing, field.name), f"{name}.{field.name}")


def shown(study) -> list[str]:
    """Lines too wide to be broken: half a line may be a word that both languages have."""
    file = io.StringIO()
    show(study.analysis, Console(file=file, width=400), metrics.LABELS)
    return file.getvalue().splitlines()


def alike(one: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    """Texts that are the same in both, citations and bare numbers aside."""
    same = {place: text for place, text in one.items() if other[place] == text}
    return {
        place: text
        for place, text in same.items()
        if not CITATION.fullmatch(text) and not MEANT.fullmatch(text) and "clip.name" not in place
    }


def test_nothing_in_the_analysis_is_left_in_english(english, dutch):
    one, other = dict(said(english.analysis)), dict(said(dutch.analysis))
    assert len(one) > 60 and one.keys() == other.keys()
    assert alike(one, other) == {}


def test_nothing_in_the_handbook_is_left_in_english():
    one, other = dict(said(api.handbook("en"))), dict(said(api.handbook("nl")))
    assert len(one) > 200 and one.keys() == other.keys()
    assert {p: t for p, t in alike(one, other).items() if not p.endswith(".typical")} == {}


def test_only_texts_differ(english, dutch):
    here, there = english.analysis, dutch.analysis
    for one, other in zip(here.measurements, there.measurements, strict=True):
        plain = {"reason": None, "expected": None}
        assert replace(one, **plain) == replace(other, **plain)
    assert here.gait == replace(there.gait, parts=here.gait.parts)
    assert [f.topic for f in here.findings] == [f.topic for f in there.findings]
    assert [q.check for q in here.quality] == [q.check for q in there.quality]


def test_the_terminal_speaks_dutch(english, dutch):
    words = re.compile(r"[A-Za-z]{3,}")
    same = {line for line in shown(dutch) if words.search(line)} & set(shown(english))
    assert same == set()


def test_dutch_numbers_have_a_comma(dutch):
    texts = [*dict(said(dutch.analysis)).values(), *shown(dutch)]
    point = re.compile(r"(?<![\w./:-])\d+\.\d+(?![\w.]*[/\d])")
    found = {text for text in texts if point.search(text) and not CITATION.fullmatch(text)}
    assert {text for text in found if "--" not in text and "doi:" not in text} == set()


def test_tables_for_programs_keep_ids_and_points(english, dutch):
    assert strides_csv(dutch.analysis) == strides_csv(english.analysis)
    table = measurements_csv(dutch.analysis).splitlines()
    assert table[0] == measurements_csv(english.analysis).splitlines()[0]
    assert (
        next(row for row in table if row.startswith("cadence,both,15")).split(",")[3] == "steps/min"
    )


def test_the_file_reads_back(dutch):
    again = from_json(to_json(dutch.analysis))
    assert to_json(again) == to_json(dutch.analysis)


def test_landmarks_stored_by_a_dutch_analysis_are_in_english(dutch):
    seen = writing.as_seen(replace(dutch, analysis=_with_note(dutch.analysis)))
    assert seen.notes == ("The file is damaged; frames left out because of it: 3.",)
    assert all(one.why == "the only person found" for one in seen.people)


def _with_note(analysis):
    from formcheck.report import in_language
    from formcheck.types.said import Said

    note = Said("The file is damaged; frames left out because of it: {n_lost}.", n_lost=3)
    told = in_language(replace(analysis.clip, warnings=(note,)), "nl")
    assert told.warnings == ("Het bestand is beschadigd; beelden die daardoor zijn weggelaten: 3.",)
    return replace(analysis, clip=told)


class Missed(NullTranslations):
    """What was asked of the Dutch catalogue in vain."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[str] = set()

    def gettext(self, message: str) -> str:
        asks = sys._getframe(3).f_code.co_name  # `told` passes on what is Dutch already
        if asks != "told" and re.search(r"[A-Za-z]{3}", re.sub(r"{[^}]*}", "", message)):
            self.texts.add(message)
        return message


def test_every_format_finds_all_its_texts_in_the_catalogue(dutch, tmp_path):
    tongue, missed = words._in("nl"), Missed()
    assert tongue is not None
    tongue.catalogue.add_fallback(missed)
    try:
        files = api.write(dutch, tmp_path, [*exporters.EXPORTERS])
        shown(dutch)
    finally:
        tongue.catalogue._fallback = None
    assert len(files) > 8
    assert "Bij de landing" in next(f for f in files if f.suffix == ".json").read_text("utf-8")
    assert missed.texts - set(tongue.catalogue._catalog.values()) == set()  # the rest was Dutch
