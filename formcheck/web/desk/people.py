"""Knows whom the desk looks after: everybody with a code, what they handed in, their visits."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Engine

from formcheck import store
from formcheck.report.words import _
from formcheck.store.accounts import all_accounts
from formcheck.store.uploads import all_uploads, n_uploads, n_uploads_by_runner
from formcheck.store.web_nouns import Upload
from formcheck.web.found import day_of, found, short, verdict_words
from formcheck.web.places import Places


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the desk looks after, as a list shows it.

    `clips` is how many clips of them are here or were analysed; the days are those of the
    history, "" where it has none.
    """

    code: str
    clips: int
    first_day: str
    last_day: str


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit of a person in a few words.

    Attributes
    ----------
    id : of the upload; "" where it came into the history by another way
    state : of the upload, or "measured" where there is a report
    verdict : on the clip; "" where there is none
    short, short_lang : what to read first, and in which language; "" where nothing was measured
    """

    id: str
    day: str
    name: str
    state: str
    verdict: str = ""
    short: str = ""
    short_lang: str = ""
    note: str = ""
    is_by_hand: bool = False


def people(engine: Engine) -> tuple[Person, ...]:
    """Everybody, in order of their codes."""
    kept = {one.id: one for one in store.runners(engine)}
    clips = n_uploads_by_runner(engine)
    codes = {one.runner for one in all_accounts(engine) if one.runner} | kept.keys() | clips.keys()
    return tuple(
        Person(
            code,
            max(clips.get(code, 0), kept[code].clips if code in kept else 0),
            kept[code].first_day if code in kept else "",
            kept[code].last_day if code in kept else "",
        )
        for code in sorted(codes)
    )


def as_written(code: str, engine: Engine) -> str:
    """That code as it was first written here: R07 and r07 are one person."""
    if n_uploads(code, engine):
        return code
    same = (one.code for one in people(engine) if one.code.casefold() == code.casefold())
    return next(same, code)


def is_known(code: str, engine: Engine) -> bool:
    """Whether there is anything of that person."""
    has_clips = n_uploads(code, engine) > 0
    return has_clips or any(one.code == code for one in people(engine))


def visits(code: str, places: Places, engine: Engine, lang: str) -> tuple[VisitLine, ...]:
    """The visits of a person in order of day, in the language of the moment."""
    uploads = all_uploads(code, engine)
    told = [_line(one, places, lang) for one in uploads]
    here = {one.sha256 for one in uploads}
    others = {e.sha256: e for e in store.entries(code, place=engine) if e.sha256 not in here}
    told += [VisitLine("", e.day, e.clip, "elsewhere", note=e.note) for e in others.values()]
    return tuple(sorted(told, key=lambda line: line.day))


def state_words() -> dict[str, str]:
    """What there is to say of a visit without a report."""
    return {
        "arriving": _("is still being sent"),
        "arrived": _("is being looked at"),
        "ready": _("has no report yet"),
        "refused": _("could not be used"),
        "elsewhere": _("added to the history by another way"),
    }


def _line(upload: Upload, places: Places, lang: str) -> VisitLine:
    of = found(upload, places, lang)
    line = VisitLine(upload.id, day_of(upload, of), upload.name, upload.state, note=upload.note)
    if of is None:
        return line
    verdict = "" if of.verdict is None else verdict_words()[of.verdict.word]
    return replace(
        line,
        state="measured",
        verdict=verdict,
        short=short(of, lang),
        short_lang=of.lang if of.first else lang,
        is_by_hand=of.has_corrections,
    )
