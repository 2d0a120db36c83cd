"""Answers as people type them and as a file keeps them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from formcheck.advice.language import Translator
from formcheck.advice.questionnaire import Answer, Answers, Question, checked, questionnaire
from formcheck.advice.tables import toml
from formcheck.errors import SettingsError
from formcheck.types.said import Said

YES: Final = frozenset({"y", "yes", "j", "ja", "true", "1"})
NO: Final = frozenset({"n", "no", "nee", "false", "0"})


def typed(question: Question, text: str, say: Translator) -> Answer | None:
    """The answer that was typed in that language; None where the question was skipped.

    >>> from formcheck.advice.language import translator
    >>> typed(Question("rest_days", "", (0.0, 7.0)), " 2,5 ", translator("nl"))
    2.5

    Raises
    ------
    SettingsError : it is no answer to this question
    """
    word = text.strip().lower()
    if not word:
        return None
    return checked(question, _meant(question, word, say))


def _meant(question: Question, word: str, say: Translator) -> Any:
    """The word as a choice, a yes or no, or a number; the word itself where it is none."""
    if question.choices:
        return {name.lower(): choice for choice, name in _choices(question, say)}.get(word, word)
    if question.numbers is None:
        return True if word in YES else False if word in NO else word
    try:
        number = float(word.replace(",", "."))
    except ValueError:
        return word
    return int(number) if number.is_integer() else number


def possible(question: Question, say: Translator) -> str:
    """What may be answered, in a few words."""
    words = questionnaire().words
    if question.choices:
        return ", ".join(name for _, name in _choices(question, say))
    if question.numbers is None:
        return say(words["yes_or_no"])
    low, high = (say.short(number) for number in question.numbers)
    return say(words["number"]).format(low=low, high=high)


def _choices(question: Question, say: Translator) -> list[tuple[str, str]]:
    """What may be chosen, each with its name."""
    names = toml("questionnaire.toml")["choice"]
    return [(choice, say(names[choice])) for choice in question.choices]


def file_text(given: Answers, say: Translator) -> str:
    """A TOML file with every question as a comment, those answered with their answer."""
    return "\n".join(_lines(given, say)) + "\n"


def _lines(given: Answers, say: Translator) -> Iterator[str]:
    words = questionnaire().words
    yield f"# {say(words['template'])}"
    for question in questionnaire().all:
        yield ""
        yield f"# {say(question.ask)} ({_values(question, say)})"
        answer = given.get(question.id)
        yield f"# {question.id} =" if answer is None else f"{question.id} = {json.dumps(answer)}"


def _values(question: Question, say: Translator) -> str:
    """What may stand behind the = sign."""
    if question.numbers is None:
        values = question.choices or (True, False)
        return ", ".join(json.dumps(value) for value in values)
    return possible(question, say)


def save(path: Path, given: Mapping[str, Answer], say: Translator) -> None:
    """Nothing; the file is there, whole, and only its owner may read it.

    Raises
    ------
    SettingsError : there is such a file already, or it cannot be written
    """
    if path.exists():
        raise SettingsError(
            Said("There is a file {path} already.", path=path), Said("Choose another name for it.")
        )
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.touch(mode=0o600)
        draft.write_text(file_text(given, say), encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        problem = Said("Cannot write {path}: {why}.", path=path, why=error.strerror or error)
        raise SettingsError(problem, Said("Choose another place for it.")) from error
    finally:
        draft.unlink(missing_ok=True)
