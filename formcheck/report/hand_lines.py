"""Says what a human changed by hand: a mark that stands in every report, and each change."""

from __future__ import annotations

from formcheck.report.words import _, told
from formcheck.types import Analysis, Contact


def is_changed(analysis: Analysis) -> bool:
    """Whether a human changed anything."""
    return analysis.corrections is not None and bool(analysis.corrections.changes)


def mark(analysis: Analysis) -> str:
    """A few words for headers and corners; "" where nothing was changed."""
    return _("changed by hand") if is_changed(analysis) else ""


def lines(analysis: Analysis, most: int | None = None) -> list[str]:
    """A sentence for each change and the note; of more than `most` changes, how many more."""
    by_hand = analysis.corrections
    if by_hand is None:
        return []
    changes = [str(told(change)) for change in by_hand.changes]
    if most is not None and len(changes) > most:
        more = _("And {n} more.").format(n=len(changes) - most)
        changes = [*changes[:most], more]
    note = [_("Note: {note}").format(note=by_hand.note)] if by_hand.note else []
    return changes + note


def sides(contacts: tuple[Contact, ...]) -> str:
    """How many contacts there are of each foot, and how many a human set."""
    feet, by_hand = [c.side for c in contacts], sum(c.by == "user" for c in contacts)
    words = _("{n_left} left, {n_right} right").format(
        n_left=feet.count("left"), n_right=feet.count("right")
    )
    if not by_hand:
        return words
    return _("{contacts}; {n} of them by hand").format(contacts=words, n=by_hand)
