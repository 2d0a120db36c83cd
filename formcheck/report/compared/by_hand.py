"""Says what a human corrected in the analyses that are compared."""

from __future__ import annotations

from formcheck.report.compared.texts import when_words
from formcheck.report.words import _
from formcheck.types import Analysis
from formcheck.types.comparison import Comparison


def by_hand(comparison: Comparison) -> list[str]:
    """A sentence for each visit that somebody corrected; nothing where nobody did."""
    ends = (comparison.visits[0], comparison.visits[-1])
    return [
        _("{when}: {what}").format(when=when_words(k, visit), what=what)
        for k, visit in enumerate(ends)
        for what in _corrected(visit.analysis)
    ]


def _corrected(analysis: Analysis) -> list[str]:
    n = sum(contact.by == "user" for contact in analysis.gait.contacts)
    if not n:
        return []
    return [_("{n} contacts of the feet were set by hand.").format(n=n)]
