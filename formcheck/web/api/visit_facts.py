"""What the interface says of a visit: in short what was found, and which files there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, Field

from formcheck.report.words import speaking, told
from formcheck.store.web_nouns import Upload, UploadState
from formcheck.types import ClipWord, Level
from formcheck.web.formats import Offered
from formcheck.web.found import Found, day_of

Place = Literal["act", "also", "good", "unjudged"]


class FindingFacts(BaseModel):
    """One topic of the advice, as this clip shows it."""

    topic: str
    level: Level
    place: Place = Field(description="act: to work on now; also: seen beside it.")
    headline: str
    cue: str | None


class FlagFacts(BaseModel):
    """An answer that comes before all technique."""

    said: str
    advice: str
    is_urgent: bool


class FileFacts(BaseModel):
    """A file to take along; one that is not ready is made when it is asked for."""

    format: str
    name: str
    bytes: int | None = Field(description="null where it is not ready, or packed when asked for.")
    ready: bool


class VisitFacts(BaseModel):
    """A clip and what was found in it; without results the lists are empty."""

    id: str
    runner: str
    day: str
    name: str = Field(description="As the phone called the clip; to be shown only.")
    state: UploadState
    is_ready: bool = Field(description="Whether there is a report.")
    lang: str | None = Field(description="The language of what is said here.")
    langs: list[str] = Field(description="The languages the report is there in.")
    verdict: ClipWord | None
    verdict_line: str
    findings: list[FindingFacts] = Field(
        description="None while the report does not know an answer that comes first."
    )
    red_flags: list[FlagFacts]
    has_answers: bool
    has_corrections: bool
    note: str = Field(description='Only the desk reads it; "" for a runner.')
    files: list[FileFacts]


def facts(
    upload: Upload, every: tuple[Found, ...], files: Mapping[str, Offered], lang: str
) -> VisitFacts:
    """The visit as the interface tells it, in that language if it is there in it."""
    of = next((one for one in every if one.lang == lang), every[0] if every else None)
    verdict = of.verdict if of else None
    with speaking(of.lang if of else lang):
        return VisitFacts(
            id=upload.id,
            runner=upload.runner,
            day=day_of(upload, of),
            name=upload.name,
            state=upload.state,
            is_ready=of is not None,
            lang=of.lang if of else None,
            langs=[one.lang for one in every],
            verdict=verdict.word if verdict else None,
            verdict_line=told(verdict.line) if verdict else "",
            findings=_findings(of),
            red_flags=_flags(of),
            has_answers=bool(upload.answers),
            has_corrections=of.has_corrections if of else False,
            note=upload.note,
            files=[file_facts(one) for one in files.values()],
        )


def file_facts(one: Offered) -> FileFacts:
    """One file as the interface tells it."""
    return FileFacts(format=one.key, name=one.name, bytes=one.n_bytes, ready=one.is_ready)


def _findings(of: Found | None) -> list[FindingFacts]:
    return [
        FindingFacts(topic=f.topic, level=f.level, place=f.place, headline=f.headline, cue=f.cue)
        for f in (of.findings if of and not of.is_behind else ())
    ]


def _flags(of: Found | None) -> list[FlagFacts]:
    return [
        FlagFacts(said=f.said, advice=f.advice, is_urgent=f.is_urgent)
        for f in (of.all_flags if of else ())
    ]
