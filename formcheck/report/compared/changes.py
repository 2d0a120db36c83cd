"""Puts the changed and the unchanged numbers into words, and on rulers to draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from formcheck.report.compared.lines import difference_text, least_text
from formcheck.report.compared.usual import usual_words
from formcheck.report.html.rows import side_word
from formcheck.report.numbers import value_text
from formcheck.report.words import _
from formcheck.types import Handbook, Measurement
from formcheck.types.comparison import Change, Comparison


@dataclass(frozen=True, slots=True)
class Ruler:
    """Both values on a line, in percent of its length.

    `noise` is what measuring twice makes around the value before; `usual` the usual range of the
    visit after.
    """

    before: float
    after: float
    before_ends: tuple[float, float]
    after_ends: tuple[float, float]
    noise: tuple[float, float] | None
    usual: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Told:
    """One number of both visits as it is read.

    `goes_with` says which changed numbers it follows from, "" where it stands on its own;
    `followers` are the numbers that follow from it. `may_be_chance`: it would not count as
    changed with all numbers looked at together.
    """

    key: str
    label: str
    side: str
    before: str
    after: str
    difference: str
    least: str
    usual: str
    is_indicative: bool
    ruler: Ruler | None
    goes_with: str = ""
    may_be_chance: bool = False
    followers: tuple[Told, ...] = ()


def labels(book: Handbook | None, comparison: Comparison) -> dict[str, str]:
    """The name of each number in plain words; made from its id where nobody says."""
    known = {entry.id: entry.label for entry in book.metrics} if book else {}
    ids = [c.id for c in comparison.changes] + [t.id for t in comparison.trends]
    return {id: known.get(id) or id.replace("_", " ").capitalize() for id in ids}


def changed(comparison: Comparison, names: Mapping[str, str]) -> list[Told]:
    """The numbers that changed, those that follow from another one under it."""
    moved = [c for c in comparison.changes if c.has_changed]
    ids = {c.id for c in moved}
    heads = [c for c in moved if not ids.intersection(c.follows_from)]
    under: dict[str, list[Change]] = {}
    for change in moved:
        if change not in heads:
            under.setdefault(_head_of(change, heads, moved).key, []).append(change)
    return [_told(c, names, under.get(c.key, ())) for c in heads or moved]


def _head_of(change: Change, heads: Sequence[Change], moved: Sequence[Change]) -> Change:
    """The number under which another one stands: what it follows from, of its side if there is."""
    seen: set[str] = set()
    ids = set(change.follows_from)
    while ids - seen:
        mine = [c for c in heads if c.id in ids]
        if mine:
            return next((c for c in mine if c.side == change.side), mine[0])
        seen |= ids
        ids = {id for c in moved if c.id in ids for id in c.follows_from}
    return (heads or moved)[0]


def same(comparison: Comparison, names: Mapping[str, str]) -> list[Told]:
    """The numbers that did not change."""
    return [_told(c, names, ()) for c in comparison.changes if c.course == "same"]


def compared(comparison: Comparison, names: Mapping[str, str]) -> list[Told]:
    """The numbers that can be compared, changed or not."""
    known = (c for c in comparison.changes if c.has_changed or c.course == "same")
    return [_told(c, names, ()) for c in known]


def told_plainly(change: Change, names: Mapping[str, str]) -> Told:
    """A number that cannot be compared, as far as it is known."""
    return _told(change, names, ())


def _told(change: Change, names: Mapping[str, str], under: Sequence[Change]) -> Told:
    known = [m for m in (change.after, change.before) if m is not None]
    return Told(
        key=change.key,
        label=names[change.id],
        side=side_word(known[0]) if known else "",
        before=_value(change.before),
        after=_value(change.after),
        difference=difference_text(change),
        least=least_text(change),
        usual=usual_words(change),
        is_indicative=any(m.status == "indicative" for m in known),
        ruler=ruler(change),
        goes_with=_goes_with(change, names),
        may_be_chance=change.has_changed and not change.is_sure,
        followers=tuple(_told(c, names, ()) for c in under),
    )


def _value(measurement: Measurement | None) -> str:
    return "–" if measurement is None or measurement.value is None else value_text(measurement)


def _goes_with(change: Change, names: Mapping[str, str]) -> str:
    if not change.follows_from:
        return ""
    found = [names.get(id) or id.replace("_", " ") for id in change.follows_from]
    what = ", ".join(name[:1].lower() + name[1:] for name in found)
    return _("goes with the change in: {what}").format(what=what)


def ruler(change: Change) -> Ruler | None:
    """Where both values lie; None where one of them or a margin is missing."""
    before, after = change.before, change.after
    if before is None or after is None or before.value is None or after.value is None:
        return None
    noise = None
    if change.least is not None and isfinite(change.least):
        noise = (before.value - change.least, before.value + change.least)
    usual = after.typical
    spans = [_ends(before), _ends(after), *filter(None, (noise, usual))]
    known = [end for span in spans for end in span if isfinite(end)]
    low, high = min(known), max(known)
    room = max(0.06 * (high - low), 1e-9)

    def at(value: float) -> float:
        return round(100 * (min(max(value, low), high) - low + room) / (high - low + 2 * room), 2)

    def both(span: tuple[float, float]) -> tuple[float, float]:
        return at(span[0]), at(span[1])

    return Ruler(
        at(before.value), at(after.value), both(_ends(before)), both(_ends(after)),
        None if noise is None else both(noise), None if usual is None else both(usual),
    )  # fmt: skip


def _ends(measurement: Measurement) -> tuple[float, float]:
    assert measurement.value is not None
    return measurement.interval95 or (measurement.value, measurement.value)
