"""Reads corrections from text, TOML or JSON, and says what is wrong where.

Every key is a row of `_KEYS` or `_CONTACT_KEYS`.
"""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, Final, Literal, cast

from formcheck.errors import SettingsError
from formcheck.skeleton import SIDES, Side
from formcheck.types import ContactEdit, Corrections, Span
from formcheck.types.corrections import refuse_no_contact
from formcheck.types.said import Said

MOST_NOTE: Final = 500  # letters; a note, no letter; by us
KINDS: Final = ("move", "add", "remove")
_EXAMPLE: Final = Said(
    "Write it as {example}.",
    example='{ do = "move", side = "left", at = 1.214, strike = 1.234, off = 1.480 }',
)
_SECONDS: Final = Said("Give seconds with a point, as 1.234.")


def parsed(text: str, name: str) -> Corrections:
    r"""The corrections in a file of that name; what ends in .json is JSON.

    >>> parsed('note = "late"\nexclude = [[3.2, 4.5]]', "a.toml").excluded_s
    ((3.2, 4.5),)

    Raises
    ------
    SettingsError : it cannot be read, or says what makes no sense
    """
    content = _content(text, name)
    for key in content:
        if key not in _KEYS:
            raise _wrong(name, Said("there is no {key}", key=key), _choices(_KEYS))
    read = {field: of(content[key], name) for key, (field, of) in _KEYS.items() if key in content}
    return Corrections(**read)


def _content(text: str, name: str) -> dict[str, Any]:
    """What the file holds; both kinds of errors tell the line."""
    try:
        content = json.loads(text) if name.lower().endswith(".json") else tomllib.loads(text)
    except ValueError as error:
        hint = Said("Correct that line: numbers have a point, texts stand in quotes.")
        raise _wrong(name, str(error), hint) from error
    if not isinstance(content, dict):
        raise _wrong(name, Said("it is a list, and names nothing"), _choices(_KEYS))
    return content


def _wrong(name: str, what: str, hint: str) -> SettingsError:
    return SettingsError(Said("{name}: {what}.", name=name, what=what.rstrip(".")
                              if not isinstance(what, Said) else what), hint)  # fmt: skip


def _choices(known: Mapping[str, object] | tuple[str, ...]) -> Said:
    return Said("Choose from: {choices}.", choices=", ".join(known))


def _number(given: Any, name: str, key: str) -> float:
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    if not is_number or not math.isfinite(given):
        problem = Said("{key} is {given}, which is no number", key=key, given=json.dumps(given))
        raise _wrong(name, problem, _SECONDS)
    return float(given)


def _moment(given: Any, name: str, key: str) -> float:
    number = _number(given, name, key)
    if number < 0:
        problem = Said("{key} is {number:g} s, before the clip begins", key=key, number=number)
        raise _wrong(name, problem, _SECONDS)
    return number


def _text(given: Any, name: str, key: str) -> str:
    if not isinstance(given, str) or len(given) > MOST_NOTE:
        problem = Said("{key} is no text of at most {most} letters", key=key, most=MOST_NOTE)
        raise _wrong(name, problem, Said("Write a short text in quotes."))
    return given.strip()


def _sha256(given: Any, name: str) -> str:
    if not isinstance(given, str) or not re.fullmatch(r"(?:[0-9a-f]{64})?", given):
        hint = Said("Leave the line as `formcheck events` wrote it, or take it out.")
        raise _wrong(name, Said("clip_sha256 is no sum of a clip"), hint)
    return given


def _numbers(key: str, counts: tuple[int, ...]) -> Callable[[Any, str], tuple[float, ...]]:
    def read(given: Any, name: str) -> tuple[float, ...]:
        if not isinstance(given, list) or len(given) not in counts:
            many = " / ".join(map(str, counts))
            problem = Said("{key} needs a list of {counts} numbers", key=key, counts=many)
            raise _wrong(name, problem, Said("Write it as [310, 640, 910, 640]."))
        return tuple(_number(one, name, key) for one in given)

    return read


def _person(given: Any, name: str) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or given < 1:
        hint = Said("Give a number of `formcheck people`, from 1.")
        raise _wrong(name, Said("person is no number of a person"), hint)
    return given


def _factor(given: Any, name: str) -> float:
    factor = _number(given, name, "slow_motion")
    if factor < 1:
        hint = Said("Give how many times slower than life: 1, 4.8, 8.")
        raise _wrong(name, Said("slow_motion is under 1"), hint)
    return factor


def _spans(given: Any, name: str) -> tuple[Span, ...]:
    """Parts in order; those that touch are one.

    >>> _spans([[4, 5], [1, 2], [1.5, 3]], "")
    ((1.0, 3.0), (4.0, 5.0))
    """
    hint = Said("Write start and end in seconds: exclude = [[3.2, 4.5]].")
    if not isinstance(given, list):
        raise _wrong(name, Said("exclude is no list of parts"), hint)
    spans = []
    for k, pair in enumerate(given, 1):
        key = f"exclude, {k}"
        if not isinstance(pair, list) or len(pair) != 2:
            raise _wrong(name, Said("{key} is not a start and an end", key=key), hint)
        start_s, end_s = (_moment(one, name, key) for one in pair)
        if start_s >= end_s:
            raise _wrong(name, Said("{key} ends before it begins", key=key), hint)
        spans.append((start_s, end_s))
    return joined(spans)


def joined(spans: list[Span]) -> tuple[Span, ...]:
    """The parts in order of time, those that touch each other as one."""
    kept: list[Span] = []
    for start_s, end_s in sorted(spans):
        if kept and start_s <= kept[-1][1]:
            kept[-1] = kept[-1][0], max(end_s, kept[-1][1])
        else:
            kept.append((start_s, end_s))
    return tuple(kept)


def _contacts(given: Any, name: str) -> tuple[ContactEdit, ...]:
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise _wrong(name, Said("contacts is no list of contacts"), _EXAMPLE)
    edits = [_contact(one, name, f"contacts, {k}") for k, one in enumerate(given, 1)]
    _refuse_twice(edits, name)
    return in_order(edits)


def in_order(edits: list[ContactEdit]) -> tuple[ContactEdit, ...]:
    """Edits in order of time."""
    return tuple(sorted(edits, key=lambda edit: (edit.at_s, edit.side, edit.kind)))


def _contact(given: dict[str, Any], name: str, place: str) -> ContactEdit:
    """One edit; `place` says which entry it is."""
    for key in given:
        if key not in _CONTACT_KEYS:
            problem = Said("{place}: there is no {key}", place=place, key=key)
            raise _wrong(name, problem, _choices(_CONTACT_KEYS))
    kind, side = given.get("do"), given.get("side")
    for key, value, choices in (("do", kind, KINDS), ("side", side, SIDES)):
        if value not in choices:
            problem = Said("{place}: {key} is missing or unknown", place=place, key=key)
            raise _wrong(name, problem, _choices(choices))
    moments = {
        key: _moment(given[key], name, f"{place}, {key}")
        for key in ("at", "strike", "off")
        if given.get(key) is not None
    }
    _refuse_moments(str(kind), set(moments), name, place)
    edit = ContactEdit(
        cast(Literal["add", "move", "remove"], kind),
        cast(Side, side),
        moments.get("at"),
        moments.get("strike"),
        moments.get("off"),
    )
    _refuse_nonsense(edit, name, place)
    return edit


def _refuse_moments(kind: str, given: set[str], name: str, place: str) -> None:
    """Nothing; the moments are those that this kind of edit needs."""
    needs, may = _MOMENTS[kind]
    missing, many = sorted(needs - given), sorted(given - needs - may)
    if missing or (kind == "move" and not given & may):
        key = (missing or ["strike"])[0]
        raise _wrong(name, Said("{place}: {key} is missing", place=place, key=key), _EXAMPLE)
    if many:
        problem = Said("{place}: {kind} has no {key}", place=place, kind=kind, key=many[0])
        raise _wrong(name, problem, _EXAMPLE)


def _refuse_nonsense(edit: ContactEdit, name: str, place: str) -> None:
    if edit.strike_s is None or edit.off_s is None:
        return
    try:
        refuse_no_contact(edit.side, edit.strike_s, edit.off_s)
    except SettingsError as error:
        problem = Said("{name}: {place}: {problem}", name=name, place=place, problem=error.problem)
        raise SettingsError(problem, error.hint) from error


def _refuse_twice(edits: list[ContactEdit], name: str) -> None:
    """Nothing; no contact is added twice, and none changed twice."""
    for first, then in pairwise(in_order(edits)):
        if (first.side, first.about_s, first.at_s) == (then.side, then.about_s, then.at_s):
            problem = Said(
                "two entries are about the contact of the {side} foot at {at_s:.3f} s",
                side=Said(first.side),
                at_s=first.at_s,
            )
            raise _wrong(name, problem, Said("Keep one of them."))


# key in the file, field of `Corrections`, how it is read
_KEYS: Final[Mapping[str, tuple[str, Callable[[Any, str], Any]]]] = {
    "clip_sha256": ("clip_sha256", _sha256),
    "slow_motion": ("slow_motion", _factor),
    "note": ("note", lambda given, name: _text(given, name, "note")),
    "exclude": ("excluded_s", _spans),
    "known_length": ("known_length", _numbers("known_length", (5,))),
    "vertical": ("vertical", _numbers("vertical", (4,))),
    "person": ("person", _person),
    "point": ("point", _numbers("point", (2, 3))),
    "contacts": ("contacts", _contacts),
}
_CONTACT_KEYS: Final = ("do", "side", "at", "strike", "off")
# moments that an edit must have, and may have
_MOMENTS: Final[Mapping[str, tuple[set[str], set[str]]]] = {
    "move": ({"at"}, {"strike", "off"}),
    "add": ({"strike"}, {"off"}),
    "remove": ({"at"}, set()),
}
