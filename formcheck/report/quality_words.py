"""Says whether the clip is good enough and what happens in it, before any number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.padding import Padding
from rich.text import Text

from formcheck.report.words import _, localised
from formcheck.types import Analysis, Clip, Part, QualityCheck

STYLES = {"good": "green", "usable": "yellow", "poor": "bold red"}


def lines(analysis: Analysis) -> Iterator[Text | Padding]:
    """The verdict on the clip, what hurts it with how to film better, and its parts."""
    said = analysis.verdict
    if said is not None:
        yield Text()
        yield Text(said.line, STYLES[said.word])
    yield from faults(analysis.quality)
    chosen = _chosen(analysis.clip)
    if chosen:
        yield Text(chosen)
    if len(analysis.gait.parts) > 1:
        yield Text(_("What happens in the clip"), "bold")
        yield from (Padding(Text(_part(p)), (0, 0, 0, 2)) for p in analysis.gait.parts)


def faults(checks: Iterable[QualityCheck]) -> Iterator[Padding]:
    """What hurts the clip, each with how to film better."""
    for check in checks:
        if not check.ok:
            words = f"- {check.detail}. {check.advice}".rstrip()
            yield Padding(Text(words[:2] + words[2:3].upper() + words[3:]), (0, 0, 0, 2))


def _chosen(clip: Clip) -> str:
    if clip.part_s is None:
        return ""
    span = f"{clock(clip.part_s[0])} – {clock(clip.part_s[1])}"
    if clip.part_how == "given":
        return _("Only the part you asked for was looked at: {span}").format(span=span)
    said = _("A long clip: the steadiest running found was measured: {span}")
    return said.format(span=span)


def _part(part: Part) -> str:
    span = f"{clock(part.start_s)} – {clock(part.end_s)}"
    activity = _(part.activity)
    if part.cadence_spm is not None:
        activity += _(", {spm:.0f} steps/min").format(spm=part.cadence_spm)
    why = _("measured") if part.is_measured else part.reason or ""
    same = why in ("", _(part.activity))
    return f"{span}  {activity}" + ("" if same else f": {why}")


def clock(moment_s: float) -> str:
    """Minutes and seconds.

    >>> clock(75.04)
    '1:15.0'
    """
    tenths = round(10 * moment_s)
    return f"{tenths // 600}:{localised(f'{tenths % 600 / 10:04.1f}')}"
