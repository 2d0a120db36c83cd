"""What the quick look at a clip saw, in the words of `formcheck check`.

Takes what `web.looked.as_said` gives: texts are in the language of the moment already.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from formcheck.report.words import _, day

Tone = Literal["good", "warning", "problem"]
_TYPED: Final = re.compile(r"\W--[a-z]|formcheck [a-z]+ ")  # speaks of a command line
_TONES: Final[Mapping[str, Tone]] = {"good": "good", "usable": "warning", "poor": "problem"}


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen, as lines.

    Attributes
    ----------
    verdict : one plain line on whether the clip is worth measuring
    tone : how that line is coloured
    doing : what the runner does, from where, how fast
    notes : what else the file tells, as the day it was filmed
    faults : what hurts the clip, and how to film better, what hurts most first
    is_worth_it : whether measuring is what to do next, rather than filming again
    """

    verdict: str
    tone: Tone
    doing: str
    size: str
    faults: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    n_people: int
    is_worth_it: bool


def sight(looked: Mapping[str, Any]) -> Sight:
    """The lines, in the language of the moment."""
    n_people, runs = looked["n_people"], looked["doing"] == "running"
    said = looked["verdict"] or {}
    return Sight(
        verdict=_verdict(said, n_people),
        tone=_TONES.get(said.get("word", ""), "warning"),
        doing=_doing(looked, n_people),
        size=_size(looked),
        faults=tuple(_fault(fault) for fault in looked["faults"]),
        notes=tuple(note for note in _notes(looked) if note and not _TYPED.search(note)),
        n_people=n_people,
        is_worth_it=runs and said.get("word") != "poor",
    )


def _verdict(said: Mapping[str, Any], n_people: int) -> str:
    if said:
        return str(said["line"])
    if n_people == 0:
        return _("We saw nobody in this clip.")
    return _("We did not see anybody run in this clip.")


def _doing(looked: Mapping[str, Any], n_people: int) -> str:
    """One sentence, as `report.check_lines` says it."""
    if n_people == 0:
        return _(
            "It was a quick look at a few moments: somebody who is small in the picture may be "
            "found by measuring."
        )
    doing, view = looked["doing"], looked["view"]
    said = _("Not clear what the person does") if doing == "unknown" else _(doing)
    said = f"{said[:1].upper()}{said[1:]}"
    if view == "oblique":
        said += _(", seen at an angle")
    elif view is not None:
        said += _(", seen from the {view}").format(view=_(view))
    if looked["cadence_spm"] is not None:
        said += _(", about {spm} steps/min").format(spm=5 * round(looked["cadence_spm"] / 5))
    return f"{said}."


def _size(looked: Mapping[str, Any]) -> str:
    names = ("width", "height", "duration_s", "fps")
    words = _("{width} × {height}, {duration_s:.1f} s, {fps:.3g} pictures/s")
    return str(words.format(**{name: looked[name] for name in names}))


def _notes(looked: Mapping[str, Any]) -> list[str]:
    filmed_on = looked["filmed_on"]
    filmed = (
        _("Filmed on {day}.").format(day=day(date.fromisoformat(filmed_on))) if filmed_on else ""
    )
    return [filmed, looked["slow_motion"]["reason"], *looked["warnings"]]


def _fault(fault: Mapping[str, Any]) -> tuple[str, str]:
    """What was seen, and what to do about it with a phone in the hand."""
    detail, advice = fault["detail"], fault["advice"]
    if fault["name"] == "one_person":
        advice = _("Film one runner alone, or choose in the report who is measured.")
    elif _TYPED.search(advice):
        advice = ""
    return f"{detail[:1].upper()}{detail[1:]}", advice
