"""Writes corrections as text that a human reads and edits: TOML with comments, or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, Final

from formcheck.types import Contact, ContactEdit, Corrections
from formcheck.types.said import Said

Say = Callable[[str], str]

_HEAD: Final = (
    Said("What was changed by hand about one clip. formcheck reads it whenever it analyses it."),
    Said("Times are seconds from the first picture of the clip, in real time, as in strides.csv."),
    Said("Slow motion and --part change nothing about that."),
    Said("formcheck skips lines that begin with #."),
)
_EXCLUDE: Final = Said("Parts left out of every number, start and end: exclude = [[3.2, 4.5]]")
_MORE: Final = Said("Also possible, as with the options of `formcheck analyze`:")
_CONTACTS: Final = (
    Said("Contacts that were changed. do: move, add or remove; at: the landing that was found;"),
    Said("strike and off: the new landing and toe-off."),
    Said("To change a contact, take away the # before its line, and write the new times."),
)


def file_text(
    corrections: Corrections, contacts: Sequence[Contact] = (), say: Say = str, *, name: str = ""
) -> str:
    """The file; `contacts` are those found, each in a line that only waits to be changed.

    `say` puts the comments in a language. What ends in .json is JSON, without comments.
    """
    if name.lower().endswith(".json"):
        return json.dumps(_content(corrections), indent=1, ensure_ascii=False) + "\n"
    return "\n".join(_lines(corrections, contacts, say)) + "\n"


def _lines(corrections: Corrections, contacts: Sequence[Contact], say: Say) -> Iterator[str]:
    content = _content(corrections)
    yield from (f"# {say(line)}" for line in _HEAD)
    yield ""
    for key in ("clip_sha256", "slow_motion"):
        if key in content:
            yield f"{key} = {json.dumps(content[key])}"
    yield f"note = {json.dumps(_one_line(corrections.note), ensure_ascii=False)}"
    yield f"\n# {say(_EXCLUDE)}"
    yield f"exclude = {json.dumps(content.get('exclude', []))}"
    yield f"\n# {say(_MORE)}"
    for key, example in _EXAMPLES.items():
        has = key in content
        yield f"{key} = {json.dumps(content[key])}" if has else f"# {key} = {example}"
    yield ""
    yield from (f"# {say(line)}" for line in _CONTACTS)
    yield "contacts = ["
    yield from _contact_lines(corrections.contacts, contacts)
    yield "]"


_EXAMPLES: Final = {
    "known_length": "[310, 640, 910, 640, 1.40]",
    "vertical": "[120, 80, 124, 610]",
    "person": "2",
    "point": "[640, 360]",
}


def _contact_lines(edits: Sequence[ContactEdit], contacts: Sequence[Contact]) -> Iterator[str]:
    """Edits, and the contacts that nobody changed as comments, in order of time."""
    lines = [(edit.at_s, f"  {_inline(_entry(edit))},") for edit in edits]
    numbers = {"left": count(1), "right": count(1)}
    for contact in contacts:
        number = next(numbers[contact.side])
        if contact.by == "auto":
            moments = (contact.strike_s, contact.strike_s, contact.off_s)
            entry = _inline(_entry(ContactEdit("move", contact.side, *moments)))
            lines.append((contact.strike_s, f"  # {entry},  # {contact.side}:{number}"))
    yield from (line for _, line in sorted(lines, key=lambda line: line[0]))


def _inline(entry: dict[str, Any]) -> str:
    """A table in one line."""
    told = (f"{k} = {v:.4f}" if isinstance(v, float) else f'{k} = "{v}"' for k, v in entry.items())
    return "{ " + ", ".join(told) + " }"


def _entry(edit: ContactEdit) -> dict[str, Any]:
    moments = {"at": edit.about_s, "strike": edit.strike_s, "off": edit.off_s}
    known = {key: round(at_s, 4) for key, at_s in moments.items() if at_s is not None}
    return {"do": edit.kind, "side": edit.side, **known}


def _content(corrections: Corrections) -> dict[str, Any]:
    """What the file says, by its keys; nothing for what was not said."""
    told = replace(corrections, unused=())
    content: dict[str, Any] = {
        "clip_sha256": told.clip_sha256,
        "slow_motion": told.slow_motion,
        "note": _one_line(told.note),
        "exclude": [[round(a, 4), round(b, 4)] for a, b in told.excluded_s],
        "known_length": told.known_length and list(told.known_length),
        "vertical": told.vertical and list(told.vertical),
        "person": told.person,
        "point": told.point and list(told.point),
        "contacts": [_entry(edit) for edit in told.contacts],
    }
    return {key: value for key, value in content.items() if value}


def _one_line(note: str) -> str:
    r"""The note without what a file in TOML cannot hold in one line.

    >>> _one_line("late\nby eye")
    'late by eye'
    """
    plain = "".join(letter if letter.isprintable() else " " for letter in note)
    return " ".join(plain.split())
