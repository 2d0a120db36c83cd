"""The command that asks the questionnaire, or writes an empty one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from formcheck.advice import answer_file
from formcheck.advice.language import Translator, translator
from formcheck.advice.questionnaire import Answer, Question, questionnaire, red_flags
from formcheck.cli_errors import err
from formcheck.cli_options import Lang
from formcheck.errors import SettingsError
from formcheck.folder import refuse_unwritable
from formcheck.report.words import _
from formcheck.types.said import Said

out = Console(highlight=False)
ANSWERS: Final = Path("answers.toml")

AnswerFile = Annotated[Path, typer.Option("--out", help="File for your answers.")]
Template = Annotated[
    Path | None, typer.Option("--template", help="Write an empty file to fill in, and ask nothing.")
]


def ask(out_file: AnswerFile = ANSWERS, template: Template = None, lang: Lang = "en") -> None:
    """Ask about your back and your running; then: analyze CLIP --questionnaire answers.toml."""
    say = translator(lang)
    if template is not None:
        answer_file.save(template, {}, say)
        _tell(_("Written to {path}").format(path=template), "")
        return
    if out_file.exists():  # rather now than after all the answers
        raise SettingsError(
            Said("There is a file {path} already.", path=out_file),
            Said("Give another one with --out."),
        )
    refuse_unwritable(out_file.parent, Said("Give another one with --out."))
    given = _asked(say)
    answer_file.save(out_file, given, say)
    for flag in red_flags(given, say):
        _tell(f"\n{flag.said} {flag.advice}", "bold red" if flag.is_urgent else "bold")
    _tell("\n" + _("Written to {path}").format(path=out_file), "")


def _asked(say: Translator) -> dict[str, Answer]:
    """Every answer that was given, by question."""
    asked, words = questionnaire(), questionnaire().words
    given: dict[str, Answer] = {}
    _tell(say(words["intro"]), "")
    for title, questions in (("flags", asked.flags), ("questions", asked.questions)):
        _tell(f"\n{say(words[title])}", "bold")
        for question in questions:
            answer = _one(question, say, typer.prompt)
            if answer is not None:
                given[question.id] = answer
                _urgent({question.id: answer}, say)
    return given


def _urgent(given: dict[str, Answer], say: Translator) -> None:
    """Nothing; what cannot wait until the last question is told at once."""
    for flag in red_flags(given, say):
        if flag.is_urgent:
            _tell(f"{flag.said} {flag.advice}", "bold red")


def _one(question: Question, say: Translator, prompt: Callable[..., str]) -> Answer | None:
    """The answer to one question, asked again until it is one; None where it is skipped."""
    possible = answer_file.possible(question, say)
    text = f"{say(question.ask)} [{possible}]"
    while True:
        typed = prompt(text, default="", show_default=False)
        try:
            return answer_file.typed(question, typed, say)
        except SettingsError:
            words = _("I did not understand that. Possible here: {possible}; or Enter to skip.")
            err.print(words.format(possible=possible), markup=False)


def _tell(text: str, style: str) -> None:
    out.print(text, style=style, markup=False, emoji=False)
