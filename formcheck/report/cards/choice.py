"""Chooses the exercises that the findings of a clip call for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from formcheck.types import Exercise, Finding, Handbook

_CALLING: Final = ("marked", "mild", "borderline")  # a finding that is fine calls for nothing


@dataclass(frozen=True, slots=True)
class Chosen:
    """An exercise with the titles of the findings that call for it; `is_called` if any does."""

    exercise: Exercise
    called_by: tuple[str, ...] = ()
    is_called: bool = True


def called_for(findings: Sequence[Finding], handbook: Handbook) -> tuple[Chosen, ...]:
    """Each exercise once, those of findings to act on first; all where no finding calls for any."""
    calling = [one for one in findings if one.level in _CALLING and one.exercises]
    calling.sort(key=lambda one: one.place != "act")
    ids = dict.fromkeys(id for one in calling for id in one.exercises)
    chosen = tuple(_chosen(id, calling, handbook) for id in ids)
    known = tuple(one for one in chosen if one is not None)
    return known or tuple(Chosen(one, is_called=False) for one in handbook.exercises)


def _chosen(id: str, calling: Sequence[Finding], handbook: Handbook) -> Chosen | None:
    exercise = handbook.exercise(id)
    if exercise is None:
        return None
    titles = [one.title for one in calling if id in one.exercises and one.title]
    return Chosen(exercise, tuple(dict.fromkeys(titles)))
