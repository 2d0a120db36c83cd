"""Says how to film so that more can be judged: first what would have shown what was not seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from formcheck.report.words import _
from formcheck.types import Analysis

# Of a reason, as a stage says it in English, what to do about it.
_TIPS: Final = {
    "the clothes show nothing that turns with the pelvis; tuck the shirt in or wear shorts with a "
    "waistband of another colour": (
        "Tuck your shirt in, or wear shorts with a waistband of another colour: "
        "it shows how level your pelvis stays."
    ),
    "from the front the cloth follows the thighs, not the pelvis; film from behind": (
        "Film a second clip from behind: it shows how steady your hips are."
    ),
    "the running lies outside the part of the clip that is looked at; film a shorter one": (
        "Film a shorter clip: about ten seconds of even running are enough."
    ),
    "from one side the far side is partly hidden; film the other side as well": (
        "Film the other side as well: it shows whether left and right go alike."
    ),
    "hidden behind the body; film the other side as well": (
        "Film the other side as well: it shows whether left and right go alike."
    ),
}


def filming(analysis: Analysis, *, is_short: bool = False) -> list[str]:
    """What to do, the most useful first; `is_short` leaves out what is not about the camera."""
    quality = [check.advice for check in analysis.quality if not check.ok and check.advice]
    told = [*_tips(analysis), *quality, *_views(analysis)]
    if analysis.runner.speed_mps is None and analysis.gait.view == "side" and not is_short:
        told.append(_("Say how fast you ran: what is typical depends on it."))
    return list(dict.fromkeys(told))


def _tips(analysis: Analysis) -> Iterator[str]:
    """What would have shown the topics that could not be judged."""
    unjudged = [f for f in analysis.findings if f.level == "not_measurable"]
    for m in analysis.measurements:
        reason = getattr(m.reason, "template", m.reason)
        is_why = any(m.key in f.measurements or str(m.reason) in f.headline for f in unjudged)
        if reason in _TIPS and is_why:
            yield _(_TIPS[reason])


def _views(analysis: Analysis) -> Iterator[str]:
    """The other view, where something could not be judged."""
    if any(f.level == "not_measurable" for f in analysis.findings):
        if analysis.gait.view == "side":
            yield _("Film a second clip from behind: it shows how steady your hips are.")
        elif analysis.gait.view in ("rear", "front"):
            yield _("Film a second clip from the side: it shows where your feet land.")
