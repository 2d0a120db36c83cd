"""Advice: from measurements to findings, each no surer than its numbers."""

from __future__ import annotations

from formcheck.advice.catalogue import catalogue
from formcheck.advice.expected import with_expected
from formcheck.advice.ranking import rank, to_act_on
from formcheck.advice.topics import finding
from formcheck.advice.wording import translator
from formcheck.types import Finding, Measurement, Runner

__all__ = ["judge", "to_act_on", "with_expected"]


def judge(
    measurements: tuple[Measurement, ...], runner: Runner, lang: str = "en"
) -> tuple[Finding, ...]:
    """One finding per topic of ``advice.toml``, worst first; the unseen ones say why."""
    compared, say = with_expected(measurements, runner), translator(lang)
    return rank(tuple(finding(topic, compared, runner, say) for topic in catalogue().topics))
