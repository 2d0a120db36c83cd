"""Lists of visits and of comparisons, as a page shows them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from formcheck.report.words import _
from formcheck.report.words import told as in_words
from formcheck.store.web_nouns import JobState, Upload
from formcheck.types import ClipWord
from formcheck.web.compared import Compared
from formcheck.web.found import Found, day_of, found, short, verdict_words
from formcheck.web.pages.visit_bar import on, why
from formcheck.web.places import Places


@dataclass(frozen=True, slots=True)
class Row:
    """One visit in a list.

    Attributes
    ----------
    says : the first thing to work on, or how far the clip is
    word : whether the clip is good enough; None before that is known
    is_busy : whether something is being done about it
    says_lang : the language of `says`
    """

    id: str
    runner: str
    on: date
    name: str
    says: str
    says_lang: str
    word: ClipWord | None
    verdict: str
    is_ready: bool
    is_busy: bool
    note: str


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One comparison in a list; `problem` and `hint` say why there is none."""

    id: str
    runner: str
    before: str
    after: str
    days: tuple[date, date]
    state: JobState
    is_ready: bool
    is_outdated: bool
    problem: str
    hint: str


def rows(uploads: Iterable[Upload], places: Places, lang: str, busy: Collection[str]) -> list[Row]:
    """The visits, in the order and in the language of the moment."""
    return [_row(one, found(one, places, lang), lang, one.id in busy) for one in uploads]


def told(one: Compared) -> ComparedRow:
    """The comparison, in the language of the moment."""
    problem, hint = why(one.job) if one.job.state == "failed" else ("", "")
    before, after = one.visits
    return ComparedRow(
        one.job.id,
        one.runner,
        before.id,
        after.id,
        (on(one.days[0]), on(one.days[1])),
        one.job.state,
        one.is_ready,
        one.is_outdated,
        in_words(problem),
        in_words(hint),
    )


def _row(one: Upload, of: Found | None, lang: str, is_busy: bool) -> Row:
    verdict = of.verdict if of else None
    return Row(
        id=one.id,
        runner=one.runner,
        on=on(day_of(one, of)),
        name=one.name,
        says=short(of, lang) if of else _state(one, is_busy),
        says_lang=of.lang if of and of.first else lang,
        word=verdict.word if verdict else None,
        verdict=verdict_words()[verdict.word] if verdict else "",
        is_ready=of is not None,
        is_busy=is_busy,
        note=one.note,
    )


def _state(one: Upload, is_busy: bool) -> str:
    if is_busy and one.state != "arriving":
        return _("Being looked at")
    return {
        "arriving": _("Not all of it has arrived: go on with the upload"),
        "arrived": _("Arrived, not looked at yet"),
        "ready": _("Not analysed yet"),
        "refused": _("Could not be taken"),
    }[one.state]
