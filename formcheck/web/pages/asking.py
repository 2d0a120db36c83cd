"""The questionnaire and the answers that runners look for, as pages show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from formcheck import advice
from formcheck.advice import questionnaire as asked
from formcheck.advice.language import Translator
from formcheck.advice.tables import toml
from formcheck.types import Handbook, RedFlag


@dataclass(frozen=True, slots=True)
class Flag:
    """A yes or no about the back, and what is told to who says yes."""

    id: str
    ask: str
    told: RedFlag
    answer: bool | None


@dataclass(frozen=True, slots=True)
class Field:
    """A question about running: a number between two, or one of the choices (value, name)."""

    id: str
    ask: str
    numbers: tuple[str, str] | None
    choices: tuple[tuple[str, str], ...]
    answer: str


def flags(lang: str, given: Mapping[str, Any] | None = None) -> tuple[Flag, ...]:
    """Every question about the back, in the order they are asked."""
    say, given = advice.translator(lang), given or {}
    told = {flag.id: flag for flag in red_flags(lang)}
    return tuple(
        Flag(one.id, say(one.ask), told[one.id], given.get(one.id))
        for one in asked.questionnaire().flags
    )


@cache
def red_flags(lang: str) -> tuple[RedFlag, ...]:
    """All that comes before technique, urgent first."""
    every = dict.fromkeys((one.id for one in asked.questionnaire().flags), True)
    return advice.red_flags(every, advice.translator(lang))


def fields(lang: str, given: Mapping[str, Any] | None = None) -> tuple[Field, ...]:
    """Every question about running."""
    return tuple(_fields(advice.translator(lang), given or {}))


def _fields(say: Translator, given: Mapping[str, Any]) -> Iterator[Field]:
    names = toml("questionnaire.toml")["choice"]
    for one in asked.questionnaire().questions:
        numbers = one.numbers and (say.short(one.numbers[0]), say.short(one.numbers[1]))
        choices = tuple((choice, say(names[choice])) for choice in one.choices)
        answer = given.get(one.id, "")
        known = say.short(answer) if isinstance(answer, int | float) else str(answer)
        yield Field(one.id, say(one.ask), numbers, choices, known)


@cache
def handbook(lang: str) -> Handbook:
    """What formcheck is and is not, and the five answers."""
    return advice.handbook(lang)
