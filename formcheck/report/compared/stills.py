"""Gathers pictures of the same moments of both visits, with the measured lines drawn in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from formcheck.report.compared.film import picked
from formcheck.report.compared.job import ComparedJob
from formcheck.report.html.media import Picture, picture
from formcheck.report.moments import Moment, key_moments
from formcheck.report.pictures import draw_moment, moment_words
from formcheck.types import Pixels, Study

STILLS: Final = "stills"


@dataclass(frozen=True, slots=True)
class Still:
    """One moment of one visit, and what it shows in words."""

    words: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class Pair:
    """The same moment of both visits; None where one of them does not show it."""

    name: str
    before: Still | None
    after: Still | None


def pairs(job: ComparedJob) -> list[Pair]:
    """Landing, mid-stance and toe-off of both; from behind mid-stance of both legs."""
    if STILLS not in job.shared:
        job.shared[STILLS] = _pairs(job)
    found: list[Pair] = job.shared[STILLS]
    return found


def _pairs(job: ComparedJob) -> list[Pair]:
    before, after = (_stills(job, study) for study in job.ends)
    names = dict.fromkeys([*before, *after])
    return [Pair(name, before.get(name), after.get(name)) for name in names]


def _stills(job: ComparedJob, study: Study | None) -> dict[str, Still]:
    """A picture of each moment; sides are told apart where both are shown."""
    if study is None:
        return {}
    moments = key_moments(study)
    drawn = {_name(study, m): (m, draw_moment(study, m, rgb, is_captioned=False))
             for m, rgb in _seen(job, study, moments)}  # fmt: skip
    return {
        name: Still(moment_words(drawn[name][0]), picture(drawn[name][1]))
        for name in (_name(study, m) for m in moments)
        if name in drawn
    }


def _name(study: Study, moment: Moment) -> str:
    return moment.name if study.analysis.gait.near_side else f"{moment.name}_{moment.side}"


def _seen(
    job: ComparedJob, study: Study, moments: tuple[Moment, ...]
) -> list[tuple[Moment, Pixels]]:
    ordered = sorted(moments, key=lambda m: m.frame)
    frames = picked(job.frames(study), [m.frame for m in ordered])
    return [(m, frame.rgb) for m, (_row, frame) in zip(ordered, frames, strict=False)]
