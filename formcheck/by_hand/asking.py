"""Reads what is asked for on the command line: which contact, and its new moments.

left:2=1.234-1.480    the second left contact, landing and toe-off
left:2=+0.02          that contact, so many seconds later
left:1.234-1.480      a left contact that nobody found
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, cast, get_args

from formcheck.by_hand.edits import added, excluded, moved, removed
from formcheck.errors import SettingsError
from formcheck.skeleton import Side
from formcheck.types import Contact, Corrections
from formcheck.types.said import Said

_OTHER_WORDS: Final = {"left": ("links", "l"), "right": ("rechts", "r")}
_SECONDS: Final = r"\d+(?:[.,]\d+)?"
_SIDE: Final = r"(?P<side>left|right)"
_SPAN: Final = rf"(?P<strike>{_SECONDS})?(?:-(?P<off>{_SECONDS}))?"
_SET: Final = re.compile(rf"{_SIDE}:(?P<number>\d+)={_SPAN}")
_MOVE: Final = re.compile(rf"{_SIDE}(?::(?P<number>\d+))?=(?P<by>[+-]{_SECONDS})")
_ADD: Final = re.compile(rf"{_SIDE}:(?P<strike>{_SECONDS})(?:-(?P<off>{_SECONDS}))?")
_REMOVE: Final = re.compile(rf"{_SIDE}:(?P<number>\d+)")
_SHOWN: Final = re.compile(rf"{_SIDE}(?::(?P<number>\d+))?|(?P<which>all|hand)")
_PART: Final = re.compile(rf"(?P<start>{_SECONDS})-(?P<end>{_SECONDS})")


class Numbered:
    """The contacts of an analysis, counted for each foot from 1 in order of time."""

    def __init__(self, contacts: Sequence[Contact]) -> None:
        self._contacts = contacts

    def of(self, side: Side) -> list[Contact]:
        """Those of one foot."""
        return [c for c in self._contacts if c.side == side]

    def names(self) -> dict[str, Contact]:
        """All of them, called as they are listed, in order of time."""
        named = {
            f"{side}:{k}": c for side in get_args(Side) for k, c in enumerate(self.of(side), 1)
        }
        return dict(sorted(named.items(), key=lambda item: item[1].strike_s))

    def get(self, side: Side, number: int) -> Contact:
        """The contact with that number.

        Raises
        ------
        SettingsError : there is none
        """
        mine = self.of(side)
        if not 1 <= number <= len(mine):
            raise SettingsError(
                Said("There is no contact {side}:{number}.", side=side, number=number),
                Said("There are {side}:1 to {side}:{n}.", side=side, n=len(mine)),
            )
        return mine[number - 1]


def asked(
    corrections: Corrections, options: Mapping[str, Sequence[str] | None], found: Sequence[Contact]
) -> Corrections:
    """The same after all that was asked for, by option; contacts are counted as they were found.

    Raises
    ------
    SettingsError : something is not understood, or names no contact
    """
    contacts = Numbered(found)
    for option, change in _OPTIONS.items():
        for text in options.get(option) or ():
            corrections = change(corrections, text, contacts)
    return corrections


def shown(texts: Sequence[str], contacts: Sequence[Contact]) -> dict[str, Contact]:
    """The contacts that were asked for, by name: ``left:2``, ``left``, ``hand`` or ``all``.

    ``hand`` is those that were set by hand.

    Raises
    ------
    SettingsError : something is not understood, or names no contact
    """
    numbered, wanted = Numbered(contacts), set()
    for text in texts:
        asked = _read(_SHOWN, text, "--frames", "left:2, left, hand, all")
        if asked["number"]:
            numbered.get(_side(asked), int(asked["number"]))
        wanted.add(asked[0])
    names = numbered.names()
    found = {
        name: one
        for name, one in names.items()
        if wanted & {name, one.side, "all", *(["hand"] if one.by == "user" else [])}
    }
    if texts and not found:
        raise SettingsError(
            Said("No contact was set by hand."),
            Said("Name contacts as they are listed: --frames left:2; or --frames all."),
        )
    return found


def with_set(corrections: Corrections, text: str, contacts: Numbered) -> Corrections:
    """The same with one contact at new moments: ``left:2=1.234-1.480``."""
    asked = _read(_SET, text, "--set", "left:2=1.234-1.480")
    strike_s, off_s = _seconds(asked["strike"]), _seconds(asked["off"])
    if strike_s is None and off_s is None:
        raise _unread(text, "--set", "left:2=1.234-1.480")
    contact = contacts.get(_side(asked), int(asked["number"]))
    return moved(corrections, contact, strike_s, off_s)


def with_move(corrections: Corrections, text: str, contacts: Numbered) -> Corrections:
    """The same with one contact, or all of a foot, later or earlier: ``left:2=+0.02``."""
    asked = _read(_MOVE, text, "--move", "left:2=+0.02")
    side, by_s = _side(asked), float(asked["by"].replace(",", "."))
    number = asked["number"]
    for contact in [contacts.get(side, int(number))] if number else contacts.of(side):
        off_s = None if contact.off_s is None else contact.off_s + by_s
        corrections = moved(corrections, contact, contact.strike_s + by_s, off_s)
    return corrections


def with_added(corrections: Corrections, text: str, contacts: Numbered) -> Corrections:
    """The same with one more contact: ``left:1.234-1.480``."""
    asked = _read(_ADD, text, "--add", "left:1.234-1.480")
    strike_s = _seconds(asked["strike"]) or 0.0
    contact = Contact(_side(asked), strike_s, 0.0, _seconds(asked["off"]), None)
    return added(corrections, contact)


def with_removed(corrections: Corrections, text: str, contacts: Numbered) -> Corrections:
    """The same without one contact: ``left:2``."""
    asked = _read(_REMOVE, text, "--remove", "left:2")
    return removed(corrections, contacts.get(_side(asked), int(asked["number"])))


def with_excluded(corrections: Corrections, text: str, contacts: Numbered) -> Corrections:
    """The same with one more part left out: ``3.2-4.5``."""
    asked = _read(_PART, text, "--exclude", "3.2-4.5")
    start_s, end_s = _seconds(asked["start"]) or 0.0, _seconds(asked["end"]) or 0.0
    if start_s >= end_s:
        raise _unread(text, "--exclude", "3.2-4.5")
    return excluded(corrections, (start_s, end_s))


def _read(form: re.Pattern[str], text: str, option: str, example: str) -> re.Match[str]:
    plain = text.strip().lower().replace(" ", "")
    for side, others in _OTHER_WORDS.items():
        for word in others:
            plain = re.sub(rf"^{word}\b", side, plain)
    found = form.fullmatch(plain)
    if found is None:
        raise _unread(text, option, example)
    return found


def _unread(text: str, option: str, example: str) -> SettingsError:
    return SettingsError(
        Said("{option} {text!r} is not understood.", option=option, text=text),
        Said("Write it as {option} {example}.", option=option, example=example),
    )


def _side(asked: re.Match[str]) -> Side:
    return cast(Side, asked["side"])


def _seconds(text: str | None) -> float | None:
    return None if text is None else float(text.replace(",", "."))


# in this order, so that numbers always mean the contacts that were listed
_OPTIONS: Final[Mapping[str, Callable[[Corrections, str, Numbered], Corrections]]] = {
    "set": with_set,
    "move": with_move,
    "remove": with_removed,
    "add": with_added,
    "exclude": with_excluded,
}
