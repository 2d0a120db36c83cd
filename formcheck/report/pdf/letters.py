"""Keeps texts to the letters that the shipped fonts hold, so that no box or blank is printed."""

from __future__ import annotations

from typing import Any, Final

INSTEAD: Final = "\ufffd"
# first and last of each run of letters in fonts/*.ttf
HELD: Final = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x2BC, 0x2BC), (0x2C6, 0x2DD), (0x370, 0x377), (0x37A, 0x37F),
    (0x384, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1), (0x3A3, 0x3E1), (0x3F0, 0x45F),
    (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2030),
    (0x2032, 0x2033), (0x2039, 0x203A), (0x2044, 0x2044), (0x20AC, 0x20AC), (0x2122, 0x2122),
    (0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2260), (0x2264, 0x2265), (0xFFFD, 0xFFFD),
)  # fmt: skip


def printable(thing: Any) -> Any:
    """The same with every letter that no font holds replaced; lists and dicts all through.

    >>> printable({"name": "één 走る.mp4"})
    {'name': 'één ��.mp4'}
    """
    if isinstance(thing, str):
        return "".join(letter if _is_held(letter) else _other(letter) for letter in thing)
    if isinstance(thing, dict):
        return {key: printable(value) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [printable(one) for one in thing]
    return thing


def _is_held(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in HELD)


def _other(letter: str) -> str:
    return " " if letter.isspace() else INSTEAD
