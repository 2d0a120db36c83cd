"""Invites to the questionnaire where a report asks for nothing and nobody was asked anything."""

from __future__ import annotations

from formcheck.report.words import _
from formcheck.types import Analysis


def invitation(analysis: Analysis) -> str:
    """A line that leads to the questionnaire; "" where it was filled in."""
    if analysis.questionnaire:
        return ""
    return str(
        _(
            "Does your back bother you? Answer the questionnaire: formcheck tells what needs a "
            "doctor, and how your training may matter."
        )
    )
