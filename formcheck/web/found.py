"""What was found in a clip, as its folder tells: in which languages, and what it says in short."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, get_args

from formcheck import reopened
from formcheck.errors import SettingsError
from formcheck.report.words import _
from formcheck.settings import Language
from formcheck.store.web_nouns import Upload
from formcheck.types import Analysis, Finding, RedFlag, Verdict
from formcheck.web import raised
from formcheck.web.places import Places

PAGE: Final = "report.html"


@dataclass(frozen=True, slots=True)
class Found:
    """The results of a clip in one language, in short.

    Attributes
    ----------
    made_ns : when they were written
    made_from : settings, answers and corrections; the same in every language
    version : of the formcheck that made them
    raised : flags (by id) that the answers raise as they are now, or that stand in these results
    """

    lang: str
    folder: Path
    made_ns: int
    made_from: str
    version: str
    filmed_on: str | None
    verdict: Verdict | None
    findings: tuple[Finding, ...]
    red_flags: tuple[RedFlag, ...]
    answers: Mapping[str, Any]
    has_corrections: bool
    raised: frozenset[str] = frozenset()

    @property
    def is_behind(self) -> bool:
        """Whether answers that were given since come before all that these results say."""
        return not self.raised <= {flag.id for flag in self.red_flags}

    @property
    def all_flags(self) -> tuple[RedFlag, ...]:
        """What stands in the results and what does not yet, urgent first."""
        known = {flag.id for flag in self.red_flags}
        every = (*self.red_flags, *raised.told(self.raised - known, self.lang))
        return tuple(sorted(every, key=lambda flag: not flag.is_urgent))

    @property
    def is_urgent(self) -> bool:
        """Whether a doctor comes before all technique."""
        return any(flag.is_urgent for flag in self.red_flags)

    @property
    def first(self) -> Finding | None:
        """The first thing to work on; None where there is none, or an answer comes first."""
        act = (one for one in self.findings if one.place == "act")
        return None if self.is_urgent or self.is_behind else next(act, None)

    @property
    def page(self) -> Path:
        """The report."""
        return self.folder / PAGE


def found(upload: Upload, places: Places, lang: str) -> Found | None:
    """The results that hold now, in that language if they are there in it; None for none."""
    every = all_found(upload, places)
    return next((one for one in every if one.lang == lang), next(iter(every), None))


def all_found(upload: Upload, places: Places) -> tuple[Found, ...]:
    """The results that hold now in each language there is, the newest first.

    Those from before other answers or corrections hold no more.
    """
    known = sorted(_each(upload, places), key=lambda one: -one.made_ns)
    return tuple(one for one in known if one.made_from == known[0].made_from)


def made_from(analysis: Analysis) -> str:
    """Settings, answers and corrections of an analysis: the same in every language."""
    settings = {name: told for name, told in analysis.settings.items() if name != "lang"}
    corrections = analysis.corrections
    changed = None if corrections is None else asdict(corrections)
    facts = [settings, dict(analysis.questionnaire), changed]
    return json.dumps(facts, sort_keys=True, default=str)


def day_of(upload: Upload, of: Found | None) -> str:
    """The day of a visit: as it was said, else as the clip says, else when it was handed in."""
    said = upload.asked.get("day")
    return str(said or (of and of.filmed_on) or upload.made_at.date().isoformat())


def verdict_words() -> dict[str, str]:
    """What is said of a clip in a word."""
    return {"good": _("good clip"), "usable": _("usable clip"), "poor": _("poor clip")}


def short(of: Found, lang: str) -> str:
    """What to read first in a line or two; what was found is told in the language of `of`."""
    if of.is_urgent or of.is_behind:
        every = (*raised.told(of.raised, lang), *of.red_flags)
        return min(every, key=lambda flag: not flag.is_urgent).advice
    return of.first.headline if of.first else _("Nothing to work on was found")


def _each(upload: Upload, places: Places) -> Iterator[Found]:
    for lang in get_args(Language):
        folder = places.results(upload.id, lang)
        with suppress(SettingsError, OSError):  # being written, or there are none
            file = reopened.analysis_file(folder)
            made_ns = file.stat().st_mtime_ns
            if (folder / PAGE).is_file():
                known = _read(folder, file, made_ns)
                yield replace(known, raised=known.raised | raised.ids(upload.answers))


@lru_cache(maxsize=1024)  # a few kB each
def _read(folder: Path, file: Path, made_ns: int) -> Found:
    analysis = reopened.analysis_at(file)
    return Found(
        lang=folder.name,
        folder=folder,
        made_ns=made_ns,
        made_from=made_from(analysis),
        version=analysis.provenance.formcheck,
        filmed_on=analysis.clip.filmed_on,
        verdict=analysis.verdict,
        findings=analysis.findings,
        red_flags=analysis.red_flags,
        answers=dict(analysis.questionnaire),
        has_corrections=analysis.corrections is not None,
        raised=frozenset(flag.id for flag in analysis.red_flags),
    )
