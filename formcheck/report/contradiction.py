"""Says at the top that what was told about the runner cannot all be true."""

from __future__ import annotations

from typing import Final

from formcheck.report.words import _
from formcheck.types import CONTRADICTION, Analysis, Runner
from formcheck.types.said import Said

CHECK: Final = "scale_agrees"
LENGTHS: Final = ("m", "cm")


def contradiction(analysis: Analysis) -> str:
    """What to check, and what is meanwhile left out; "" where all that was told fits together."""
    rivals = _rivals(analysis)
    if not rivals:
        return ""
    what = _what(rivals, analysis.runner)
    return f"{what} {_(_LEFT_OUT if _is_left_out(analysis) else _UNJUDGED)}"


_LEFT_OUT: Final = "Until they do, lengths in metres and what rests on them are left out."
_UNJUDGED: Final = "Until they do, lengths in metres and what rests on them are not judged."


def _what(rivals: set[str], runner: Runner) -> str:
    """The two facts that do not fit; height and speed as they were given."""
    if rivals == {"height", "speed"} and runner.height_cm and runner.speed_mps:
        return _(
            "Check your height and your speed: {cm:.0f} cm and {kmh:.1f} km/h do not fit together "
            "in this clip."
        ).format(cm=runner.height_cm, kmh=3.6 * runner.speed_mps)
    if "known length" in " ".join(rivals):
        return _(
            "Check the known length you gave: it does not fit the height or speed in this clip."
        )
    return _("Check the height and speed you gave: they do not fit together in this clip.")


def _rivals(analysis: Analysis) -> set[str]:
    """The two facts that contradict each other so much that lengths get no verdict, in English."""
    details = (one.detail for one in analysis.quality if one.check == CHECK and not one.ok)
    detail = next(details, "")
    if not isinstance(detail, Said) or detail.fields["apart"] <= CONTRADICTION:
        return set()
    both = (detail.fields[name] for name in ("one", "other"))
    return {str(getattr(one, "template", one)) for one in both}


def _is_left_out(analysis: Analysis) -> bool:
    """Whether no length at all is given."""
    return all(m.value is None for m in analysis.measurements if m.unit in LENGTHS)


def is_speed_doubted(analysis: Analysis) -> bool:
    """Whether a speed that was given is one of the facts that do not fit."""
    return analysis.runner.speed_source == "given" and "speed" in _rivals(analysis)


def speed_source(analysis: Analysis) -> str:
    """Where the speed comes from, and that it may be wrong where it does not fit."""
    is_doubted = is_speed_doubted(analysis)
    return _("given, in doubt") if is_doubted else _(analysis.runner.speed_source)
