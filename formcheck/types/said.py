"""A text that knows how it was made, so that it can be said in another language at the end."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import reduce
from numbers import Integral, Number
from typing import Any


class Said(str):
    """English text that keeps its template and fields; to everybody else it is a plain ``str``.

    Fields are numbers, names, or `Said` themselves. What is in another language keeps its
    English template, so that it can be said again in any language.

    >>> text = Said("seen in {n} strides", n=2)
    >>> text, text.template, dict(text.fields)
    ('seen in 2 strides', 'seen in {n} strides', {'n': 2})
    """

    template: str
    fields: Mapping[str, Any]

    def __new__(cls, template: str, /, **fields: Any) -> Said:
        """The text in English."""
        plain = {name: _plain(field) for name, field in fields.items()}
        return _made(template, plain, template.format(**plain) if plain else template)

    def __reduce__(self) -> tuple[Any, ...]:
        """How it passes between processes."""
        return _made, (self.template, dict(self.fields), str(self))

    def told_as(self, text: str) -> Said:
        """The same, reading like this."""
        return _made(self.template, self.fields, text)

    @property
    def english(self) -> Said:
        """The same, as it was made."""
        return Said(self.template, **self.fields)


def _made(template: str, fields: Mapping[str, Any], text: str) -> Said:
    made = str.__new__(Said, text)
    made.template, made.fields = template, dict(fields)
    return made


def both(first: str, second: str) -> Said:
    """Two sentences, one after the other."""
    return Said("{first} {second}", first=first, second=second)


def either(texts: Iterable[str]) -> str:
    """The texts with "or" between them.

    >>> either(["4", "4.8", "5"])
    '4 or 4.8 or 5'
    """
    first, *others = texts
    return reduce(lambda told, text: Said("{one} or {other}", one=told, other=text), others, first)


def in_english(texts: Iterable[str]) -> tuple[str, ...]:
    """The same texts, English again where they know how."""
    return tuple(text.english if isinstance(text, Said) else text for text in texts)


def to_text(notes: Iterable[str]) -> str:
    """Texts as JSON, with what they were made from.

    >>> from_text(to_text([Said("{n} gaps", n=2), "plain"]))[0].template
    '{n} gaps'
    """
    return json.dumps([_packed(note) for note in notes])


def from_text(text: str) -> tuple[str, ...]:
    """The texts that `to_text` wrote; those of older files are plain."""
    return tuple(_unpacked(note) for note in json.loads(text))


def _plain(value: Any) -> Any:
    """Text or a plain number, that any process can read."""
    if isinstance(value, Number) and not isinstance(value, bool):
        return int(value) if isinstance(value, Integral) else float(value)  # type: ignore[arg-type]
    return value if isinstance(value, str) else str(value)


def _packed(value: Any) -> Any:
    if isinstance(value, Said):
        return [value.template, {name: _packed(field) for name, field in value.fields.items()}]
    return value


def _unpacked(value: Any) -> Any:
    if isinstance(value, list):
        template, fields = value
        return Said(template, **{name: _unpacked(field) for name, field in fields.items()})
    return value
