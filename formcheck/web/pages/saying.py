"""What the quick look at a clip saw, in the words of `formcheck check`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from formcheck.report.words import _, told

Tone = Literal["good", "warning", "problem"]
_TONES: Final[Mapping[str, Tone]] = {"good": "good", "usable": "warning", "poor": "problem"}


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen, as lines.

    Attributes
    ----------
    verdict : one plain line on whether the clip is worth measuring
    tone : how that line is coloured
    doing : what the runner does, from where, how fast
    faults : what hurts the clip, and how to film better, what hurts most first
    is_worth_it : whether measuring is what to do next, rather than filming again
    """

    verdict: str
    tone: Tone
    doing: str
    size: str
    faults: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    n_people: int
    is_worth_it: bool


def sight(looked: Mapping[str, Any]) -> Sight | None:
    """The lines, in the language of the moment; None where nobody has looked."""
    if not looked:
        return None
    n_people, runs = int(looked.get("n_people") or 0), looked.get("doing") == "running"
    said = looked.get("verdict") or {}
    poor = said.get("word") == "poor" or not runs
    return Sight(
        verdict=_verdict(said, n_people),
        tone=_TONES.get(said.get("word", ""), "warning"),
        doing=_doing(looked, n_people),
        size=_size(looked),
        faults=tuple(_fault(fault) for fault in looked.get("faults") or ()),
        warnings=tuple(told(warning) for warning in looked.get("warnings") or ()),
        n_people=n_people,
        is_worth_it=not poor,
    )


def _verdict(said: Mapping[str, Any], n_people: int) -> str:
    if said:
        return told(said["line"])
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
    doing, view = looked.get("doing", "unknown"), looked.get("view")
    said = _("Not clear what the person does") if doing == "unknown" else _(doing)
    said = f"{said[:1].upper()}{said[1:]}"
    if view == "oblique":
        said += _(", seen at an angle")
    elif view is not None:
        said += _(", seen from the {view}").format(view=_(view))
    if looked.get("cadence_spm") is not None:
        said += _(", about {spm} steps/min").format(spm=5 * round(looked["cadence_spm"] / 5))
    return f"{said}."


def _size(looked: Mapping[str, Any]) -> str:
    names = ("width", "height", "duration_s", "fps")
    if any(looked.get(name) is None for name in names):
        return ""
    words = _("{width} × {height}, {duration_s:.1f} s, {fps:.3g} pictures/s")
    return str(words.format(**{name: looked[name] for name in names}))


def _fault(fault: Mapping[str, Any]) -> tuple[str, str]:
    detail = told(fault.get("detail") or "")
    return f"{detail[:1].upper()}{detail[1:]}", told(fault.get("advice") or "")
