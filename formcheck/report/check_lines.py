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
        yield Text(_(check.verdict.line), STYLES[check.verdict.word])
    yield from faults(check.quality)
    yield from (Padding(Text(f"- {warning}"), (0, 0, 0, 2)) for warning in check.clip.warnings)
    yield Text(_("A quick look at a few moments; formcheck analyze says it exactly."), "dim")


def _facts(check: Check) -> str:
    clip = check.clip
    rate = f"{clip.fps_effective:.3g} {_('pictures/s')}"
    uneven = f" ({_('uneven')})" if clip.variable_rate else ""
    turned = f", {_('turned')} {clip.rotation_deg}°" if clip.rotation_deg else ""
    size = f"{clip.width} × {clip.height}{turned}"
    return f"{clip.name}: {size}, {clip.duration_s:.1f} s, {rate}{uneven}"


def _doing(check: Check) -> str:
    if check.n_people == 0:
        return _(
            "Nobody seen in the moments looked at. Somebody smaller than a fifth of the picture is"
            " found by formcheck analyze only."
        )
    doing = _("Not clear what the person does") if check.doing == "unknown" else _(check.doing)
    view = "" if check.view is None else f", {_('seen from the')} {_(check.view)}"
    view = f", {_('seen at an angle')}" if check.view == "oblique" else view
    spm = check.cadence_spm
    steps = "" if spm is None else f", {_('about')} {5 * round(spm / 5)} {_('steps/min')}"
    others = "" if check.n_people == 1 else f"; {check.n_people} {_('people in the picture')}"
    return f"{doing[:1].upper()}{doing[1:]}{view}{steps}{others}."
