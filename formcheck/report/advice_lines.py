"""Says in a terminal what was found: good news, what to work on, what was seen beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from formcheck.report.chosen import is_beyond
from formcheck.report.words import _
from formcheck.types import Analysis, Finding, Handbook

_LEVELS: Final = {
    "ok": ("good", "green"),
    "borderline": ("borderline", "cyan"),
    "mild": ("to improve", "yellow"),
    "marked": ("change this", "bold red"),
    "not_measurable": ("not judged", "cyan"),
}
_ALSO: Final = ("also seen", "yellow")


def marked(mark: str, text: str, style: str) -> Text:
    """A text behind a mark that stands out."""
    return Text.assemble((mark, style), " ", text)


def nothing_now() -> Iterator[RenderableType]:
    """That technique waits, where an answer asks for a doctor today."""
    yield Text()
    yield Text(_("No technique advice now: first talk to a doctor."), style="bold")


def findings(analysis: Analysis, handbook: Handbook | None) -> Iterator[RenderableType]:
    """Good news, then what to work on with all that helps, then the rest in a line each."""
    seen = [f for f in analysis.findings if f.is_seen]
    act = [f for f in seen if f.place == "act"]
    rest = [f for f in seen if f not in act]
    for finding in rest:
        if finding.place == "good":
            yield from _short(finding)
    for number, finding in enumerate(act, 1):
        yield from _long(number, finding, handbook)
    for finding in rest:
        if finding.place != "good":
            yield from _short(finding)


def _short(finding: Finding) -> Iterator[RenderableType]:
    yield Text()
    yield _headed("", finding)
    if finding.cue:
        yield _inside(Text(finding.cue))


def _long(number: int, finding: Finding, handbook: Handbook | None) -> Iterator[RenderableType]:
    """A finding to act on, with why, what to think of, what to practise and when to look again."""
    yield Text()
    yield _headed(f"{number}. ", finding)
    said = (
        (_("Why:"), finding.why),
        (_("Think of:"), finding.cue),
        (_("Practise:"), finding.drill),
        (_("Exercises:"), ", ".join(_names(finding.exercises, handbook))),
        (_("Later:"), finding.refilm),
        (_("How sure:"), finding.evidence),
    )
    for mark, text in said:
        if text:
            yield _inside(marked(mark, text, "bold"))


def _headed(number: str, finding: Finding) -> Text:
    word, style = _LEVELS[finding.level]
    is_aside = finding.place == "also" and finding.level in ("ok", "mild", "marked")
    if is_aside or is_beyond(finding):
        word, style = _ALSO
    return marked(f"{number}{_(word).upper()}:", finding.headline, style)


def _inside(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, 2))


def _names(ids: Sequence[str], handbook: Handbook | None) -> list[str]:
    """Exercises by name; by id where there is no handbook."""
    known = [handbook.exercise(id) if handbook else None for id in ids]
    return [id if one is None else one.name for id, one in zip(ids, known, strict=True)]


def how_to_answer(analysis: Analysis) -> Iterator[RenderableType]:
    """How to have the topics judged that a questionnaire asks about, where there is none."""
    asked = any(f.claim == "asked" and f.place == "unjudged" for f in analysis.findings)
    if asked and not analysis.questionnaire:
        text = _("To answer: formcheck questionnaire, then analyze with --questionnaire FILE.")
        yield Padding(Text(text, style="dim"), (0, 0, 0, 2))
