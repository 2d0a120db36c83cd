"""Writes the page of exercise cards: complete in itself, for a phone and for paper."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from formcheck.report.cards.choice import Chosen
from formcheck.report.exercise_figure import exercise_figure
from formcheck.report.words import _, speaking
from formcheck.types import Handbook, RedFlag


def all_cards(handbook: Handbook) -> str:
    """HTML with a card for every exercise, in the language of the handbook."""
    with speaking(handbook.lang):
        all = [Chosen(exercise) for exercise in handbook.exercises]
        return cards_page(all, handbook.lang, handbook.what_it_is_not)


def cards_page(
    chosen: Sequence[Chosen], lang: str, note: str = "", flags: Sequence[RedFlag] = ()
) -> str:
    """HTML with one card for each exercise, in the language of the moment.

    `note` stands below the cards: what formcheck is not. `flags` come before all exercises,
    and urgent ones in their place.
    """
    shown = () if any(flag.is_urgent for flag in flags) else chosen
    folder = files("formcheck.report.cards")
    style = (folder / "cards.css").read_text(encoding="utf-8")
    template = _pages().from_string((folder / "cards.html.j2").read_text(encoding="utf-8"))
    return template.render(
        lang=lang,
        style=Markup(style),
        words=_words(is_called=any(one.is_called for one in shown)),
        cards=[_card(k, one) for k, one in enumerate(shown, 1)],
        flags=flags,
        note=note,
    )


def _pages() -> Environment:
    """Templates that escape what they are given, and stumble over a name they do not know."""
    return Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _words(*, is_called: bool) -> dict[str, str]:
    start = _("Start with one or two of these, and give them six weeks.")
    optional = _(
        "Nothing in this clip calls for an exercise. These are optional, for who likes to practise."
    )
    return {
        "title": _("Exercise cards"),
        "intro": start if is_called else optional,
        "print": _("In print, two cards fit on a sheet of A4."),
        "steps": _("How to do it"),
        "dose": _("How much"),
        "feel": _("What you feel"),
        "stop": _("When to stop"),
        "flags": _("First of all"),
        "nothing": _("No exercises are listed for this clip."),
    }


def _card(number: int, one: Chosen) -> dict[str, Any]:
    exercise = one.exercise
    label = _("Drawing of the exercise in two pictures: {name}").format(name=exercise.name)
    return {
        "number": number,
        "exercise": exercise,
        "figure": Markup(exercise_figure(exercise.id, label)),
        "why": _("Goes with: {topics}").format(topics="; ".join(one.called_by))
        if one.called_by
        else "",
    }
