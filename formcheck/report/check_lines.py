"""A quick look at a clip as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.padding import Padding
from rich.text import Text

from formcheck.report.quality_words import STYLES, faults
from formcheck.report.words import _
from formcheck.types.check import Check


def check_lines(check: Check) -> Iterator[Text | Padding]:
    """What was seen, what to film better, and that it was only a quick look."""
    yield Text(_facts(check), "bold")
    yield Text(_doing(check))
    if check.clip.slow_motion.reason:
        yield Text(check.clip.slow_motion.reason)
    if check.verdict is not None:
        yield Text(check.verdict.line, STYLES[check.verdict.word])
    yield from faults(check.quality)
    yield from (Padding(Text(f"- {warning}"), (0, 0, 0, 2)) for warning in check.clip.warnings)
    yield Text(_("A quick look at a few moments; formcheck analyze says it exactly."), "dim")


def _facts(check: Check) -> str:
    clip = check.clip
    size = f"{clip.width} × {clip.height}"
    if clip.rotation_deg:
        size = _("{size}, turned {deg}°").format(size=size, deg=clip.rotation_deg)
    facts = _("{name}: {size}, {duration_s:.1f} s, {fps:.3g} pictures/s")
    if clip.variable_rate:
        facts = _("{name}: {size}, {duration_s:.1f} s, {fps:.3g} pictures/s (uneven)")
    return facts.format(
        name=clip.name, size=size, duration_s=clip.duration_s, fps=clip.fps_effective
    )


def _doing(check: Check) -> str:
    if check.n_people == 0:
        return _(
            "Nobody seen in the moments looked at. Somebody smaller than a fifth of the picture is"
            " found by formcheck analyze only."
        )
    doing = _("Not clear what the person does") if check.doing == "unknown" else _(check.doing)
    said = f"{doing[:1].upper()}{doing[1:]}"
    if check.view == "oblique":
        said += _(", seen at an angle")
    elif check.view is not None:
        said += _(", seen from the {view}").format(view=_(check.view))
    if check.cadence_spm is not None:
        said += _(", about {spm} steps/min").format(spm=5 * round(check.cadence_spm / 5))
    if check.n_people != 1:
        said += _("; {n} people in the picture").format(n=check.n_people)
    return f"{said}."
