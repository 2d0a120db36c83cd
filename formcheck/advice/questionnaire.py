"""The questionnaire: what is asked, and answers checked at the door.

Answers go from a file or a mapping into the analysis, and nowhere else.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Final

from formcheck.advice.language import Translator
from formcheck.advice.tables import toml
from formcheck.errors import SettingsError
from formcheck.types import Measurement, RedFlag, StandardError
from formcheck.types.said import Said

Answer = bool | float | str
Answers = Mapping[str, Answer]

LEAST_KM: Final = 10.0  # from fewer kilometres a week a jump is small in itself; chosen by us


@dataclass(frozen=True, slots=True)
class Question:
    """One question; a yes or no where it has neither numbers nor choices.

    `about` names what it asks, to stand inside a sentence.
    """

    id: str
    ask: str
    numbers: tuple[float, float] | None = None
    choices: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """All questions in the order they are asked, those about the back first."""

    flags: tuple[Question, ...]
    questions: tuple[Question, ...]
    words: Mapping[str, str]

    @property
    def all(self) -> tuple[Question, ...]:
        """Every question."""
        return self.flags + self.questions


@cache
def questionnaire() -> Questionnaire:
    """What ``questionnaire.toml`` asks, in English."""
    read = toml("questionnaire.toml")
    flags = tuple(Question(row["id"], row["ask"]) for row in read["flag"])
    return Questionnaire(flags, tuple(map(_question, read["question"])), read["words"])


def _question(row: Mapping[str, Any]) -> Question:
    numbers = (float(row["low"]), float(row["high"])) if "low" in row else None
    choices = tuple(row.get("choices", ()))
    return Question(row["id"], row["ask"], numbers, choices, row["about"])


# ------------------------------------------------------------ reading


def answers(given: str | Path | Mapping[str, Any] | None) -> Answers:
    """The answers of a file (TOML or JSON) or mapping, checked; none where nothing is given.

    >>> answers({"rest_days": 3, "pain_side": "left"})
    {'rest_days': 3, 'pain_side': 'left'}

    Raises
    ------
    SettingsError : the file cannot be read, a question is not known, an answer makes no sense
    """
    if given is None:
        return {}
    said = given if isinstance(given, Mapping) else _read(Path(given))
    known = {question.id: question for question in questionnaire().all}
    for id in said:
        if id not in known:
            raise _unknown(str(id), list(known))
    return {id: checked(known[id], value) for id, value in said.items() if value is not None}


def _read(path: Path) -> Mapping[str, Any]:
    hint = Said("Make an empty one with: formcheck questionnaire --template answers.toml.")
    try:
        text = path.read_text(encoding="utf-8")
        read = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except OSError as error:
        why = error.strerror or str(error)
        raise SettingsError(
            Said("The questionnaire {name} cannot be read: {why}.", name=path.name, why=why), hint
        ) from error
    except ValueError as error:
        problem = Said(
            "The questionnaire {name} is neither TOML nor JSON: {error}.",
            name=path.name,
            error=error,
        )
        raise SettingsError(problem, hint) from error
    if not isinstance(read, Mapping):
        problem = Said("The questionnaire {name} holds no answers by name.", name=path.name)
        raise SettingsError(problem, hint)
    return read


def _unknown(id: str, known: list[str]) -> SettingsError:
    near = get_close_matches(id, known, 1)
    hint = Said("Did you mean {name}?", name=near[0]) if near else _known(known)
    return SettingsError(Said("The questionnaire has no question {id!r}.", id=id), hint)


def _known(ids: list[str]) -> Said:
    return Said("Questions are: {ids}.", ids=", ".join(ids))


def checked(question: Question, value: Any) -> Answer:
    """The answer, if it is one to this question.

    Raises
    ------
    SettingsError : it is none; the hint says what would be
    """
    if question.choices:
        if value in question.choices:
            return str(value)
        hint = Said("Choose from: {choices}.", choices=", ".join(question.choices))
    elif question.numbers is None:
        if isinstance(value, bool):
            return value
        hint = Said("Give true or false.")
    else:
        low, high = question.numbers
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and low <= value <= high:
            return float(value) if isinstance(value, float) else int(value)
        hint = Said("Give a number from {low:g} to {high:g}.", low=low, high=high)
    problem = Said(
        "{value} is no answer to {id} of the questionnaire.", value=repr(value), id=question.id
    )
    raise SettingsError(problem, hint)


# ------------------------------------------------------------ what follows from them


def red_flags(given: Answers, say: Translator) -> tuple[RedFlag, ...]:
    """What comes before all technique, urgent first."""
    rows = [row for row in toml("questionnaire.toml")["flag"] if given.get(row["id"]) is True]
    flags = [
        RedFlag(row["id"], say(row["said"]), say(row["advice"]), row.get("urgent", False))
        for row in rows
    ]
    return tuple(sorted(flags, key=lambda flag: not flag.is_urgent))


Number = Callable[[Mapping[str, float]], float]


@dataclass(frozen=True, slots=True)
class Told:
    """A number made of answers, to be held against a limit like one that was measured."""

    unit: str
    needs: tuple[str, ...]
    number: Number


def _growth_pct(told: Mapping[str, float]) -> float:
    """Growth of the weekly distance in four weeks, as a share of at least 10 km."""
    before = told["km_per_week_before"]
    return 100 * (told["km_per_week"] - before) / max(before, LEAST_KM)


def _itself(id: str, unit: str) -> Told:
    return Told(unit, (id,), lambda told: told[id])


SAID: Final[Mapping[str, Told]] = {
    "said_km_growth": Told("%", ("km_per_week", "km_per_week_before"), _growth_pct),
    "said_hill_growth": Told(
        "sessions",
        ("hills_per_week", "hills_per_week_before"),
        lambda told: told["hills_per_week"] - told["hills_per_week_before"],
    ),
    "said_sand_share": _itself("sand_share", "%"),
    "said_fast_sessions": _itself("fast_sessions", "days"),
    "said_rest_days": _itself("rest_days", "days"),
    "said_sleep_hours": _itself("sleep_hours", "h"),
    "said_sitting_hours": _itself("sitting_hours", "h"),
    "said_ankle_sprains": _itself("ankle_sprains", "times"),
}


def said(given: Answers, why: Mapping[str, str]) -> tuple[Measurement, ...]:
    """Every number that answers give, without an error; or the reason why there is none."""
    return tuple(_said(id, row, given, why) for id, row in SAID.items())


def _said(id: str, row: Told, given: Answers, why: Mapping[str, str]) -> Measurement:
    told = {need: float(given[need]) for need in row.needs if need in given}
    skipped = next((need for need in row.needs if need not in given), None)
    if skipped is not None:
        reason = Said(why["unanswered"], what=_about(skipped)) if given else why["unasked"]
        return Measurement(id, "both", None, row.unit, reason=reason)
    exact = StandardError()
    return Measurement(
        id, "both", row.number(told), row.unit, status="measured", standard_error=exact
    )


def _about(id: str) -> str:
    """What the question of that id is about, in English."""
    return next(question.about for question in questionnaire().questions if question.id == id)
