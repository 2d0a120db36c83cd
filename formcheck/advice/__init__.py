"""Advice: from measurements to findings, each no surer than its numbers."""

from __future__ import annotations

from dataclasses import replace

from formcheck.advice.catalogue import catalogue
from formcheck.advice.handbook import handbook
from formcheck.advice.language import translator
from formcheck.advice.questionnaire import SAID, Answers, answers, red_flags, said
from formcheck.advice.ranking import rank
from formcheck.advice.topics import Case, finding
from formcheck.advice.typical import with_expected
from formcheck.types import Finding, Measurement, Runner

__all__ = [
    "answers",
    "handbook",
    "judge",
    "red_flags",
    "translator",
    "with_expected",
]


def judge(
    measurements: tuple[Measurement, ...],
    runner: Runner,
    lang: str = "en",
    answers: Answers | None = None,
) -> tuple[Finding, ...]:
    """One finding per topic, worst first; the unseen ones say why.

    Answers are no measurements of the clip: findings that rest on them do not list them.
    """
    told, say = answers or {}, translator(lang)
    numbers = with_expected(measurements, runner) + said(told, catalogue().why)
    raised = red_flags(told, say)
    is_urgent, flags = any(flag.is_urgent for flag in raised), {flag.id for flag in raised}
    case = Case(numbers, runner, say, told, is_urgent)
    found = tuple(finding(topic, case) for topic in catalogue().topics)
    return tuple(_measured_only(f) for f in rank(found, is_urgent=is_urgent, flags=flags))


def _measured_only(found: Finding) -> Finding:
    measured = (key for key in found.measurements if key.split(":")[0] not in SAID)
    return replace(found, measurements=tuple(measured))
