"""Changes corrections as a human asks for it, contact by contact.

An edit is about the contact that was found. Who changes a contact again changes its edit.
"""

from __future__ import annotations

from dataclasses import replace

from formcheck.by_hand.parsing import in_order, joined
from formcheck.types import Contact, ContactEdit, Corrections, Span
from formcheck.types.corrections import refuse_no_contact

SAME_S = 0.0006  # what four digits in a file leave of a moment, and a little


def moved(
    corrections: Corrections, contact: Contact, strike_s: float | None, off_s: float | None
) -> Corrections:
    """The same with that contact at new moments; None leaves a moment as it is.

    Raises
    ------
    SettingsError : a foot cannot be down from the one to the other
    """
    start_s = contact.strike_s if strike_s is None else strike_s
    refuse_no_contact(contact.side, start_s, contact.off_s if off_s is None else off_s)
    before = _about(corrections, contact)
    if before is None:
        edit = ContactEdit("move", contact.side, contact.strike_s, strike_s, off_s)
        return _with(corrections, edit)
    edit = replace(
        before,
        strike_s=before.strike_s if strike_s is None else strike_s,
        off_s=before.off_s if off_s is None else off_s,
    )
    return _with(_without(corrections, before), edit)


def added(corrections: Corrections, contact: Contact) -> Corrections:
    """The same with one more contact.

    Raises
    ------
    SettingsError : a foot cannot be down from the one moment to the other
    """
    refuse_no_contact(contact.side, contact.strike_s, contact.off_s)
    edit = ContactEdit("add", contact.side, None, contact.strike_s, contact.off_s)
    return corrections if edit in corrections.contacts else _with(corrections, edit)


def removed(corrections: Corrections, contact: Contact) -> Corrections:
    """The same without that contact; one that was added by hand is as if it never was."""
    before = _about(corrections, contact)
    if before is None:
        return _with(corrections, ContactEdit("remove", contact.side, contact.strike_s))
    others = _without(corrections, before)
    if before.kind == "add":
        return others
    return _with(others, ContactEdit("remove", before.side, before.about_s))


def excluded(corrections: Corrections, span_s: Span) -> Corrections:
    """The same with one more part left out."""
    return replace(corrections, excluded_s=joined([*corrections.excluded_s, span_s]))


def _about(corrections: Corrections, contact: Contact) -> ContactEdit | None:
    """The edit that made this contact what it is; None where nobody changed it."""
    if contact.by == "auto":
        return None
    for edit in corrections.contacts:
        became_s = edit.about_s if edit.strike_s is None else edit.strike_s
        if edit.kind == "remove" or edit.side != contact.side or became_s is None:
            continue
        if abs(became_s - contact.strike_s) < SAME_S or _only_leaves(edit, contact):
            return edit
    return None


def _only_leaves(edit: ContactEdit, contact: Contact) -> bool:
    """Whether the edit moved the toe-off alone, and to that of the contact."""
    is_alone = edit.strike_s is None and edit.off_s is not None and contact.off_s is not None
    return is_alone and abs((edit.off_s or 0.0) - (contact.off_s or 0.0)) < SAME_S


def _with(corrections: Corrections, edit: ContactEdit) -> Corrections:
    return replace(corrections, contacts=in_order([*corrections.contacts, edit]))


def _without(corrections: Corrections, edit: ContactEdit) -> Corrections:
    return replace(corrections, contacts=tuple(e for e in corrections.contacts if e != edit))
