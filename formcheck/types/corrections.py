"""What a human changed by hand: contacts, the scale, who is measured, parts left out.

All moments are seconds since the first picture of the clip, in real time, as in an analysis.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from formcheck.errors import SettingsError
from formcheck.skeleton import Side
from formcheck.types.people import Span
from formcheck.types.said import Said

# Shortest and longest contact of a running foot that a human may name; chosen by us, wider than
# what is found: sprinters' feet stay down for 0.08 s, slow joggers' for 0.45 s.
CONTACT_S: Final = (0.06, 0.6)


@dataclass(frozen=True, slots=True)
class ContactEdit:
    """One contact added, moved or removed.

    Attributes
    ----------
    about_s : landing of the contact it is about; None for one that is added
    strike_s, off_s : the new moments; None leaves that moment as it is, and is all there is for
        a contact that is removed
    """

    kind: Literal["add", "move", "remove"]
    side: Side
    about_s: float | None = None
    strike_s: float | None = None
    off_s: float | None = None

    @property
    def at_s(self) -> float:
        """Where in the clip it is: the contact it is about, or the new landing."""
        where = self.strike_s if self.about_s is None else self.about_s
        return 0.0 if where is None else where

    @property
    def told(self) -> str:
        """What was done, in a sentence."""
        side, when = Said(self.side), _moment(self.at_s)
        if self.kind == "remove":
            return Said("The {side} foot's contact at {when} was removed.", side=side, when=when)
        if self.kind == "add":
            return Said(
                "A contact of the {side} foot was added: {moments}.",
                side=side,
                moments=_moments(self.strike_s, self.off_s),
            )
        return Said(
            "The {side} foot's contact at {when} was moved: {moments}.",
            side=side,
            when=when,
            moments=_moments(self.strike_s, self.off_s),
        )


@dataclass(frozen=True, slots=True)
class Corrections:
    """Everything that a human changed about the analysis of one clip.

    Attributes
    ----------
    clip_sha256 : of the clip they are about; "" where nobody wrote it down
    contacts : edits in order of time
    excluded_s : start and end of each part left out of every number, in order, apart
    known_length, vertical, person, point : as in `Settings`; None where not said here, or where
        a setting said otherwise
    note : short text of whoever made them
    slow_motion : the factor by which their moments were made real time; None is "any"
    unused : edits that lie outside the part that was measured, and changed nothing
    """

    clip_sha256: str = ""
    contacts: tuple[ContactEdit, ...] = ()
    excluded_s: tuple[Span, ...] = ()
    known_length: tuple[float, ...] | None = None
    vertical: tuple[float, ...] | None = None
    person: int | None = None
    point: tuple[float, ...] | None = None
    note: str = ""
    slow_motion: float | None = None
    unused: tuple[ContactEdit, ...] = ()

    @property
    def changes(self) -> tuple[str, ...]:
        """One sentence for each thing that a human changed; none where nothing was."""
        return tuple(self._changes())

    def _changes(self) -> Iterator[str]:
        yield from (edit.told for edit in self.contacts if edit not in self.unused)
        for start_s, end_s in self.excluded_s:
            yield Said(
                "The part from {start_s:.2f} to {end_s:.2f} s was left out.",
                start_s=start_s,
                end_s=end_s,
            )
        if self.known_length is not None:
            yield Said("A known length of {metres:g} m was shown.", metres=self.known_length[-1])
        if self.vertical is not None:
            yield Said("Something upright was shown, to level the picture.")
        if self.person is not None or self.point is not None:
            yield Said("Who is measured was chosen.")
        if self.unused:
            yield Said(
                "Contacts changed outside the measured part, which count for nothing: {n}.",
                n=len(self.unused),
            )

    def in_time_of(self, factor: float) -> Corrections:
        """The same moments of the clip, in real time by another slow-motion factor.

        >>> made = Corrections(excluded_s=((1.0, 2.0),), slow_motion=4.0)
        >>> made.in_time_of(8.0).excluded_s
        ((0.5, 1.0),)
        """
        if self.slow_motion in (None, factor):
            return replace(self, slow_motion=factor)
        ratio = (self.slow_motion or factor) / factor
        return replace(
            self,
            contacts=tuple(_stretched(edit, ratio) for edit in self.contacts),
            excluded_s=tuple((ratio * a, ratio * b) for a, b in self.excluded_s),
            slow_motion=factor,
        )


def refuse_no_contact(side: Side, strike_s: float, off_s: float | None) -> None:
    """Nothing; a foot can be down from one moment to the other.

    Raises
    ------
    SettingsError : it leaves before it lands, or is down for too short or too long
    """
    if off_s is None:
        return
    low, high = CONTACT_S
    told = Said("The contact of the {side} foot at {at_s:.3f} s", side=Said(side), at_s=strike_s)
    hint = Said("Give landing and toe-off in seconds of the analysis, as 1.234-1.480.")
    if off_s <= strike_s:
        raise SettingsError(Said("{contact} ends before it begins.", contact=told), hint)
    if not low <= off_s - strike_s <= high:
        raise SettingsError(
            Said(
                "{contact} lasts {length_s:.3f} s; those of a runner last {low:g} to {high:g} s.",
                contact=told,
                length_s=off_s - strike_s,
                low=low,
                high=high,
            ),
            hint,
        )


def _stretched(edit: ContactEdit, ratio: float) -> ContactEdit:
    def longer(at_s: float | None) -> float | None:
        return None if at_s is None else ratio * at_s

    return ContactEdit(
        edit.kind, edit.side, longer(edit.about_s), longer(edit.strike_s), longer(edit.off_s)
    )


def _moment(at_s: float) -> str:
    return Said("{at_s:.3f} s", at_s=at_s)


def _moments(strike_s: float | None, off_s: float | None) -> str:
    """The new moments that there are."""
    if off_s is None:
        return Said("landing at {when}", when=_moment(strike_s or 0.0))
    if strike_s is None:
        return Said("toe-off at {when}", when=_moment(off_s))
    return Said("from {start_s:.3f} to {end_s:.3f} s", start_s=strike_s, end_s=off_s)
