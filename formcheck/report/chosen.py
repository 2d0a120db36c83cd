"""Sorts findings into what is said first, what beside it and what could not be judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from formcheck.report.words import _
from formcheck.types import Finding, Study

MOST_TO_ACT_ON: Final = 3
_WORK: Final = ("marked", "mild")
CLEAR, LIKELY = 0.95, 0.75  # from here on "very likely" and "likely"; chosen by us


@dataclass(frozen=True, slots=True)
class Chosen:
    """Findings by their place, each in the order of the analysis."""

    good: tuple[Finding, ...]
    act: tuple[Finding, ...]
    also: tuple[Finding, ...]
    unjudged: tuple[Finding, ...]


def chosen(study: Study) -> Chosen:
    """The findings by place; by level where there is no handbook, and nothing was ranked.

    Where an answer asks for a doctor today, nothing is praised and nothing asked to be done.
    """
    findings = study.analysis.findings
    unjudged = tuple(f for f in findings if not f.is_seen)
    judged = [f for f in findings if f not in unjudged]
    if study.analysis.is_urgent:
        return Chosen((), (), tuple(judged), unjudged)
    good = tuple(f for f in judged if f.place == "good")
    rest = [f for f in judged if f not in good]
    act = [f for f in rest if f.place == "act"]
    if study.handbook is None and not act:
        act = [f for level in _WORK for f in rest if f.level == level and f.cue]
    act = act[:MOST_TO_ACT_ON]
    return Chosen(good, tuple(act), tuple(f for f in rest if f not in act), unjudged)


def is_beyond(finding: Finding) -> bool:
    """Whether it is very likely outside what is typical, although it was not called so."""
    return finding.level == "borderline" and (finding.probability or 0.0) >= CLEAR


def how_sure(finding: Finding) -> str:
    """How likely it is that a finding is one, in words; "" where nobody knows."""
    if finding.claim == "asked" or finding.probability is None:
        return ""
    if finding.probability >= CLEAR:
        return _("It is very likely that this is really outside what is typical.")
    if finding.probability >= LIKELY:
        return _("It is likely that this is really outside what is typical.")
    return _("It may be outside what is typical, but the margin leaves room for doubt.")
