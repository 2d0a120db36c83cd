"""Says what a human corrected in the analyses that are compared."""

from __future__ import annotations

from formcheck.report.compared.texts import when_words
from formcheck.report.words import _, told
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
    """What was corrected; how many contacts, where nobody wrote down which."""
    if analysis.corrections is not None and analysis.corrections.changes:
        return [told(line) for line in analysis.corrections.changes]
    n = sum(contact.by == "user" for contact in analysis.gait.contacts)
    return [_("{n} contacts of the feet were set by hand.").format(n=n)] if n else []
