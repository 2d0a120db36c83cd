"""Says what is typical for a number at both visits, and why that is not the same range."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.report.numbers import expected_text, typical_digits, typical_text
from formcheck.report.words import _
from formcheck.types import Change, Comparison, Measurement, Runner


def usual_words(change: Change) -> str:
    """What is typical: once where it is the same, else for both visits, both as fine."""
    before, after = _both(change)
    if before == after:
        return after
    if not before or not after:
        only = _("{range} before") if before else _("{range} after")
        return only.format(range=before or after)
    return _("{before} before, {after} after").format(before=before, after=after)


def why_two(comparison: Comparison) -> str:
    """Why what is typical differs between the visits; "" where it does not."""
    known = (c for c in comparison.changes if c.has_changed or c.course == "same")
    two = [change for change in known if len(set(filter(None, _both(change)))) > 1]
    if not two:
        return ""
    ends = comparison.visits[0].analysis.runner, comparison.visits[-1].analysis.runner
    why = _without_speed(two, *ends) or _of_two_runners(*ends)
    return _("Typical ranges of the two clips differ: {why}").format(why=why)


def _without_speed(two: Sequence[Change], before: Runner, after: Runner) -> str:
    """Which of the two has ranges over all speeds, as its speed is missing or in doubt."""
    is_before = before.speed_mps is None or any(_is_general(c.before, c.after) for c in two)
    is_after = after.speed_mps is None or any(_is_general(c.after, c.before) for c in two)
    if is_before == is_after:
        return ""
    if is_before:
        return _("the speed before is not known for sure, so its ranges are those of all speeds.")
    return _("the speed after is not known for sure, so its ranges are those of all speeds.")


def _is_general(one: Measurement | None, other: Measurement | None) -> bool:
    """Whether only the other one has a value that is expected at its speed."""
    return one is not None and one.expected is None and other is not None and bool(other.expected)


def _of_two_runners(before: Runner, after: Runner) -> str:
    if before.speed_mps != after.speed_mps:
        return _("they depend on speed, and the two speeds are not quite the same.")
    if before.height_cm != after.height_cm:
        return _("they depend on body height, and the two heights are not quite the same.")
    return _("they depend on speed, body height and slope.")


def _both(change: Change) -> tuple[str, str]:
    """What is typical before and after, with as many digits as the coarser one has."""
    ends = (change.before, change.after)
    digits = min((typical_digits(m) for m in ends if m is not None), default=0)
    before, after = ("" if m is None else _usual(m, digits) for m in ends)
    return before, after


def _usual(measurement: Measurement, digits: int) -> str:
    about = expected_text(measurement, digits)
    usual = typical_text(measurement, digits)
    return usual or (_("about {value}").format(value=about) if about else "")
