"""What corrections did to the numbers: those that read otherwise than before."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.types import Analysis, Measurement


@dataclass(frozen=True, slots=True)
class Effect:
    """One measurement before and after."""

    before: Measurement
    after: Measurement


def effects(before: Analysis, after: Analysis) -> tuple[Effect, ...]:
    """The measurements whose value, strides or standing changed, in the order of the analysis.

    A value has changed when it did so by more than a thousandth of itself.
    """
    known = {m.key: m for m in before.measurements}
    pairs = [(known[m.key], m) for m in after.measurements if m.key in known]
    return tuple(Effect(was, now) for was, now in pairs if _differs(was, now))


def _differs(was: Measurement, now: Measurement) -> bool:
    if (was.status, was.n) != (now.status, now.n) or was.value is None or now.value is None:
        return (was.status, was.n, was.value) != (now.status, now.n, now.value)
    return abs(was.value - now.value) > 1e-3 * max(abs(was.value), abs(now.value))
