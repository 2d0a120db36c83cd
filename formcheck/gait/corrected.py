"""Contacts with what a human changed about them, before anything is read from them.

    found       |==|  |==|  |==|  |==|
    edits             move  remove        add
    corrected   |==|   |==|       |==|    |==|

Ticks, by which strides are folded, stay where they were found: an edit says when a foot lands,
not when its heel is furthest ahead. Only where a contact was added, or moved so far that the
tick was not its own, the tick follows, as long as the strides of the steady part stay alike by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np

from formcheck.errors import SettingsError
from formcheck.gait.contacts import OWN_PEAK, regular
from formcheck.gait.left_out import outside
from formcheck.gait.steady import FEWEST_STRIDES, steady_span, widened, within
from formcheck.skeleton import SIDES, Side
from formcheck.types import Contact, ContactEdit, Corrections, Floats, Span
from formcheck.types.corrections import refuse_no_contact
from formcheck.types.said import Said

# Two landings of one foot are 0.5 s apart and more; chosen by us, well below half of that.
SAME_S: Final = 0.15
# Whoever goes through a clip picture by picture names the last picture before, or the first after
# a moment, and may be a picture early or late: anywhere within one picture on either side, which
# is a standard deviation of 1 / sqrt(3) of the time between pictures.
BY_EYE: Final = float(1 / np.sqrt(3))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What the contacts follow: the foot whose ticks strides are folded by, usual lengths."""

    side: Side
    stride_s: float
    frame_s: float


@dataclass(frozen=True, slots=True)
class Steps:
    """Contacts in order of time, the ticks to fold by, and the steady part of both.

    `unused` are edits outside the steady part. `span_s` is None where no two strides are alike.
    """

    contacts: tuple[Contact, ...]
    ticks_s: Floats
    rhythm: Rhythm
    span_s: Span | None = None
    unused: tuple[ContactEdit, ...] = ()

    @property
    def steady_ticks_s(self) -> Floats:
        """The ticks of the steady part."""
        start_s, end_s = self.span_s or (0.0, -1.0)
        return self.ticks_s[(self.ticks_s >= start_s) & (self.ticks_s <= end_s)]


def corrected(found: Steps, by_hand: Corrections) -> Steps:
    """The steady part of what was found, changed as a human wants it.

    Raises
    ------
    SettingsError : an edit names no contact, or makes one that cannot be
    """
    steps = replace(found, span_s=steady_span(found.ticks_s, by_hand.excluded_s))
    if by_hand.contacts:
        steps = _edited(steps, by_hand)
    elif steps.span_s is not None:
        steps = replace(steps, contacts=within(steps.contacts, steps.span_s))
    if steps.span_s is None:
        return steps
    kept = outside(steps.contacts, by_hand.excluded_s)
    is_changed = bool(by_hand.contacts or by_hand.excluded_s)
    if is_changed and len({c.side for c in kept}) < len(SIDES):
        raise _too_few()
    return replace(steps, contacts=kept)


def _edited(found: Steps, by_hand: Corrections) -> Steps:
    """The contacts of the steady part after all edits; its strides are folded by the same ticks.

    A contact that lands early or late by hand does not end the steady part of what was found.
    Only where strides are alike over more than that, since a contact that broke it off is now in
    its place, the steady part and the ticks are those of the corrected contacts.
    """
    near = [edit for edit in by_hand.contacts if not _is_elsewhere(edit, found)]
    every = _after(found.contacts, near, found.rhythm.frame_s)
    _refuse_overlap(every)
    longer = replace(found, ticks_s=_ticks(found, every))
    longer = replace(longer, span_s=steady_span(longer.ticks_s, by_hand.excluded_s))
    steps = longer if _covers(longer.span_s, found.span_s) else found
    if steps.span_s is None:
        return steps
    start_s, end_s = widened(found.contacts if len(found.contacts) > 1 else every, steps.span_s)
    used = [edit for edit in near if start_s <= _place_s(edit, found.contacts) <= end_s]
    inside = tuple(c for c in found.contacts if start_s <= c.strike_s <= end_s)
    contacts = _after(inside, used, found.rhythm.frame_s)
    if len([c for c in contacts if c.side == found.rhythm.side]) < FEWEST_STRIDES:
        raise _too_few()
    unused = tuple(edit for edit in by_hand.contacts if edit not in used)
    span_s = _about(contacts, steps.span_s, found.rhythm.stride_s)
    return replace(steps, contacts=contacts, span_s=span_s, unused=unused)


def _about(contacts: tuple[Contact, ...], span_s: Span, stride_s: float) -> Span:
    """The span without ends from which all contacts were removed: a tick is near its contact."""
    near_s = stride_s / 4
    first_s, last_s = contacts[0].strike_s - near_s, contacts[-1].strike_s + near_s
    return max(span_s[0], first_s), min(span_s[1], last_s)


def _covers(span_s: Span | None, other_s: Span | None) -> bool:
    """Whether the one has all of the other in it."""
    if span_s is None or other_s is None:
        return other_s is None
    return span_s[0] <= other_s[0] and other_s[1] <= span_s[1]


def _after(
    contacts: tuple[Contact, ...], edits: Sequence[ContactEdit], frame_s: float
) -> tuple[Contact, ...]:
    """The contacts after those edits, in order of time."""
    for edit in edits:
        contacts = _with(contacts, edit, frame_s)
    return tuple(sorted(contacts, key=lambda contact: contact.strike_s))


def _place_s(edit: ContactEdit, contacts: tuple[Contact, ...]) -> float:
    """Where a contact that is changed was found; where one that is added lands."""
    if edit.kind == "add":
        return edit.at_s
    mine = [c.strike_s for c in contacts if c.side == edit.side]
    return min(mine, key=lambda strike_s: abs(strike_s - edit.at_s))


def _is_elsewhere(edit: ContactEdit, found: Steps) -> bool:
    """Whether it is more than a stride away from every contact of the measured running."""
    moments = [c.strike_s for c in found.contacts]
    stride_s = found.rhythm.stride_s
    return not moments or not moments[0] - stride_s <= edit.at_s <= moments[-1] + stride_s


def _with(contacts: tuple[Contact, ...], edit: ContactEdit, frame_s: float) -> tuple[Contact, ...]:
    """The contacts after one edit."""
    if edit.kind == "add":
        return (*contacts, _by_user(Contact(edit.side, 0.0, 0.0, None, None), edit, frame_s))
    about = _named(contacts, edit)
    others = tuple(c for c in contacts if c is not about)
    return others if edit.kind == "remove" else (*others, _by_user(about, edit, frame_s))


def _named(contacts: tuple[Contact, ...], edit: ContactEdit) -> Contact:
    """The contact that an edit is about."""
    at_s, mine = edit.at_s, [c for c in contacts if c.side == edit.side]
    nearest = min(mine, key=lambda c: abs(c.strike_s - at_s), default=None)
    if nearest is None or abs(nearest.strike_s - at_s) > SAME_S:
        raise _not_there(edit, nearest)
    if nearest.by == "user":
        raise SettingsError(
            Said(
                "Two corrections are about the same contact of the {side} foot at {at_s:.3f} s.",
                side=Said(edit.side),
                at_s=at_s,
            ),
            Said("Keep one of them."),
        )
    return nearest


def _not_there(edit: ContactEdit, nearest: Contact | None) -> SettingsError:
    hint = Said("`formcheck events CLIP` lists the contacts that were found.")
    if nearest is not None:
        hint = Said(
            "The nearest one is at {strike_s:.3f} s. {hint}", strike_s=nearest.strike_s, hint=hint
        )
    return SettingsError(
        Said(
            "There is no contact of the {side} foot at {at_s:.3f} s.",
            side=Said(edit.side),
            at_s=edit.at_s,
        ),
        hint,
    )


def _by_user(contact: Contact, edit: ContactEdit, frame_s: float) -> Contact:
    """The contact with the edit's moments; those it does not name keep their own error."""
    se_s = BY_EYE * frame_s
    made = replace(contact, by="user")
    if edit.strike_s is not None:
        made = replace(made, strike_s=edit.strike_s, strike_se_s=se_s)
    if edit.off_s is not None:
        made = replace(made, off_s=edit.off_s, off_se_s=se_s)
    refuse_no_contact(made.side, made.strike_s, made.off_s)
    return made


def _refuse_overlap(contacts: tuple[Contact, ...]) -> None:
    """Nothing; no foot lands while it is down, as far as a human has a say in it."""
    for side in SIDES:
        mine = [c for c in contacts if c.side == side]
        for first, then in pairwise(mine):
            until_s = first.strike_s + SAME_S if first.off_s is None else first.off_s
            if "user" in (first.by, then.by) and then.strike_s <= until_s:
                raise _overlap(first, then)


def _overlap(first: Contact, then: Contact) -> SettingsError:
    return SettingsError(
        Said(
            "Two contacts of the {side} foot overlap: those at {one_s:.3f} and {other_s:.3f} s.",
            side=Said(first.side),
            one_s=first.strike_s,
            other_s=then.strike_s,
        ),
        Said("Move one of them, or remove it."),
    )


def _ticks(found: Steps, contacts: tuple[Contact, ...]) -> Floats:
    """Ticks for the corrected contacts, those that were found wherever they fit.

    Strikes that were found follow their ticks by always as much; a stride whose contact was
    removed keeps its tick, as the runner did take it.
    """
    rhythm, ticks_s = found.rhythm, found.ticks_s
    before = np.array([c.strike_s for c in found.contacts if c.side == rhythm.side])
    if len(before) != len(ticks_s) or not len(ticks_s):
        return ticks_s
    lag_s = float(np.median(before - ticks_s))
    mine = np.array([c.strike_s for c in contacts if c.side == rhythm.side])
    if len(mine) < 2:
        return np.empty(0)
    expected = regular(mine - lag_s, rhythm.stride_s)
    nearest = ticks_s[np.abs(ticks_s[None] - expected[:, None]).argmin(axis=1)]
    own = np.abs(nearest - expected) <= OWN_PEAK * rhythm.stride_s
    return np.unique(np.where(own, nearest, expected))


def _too_few() -> SettingsError:
    return SettingsError(
        Said("The corrections leave too few contacts to measure."),
        Said("Leave out or remove less, or ignore them with --no-corrections."),
    )
