"""Says what was found out about the times of a clip: one line, and sentences where needed."""

from __future__ import annotations

from collections.abc import Iterator

from formcheck.report.words import _, localised
from formcheck.types import Clip, TimeBase

_HOW = {"given": "given", "container": "by the file", "plausibility": "inferred"}


def summary(clip: Clip) -> str:
    """The audit of the time base in a line; "" for an analysis that has none."""
    base = clip.time_base
    if base is None:
        return ""
    facts = [_rate(clip, base), *_losses(base)]
    slow = clip.slow_motion
    if slow.factor != 1.0:
        how = _(_HOW.get(slow.how, slow.how))
        facts.append(_("{factor:.4g} × slowed ({how})").format(factor=slow.factor, how=how))
    else:
        facts.append(_("real time"))
    if slow.rivals:
        factors = _(" or ").join(localised(factor) for factor in slow.rivals)
        facts.append(_("not certain, perhaps {factors} ×").format(factors=factors))
    return "; ".join(facts)


def sentences(clip: Clip) -> list[str]:
    """Why times were changed and what that did, then what else is odd about them."""
    slow, base = clip.slow_motion, clip.time_base
    why = [slow.reason] if slow.factor != 1.0 and slow.reason else []
    return [*why, *(base.warnings if base else ())]


def _rate(clip: Clip, base: TimeBase) -> str:
    if not clip.variable_rate:
        return _("{fps:.4g} pictures/s, even").format(fps=base.fps)
    slowest, fastest = base.fps_range
    return _("{fps:.4g} pictures/s, uneven ({slowest:.3g} – {fastest:.3g})").format(
        fps=base.fps, slowest=slowest, fastest=fastest
    )


def _losses(base: TimeBase) -> Iterator[str]:
    """Copies and gaps, where there are any."""
    if base.repeated:
        yield _("{n} repeated pictures left out").format(n=base.repeated)
    if base.gaps_s:
        longest_s = max(length_s for _start, length_s in base.gaps_s)
        yield _("{n} gaps (longest {longest_s:.1f} s)").format(
            n=len(base.gaps_s), longest_s=longest_s
        )
