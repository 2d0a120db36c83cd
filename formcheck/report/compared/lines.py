"""Says a comparison in sentences: the summary, each reason, what a number is worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import isfinite
from typing import Final

from formcheck.report.numbers import decimals, unit_words, value_text
from formcheck.report.words import _, day, localised, told
from formcheck.types import Change, Comparison, MeasuredSide, Measurement, SetUp, Trend, Visit
from formcheck.types.said import Said

Labels = Mapping[str, str]
MOST_FINER: Final = 3  # digits more than the error leaves meaning to; by us
COURSES: Final = {
    "more": Said("more"), "less": Said("less"), "same": Said("no change seen"),
    "unknown": Said("not known"),
}  # fmt: skip


def summary(comparison: Comparison) -> str:
    """What changed in one or two sentences, and how much of it may be chance."""
    if comparison.is_one_run:
        return _("Nothing changed: these are the same pictures.")
    changed = [c for c in comparison.changes if c.has_changed]
    sure = [c for c in changed if c.is_sure]
    n, chance = comparison.n_compared, _chance(comparison.by_chance)
    if not n:
        return _("No number could be compared.")
    if not changed:
        return _(
            "Nothing changed by more than measuring twice makes ({n} numbers compared)."
        ).format(n=n)
    if not sure:
        return _(
            "{k} of {n} numbers differ by more than measuring twice makes, but by chance alone "
            "{chance} would: no change is certain."
        ).format(k=len(changed), n=n, chance=chance)
    return _(
        "{k} of {n} numbers changed by more than measuring twice makes; {sure} of them also with "
        "all numbers looked at together. By chance alone {chance} would seem to."
    ).format(k=len(changed), n=n, sure=len(sure), chance=chance)


def _chance(by_chance: float) -> str:
    """How many by chance, in words: whole numbers, never none."""
    return _("about {n:.0f}").format(n=by_chance) if by_chance >= 1.5 else _("about one, or none,")


def visit_text(visit: Visit) -> str:
    """A visit by its name, and its day where that is known."""
    if visit.day is None:
        return visit.name
    return _("{name}, {day}").format(name=visit.name, day=day(date.fromisoformat(visit.day)))


def how_to_read() -> str:
    """What the verdicts mean and what they do not."""
    return _(
        "Smallest detectable: a difference that measuring twice alone makes in one of twenty "
        "comparisons. It says nothing of how runners differ from day to day. Bold: stands also "
        "with all numbers looked at together."
    )


def trend_name(trend: Trend, labels: Labels) -> str:
    """The number in plain words with its unit, its side where it has one."""
    return _named(trend.id, trend.side, labels) + (
        f", {unit}" if (unit := unit_words(trend.unit)) else ""
    )


def trend_texts(trend: Trend) -> tuple[str, ...]:
    """Its values, no finer than their margins, without the unit."""
    return tuple(
        localised(f"{value:.{decimals(margin)}f}")
        for value, margin in zip(trend.values, trend.margins, strict=True)
    )


def name_of(change: Change, labels: Labels) -> str:
    """The number in plain words, its side where it has one."""
    return _named(change.id, change.side, labels)


def _named(id: str, side: MeasuredSide, labels: Labels) -> str:
    name = _(labels.get(id, id))
    return name if side == "both" else f"{name} ({_(side)})"


def values(change: Change) -> tuple[str, str]:
    """Before and after with their margins, without the unit; empty where there is no value."""
    before, after = (_value(m) for m in (change.before, change.after))
    return before, after


def _value(measurement: Measurement | None) -> str:
    return "" if measurement is None else value_text(replace(measurement, unit="1"))


def difference_text(change: Change) -> str:
    """The difference with its sign, no finer than the smallest that means something."""
    if change.difference is None:
        return ""
    digits = _digits(change)
    text = f"{change.difference:+.{digits}f}"
    if float(text) == 0:
        text = text[1:]
    return _with_unit(text, change)


def least_text(change: Change) -> str:
    """The smallest difference that means something."""
    if change.least is None or not isfinite(change.least):
        return ""
    return _with_unit(f"{change.least:.{_digits(change)}f}", change)


def _digits(change: Change) -> int:
    """Digits after the point; more where difference and smallest would read alike without."""
    digits = decimals(change.least)
    if change.difference is None or change.least is None or not isfinite(change.least):
        return digits
    gap = abs(change.difference)
    finer = range(digits, digits + MOST_FINER + 1)
    return next((d for d in finer if f"{gap:.{d}f}" != f"{change.least:.{d}f}"), digits)


def _with_unit(text: str, change: Change) -> str:
    unit = unit_words(change.unit)
    return localised(text) + (unit if unit in ("", "°") else f" {unit}")


def follows_text(change: Change, labels: Labels) -> str:
    """What it follows from; empty where it stands on its own."""
    names = [_(labels.get(id, id)) for id in change.follows_from]
    if not names:
        return ""
    return _("follows from: {names}").format(names=", ".join(n[:1].lower() + n[1:] for n in names))


def set_up_text(row: SetUp) -> str:
    """Both sides of something that differs, and what that does."""
    before, after = (told(text) if text else _("not known") for text in (row.before, row.after))
    if row.is_same is None and not (row.before or row.after):
        return told(row.harm)
    both = _("{before} → {after}").format(before=before, after=after)
    return f"{both}. {told(row.harm)}" if row.harm else both


def by_reason(changes: Sequence[Change], labels: Labels) -> Iterator[tuple[str, list[str]]]:
    """Each reason why numbers cannot be compared, with their names."""
    groups: dict[str, list[str]] = {}
    for change in changes:
        if change.course == "unknown":
            groups.setdefault(told(change.reason or ""), []).append(name_of(change, labels))
    yield from groups.items()
