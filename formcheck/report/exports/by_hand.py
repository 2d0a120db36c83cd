"""Says in files for other tools what a human changed by hand; in English, as all of their words."""

from __future__ import annotations

from formcheck.types import Analysis


def by_hand(analysis: Analysis) -> tuple[str, ...]:
    """A sentence for each change; none where nothing was changed."""
    if analysis.corrections is None:
        return ()
    return tuple(f"By hand: {change}" for change in analysis.corrections.changes)
