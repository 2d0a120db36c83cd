"""Gathers pictures of the same moments of both visits, with the measured lines drawn in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from formcheck.report.compared.job import ComparedJob
from formcheck.report.html.media import Picture, picture
from formcheck.report.moments import Moment, key_moments
from formcheck.report.pictures import draw_moment, moment_words
from formcheck.types import Frame, Study

STILLS: Final = "stills"  # of both visits, as a job shares them between its exporters


@dataclass(frozen=True, slots=True)
class Still:
    """One moment of one visit, and what it shows in words."""

    words: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class Pair:
    """The same moment of both visits; None where one of them does not show it."""

    before: Still | None
    after: Still | None


def pairs(job: ComparedJob) -> list[Pair]:
    """Landing, mid-stance and toe-off of both; from behind mid-stance of both legs."""
    for k, study in enumerate(job.ends):
        if study is not None:
            read_on(job, k, passing(job, k, study))
    wanted = dict.fromkeys(name for study in job.ends if study for name in _moments(study))
    before, after = ({n: kept[n] for n in wanted if n in kept} for kept in _kept(job))
    if before.keys().isdisjoint(after):  # two views: what the one shows beside what the other does
        return [Pair(*both) for both in zip_longest(before.values(), after.values())]
    return [Pair(before.get(n), after.get(n)) for n in wanted if n in before or n in after]


def passing(job: ComparedJob, k: int, study: Study) -> Iterator[Frame]:
    """The frames of one visit; pictures of its moments are made as they pass by."""
    kept, moments = _kept(job)[k], _moments(study)
    for row, frame in enumerate(job.frames(study)):
        for name, moment in moments.items():
            if moment.frame == row and name not in kept:
                drawn = draw_moment(study, moment, frame.rgb, is_captioned=False)
                kept[name] = Still(moment_words(moment), picture(drawn))
        yield frame


def read_on(job: ComparedJob, k: int, frames: Iterator[Frame]) -> None:
    """Nothing; the moments that lie further on in these frames have their pictures."""
    study = job.ends[k]
    moments = set() if study is None else set(_moments(study))
    while moments - set(_kept(job)[k]) and next(frames, None) is not None:
        pass


def _kept(job: ComparedJob) -> tuple[dict[str, Still], dict[str, Still]]:
    kept: tuple[dict[str, Still], dict[str, Still]] = job.shared.setdefault(STILLS, ({}, {}))
    return kept


def _moments(study: Study) -> dict[str, Moment]:
    """The moments to show; sides are told apart where both are shown."""
    is_told = study.analysis.gait.near_side is None
    return {f"{m.name}_{m.side}" if is_told else m.name: m for m in key_moments(study)}
