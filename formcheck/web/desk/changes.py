"""What the desk asks to be changed about a visit, as it comes over the wire."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from formcheck.by_hand import edits
from formcheck.by_hand.parsing import MOST_NOTE, joined
from formcheck.errors import SettingsError
from formcheck.settings import Settings
from formcheck.skeleton import Side
from formcheck.types import Analysis, Contact, ContactEdit, Corrections
from formcheck.types.corrections import CONTACT_S
from formcheck.types.said import Said

MOST: Final = 2000  # contacts or parts in one request; ten minutes of running have less

GONE: Final = Said("Somebody changed this visit meanwhile. Load the page again.")

Moment = Annotated[FiniteFloat, Field(ge=0, le=36_000)]
Pixel = Annotated[FiniteFloat, Field(ge=0, le=100_000)]
Part = tuple[Moment, Moment]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Found(_Body):
    """A contact as it was listed: the foot, and when it lands."""

    side: Side
    at_s: Moment


class Moved(Found):
    """New moments of a contact; null leaves a moment as it is."""

    strike_s: Moment | None = None
    off_s: Moment | None = None


class Added(_Body):
    """A contact that nobody found."""

    side: Side
    strike_s: Moment
    off_s: Moment | None = None


class Edited(Found):
    """A change that was made before, as it was listed."""

    kind: Literal["add", "move", "remove"]


class Changes(_Body):
    """All that is changed at once; what is null or empty stays as it is.

    Moments are seconds since the first picture, in real time. `excluded_s` is every part that is
    left out from now on. `known_length` is x1, y1, x2, y2 in pixels of the upright picture as it
    was filmed, and the metres between the two points; `vertical` the first four. 0 as `person`
    leaves it to formcheck again.
    """

    moved: list[Moved] = Field(default=[], max_length=MOST)
    removed: list[Found] = Field(default=[], max_length=MOST)
    added: list[Added] = Field(default=[], max_length=MOST)
    taken_back: list[Edited] = Field(default=[], max_length=MOST)
    excluded_s: list[Part] | None = Field(default=None, max_length=MOST)
    known_length: tuple[Pixel, Pixel, Pixel, Pixel, FiniteFloat] | Literal[False] | None = None
    vertical: tuple[Pixel, Pixel, Pixel, Pixel] | Literal[False] | None = None
    person: Annotated[int, Field(ge=0, le=1000)] | None = None
    note: Annotated[str, Field(max_length=MOST_NOTE)] | None = None


def after(known: Corrections, asked: Changes, analysis: Analysis | None) -> Corrections:
    """The corrections with all that is asked for.

    Raises
    ------
    SettingsError : something makes no sense, or is about a contact that is not there
    """
    contacts = () if analysis is None else analysis.gait.contacts
    wanted = _with_contacts(known, asked, contacts)
    if asked.excluded_s is not None:
        wanted = replace(wanted, excluded_s=joined([_part(part) for part in asked.excluded_s]))
    if asked.note is not None:
        wanted = replace(wanted, note=asked.note.strip())
    if asked.person is not None:
        wanted = replace(wanted, person=asked.person or None, point=None)
    return _with_points(wanted, asked)


def _with_contacts(
    known: Corrections, asked: Changes, contacts: tuple[Contact, ...]
) -> Corrections:
    try:
        wanted = _edited(known, asked, contacts)
    except SettingsError as error:
        low, high = CONTACT_S
        hint = Said("A foot is down for {low:g} to {high:g} s: move the landing or the toe-off.",
                    low=low, high=high)  # fmt: skip
        raise error if error.hint == GONE else SettingsError(error.problem, hint) from error
    _refuse_twice(wanted)
    return wanted


def _edited(wanted: Corrections, asked: Changes, contacts: tuple[Contact, ...]) -> Corrections:
    for back in asked.taken_back:
        kept = [
            e for e in wanted.contacts if (e.kind, _is(e.side, e.at_s, back)) != (back.kind, True)
        ]
        wanted = replace(wanted, contacts=tuple(kept))
    for new in asked.moved:
        if (new.strike_s, new.off_s) != (None, None):
            wanted = edits.moved(wanted, _contact(contacts, new), new.strike_s, new.off_s)
    for gone in asked.removed:
        wanted = edits.removed(wanted, _contact(contacts, gone))
    for more in asked.added:
        contact = Contact(more.side, more.strike_s, 0.0, more.off_s, None)
        wanted = edits.added(wanted, contact)
    return wanted


def _refuse_twice(wanted: Corrections) -> None:
    """Nothing; the file of corrections will be understood: it names no contact twice."""
    known = Counter((e.side, e.about_s is None, round(e.at_s, 4)) for e in wanted.contacts)
    for (side, _, at_s), n in known.items():
        if n > 1:
            raise SettingsError(
                Said(
                    "Two changes are about the contact of the {side} foot at {at_s:.3f} s.",
                    side=Said(side),
                    at_s=at_s,
                ),
                Said("Keep one of them."),
            )


def _contact(contacts: tuple[Contact, ...], found: Found) -> Contact:
    for one in contacts:
        if _is(one.side, one.strike_s, found):
            return one
    raise SettingsError(
        Said(
            "The contact of the {side} foot at {at_s:.3f} s is not there any more.",
            side=Said(found.side),
            at_s=found.at_s,
        ),
        GONE,
    )


def _is_edit(edit: ContactEdit, told: Edited) -> bool:
    return edit.kind == told.kind and _is(edit.side, edit.at_s, told)


def _is(side: Side, at_s: float, found: Found) -> bool:
    return side == found.side and abs(at_s - found.at_s) < edits.SAME_S


def _part(part: Part) -> Part:
    if part[0] >= part[1]:
        raise SettingsError(
            Said("A part that is left out ends before it begins."),
            Said("Choose where it begins, and then a later picture where it ends."),
        )
    return part


def _with_points(wanted: Corrections, asked: Changes) -> Corrections:
    """The same with the length and the upright, where they are shown or taken away."""
    if asked.known_length is not None:
        shown = tuple(asked.known_length) if asked.known_length else None
        _refuse(
            "known_length",
            shown,
            Said("These two points and this length do not go together."),
            Said("Show two points at least 40 pixels apart, and give 0.05 to 50 metres."),
        )
        wanted = replace(wanted, known_length=shown)
    if asked.vertical is not None:
        shown = tuple(asked.vertical) if asked.vertical else None
        _refuse(
            "vertical",
            shown,
            Said("These two points show nothing upright."),
            Said("Show two points above each other on something upright: a door frame, a post."),
        )
        wanted = replace(wanted, vertical=shown)
    return wanted


def _refuse(name: str, points: tuple[float, ...] | None, problem: Said, hint: Said) -> None:
    """Nothing; the settings would take these points. What they say names options, so not here."""
    try:
        Settings(**{name: points})  # type: ignore[arg-type]
    except SettingsError as error:
        raise SettingsError(problem, hint) from error
