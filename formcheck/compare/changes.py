"""What changed from one analysis to another, number by number, and what cannot be compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from formcheck.compare.chance import together
from formcheck.compare.errors_of_two import Apart, apart
from formcheck.compare.follows import followed
from formcheck.types import Analysis, Change, Course, MeasuredSide, Measurement, StandardError
from formcheck.types.comparison import CHANCE
from formcheck.types.said import Said


@dataclass(frozen=True, slots=True)
class Pair:
    """One number at two visits, either may be missing, and what of the set-up is the same.

    `is_estimated`: the speed of one of them is estimated.
    """

    before: Measurement | None
    after: Measurement | None
    same: Mapping[str, bool | None]
    is_one_run: bool = False
    is_estimated: bool = False

    @property
    def any(self) -> Measurement:
        """Either of them."""
        one = self.before or self.after
        assert one is not None
        return one

    @property
    def difference(self) -> float | None:
        """After less before; None where one has no value."""
        one, other = self.before, self.after
        if one is None or other is None or one.value is None or other.value is None:
            return None
        return other.value - one.value


def changes(
    before: Analysis,
    after: Analysis,
    same: Mapping[str, bool | None],
    is_one_run: bool = False,
) -> tuple[Change, ...]:
    """Every number that at least one of the two shows, in the order of the analyses.

    `same` says by id what of the set-up is the same; `is_one_run`: both are the same pictures.
    """
    found = [change_of(pair) for pair in pairs(before, after, same, is_one_run)]
    return followed(together(found))


def pairs(
    before: Analysis, after: Analysis, same: Mapping[str, bool | None], is_one_run: bool = False
) -> tuple[Pair, ...]:
    """The numbers of two analyses side by side; those that neither shows are left out."""
    one, other = _by_key(before), _by_key(after)
    is_estimated = "estimated" in (before.runner.speed_source, after.runner.speed_source)
    return tuple(
        Pair(one.get(key), other.get(key), same, is_one_run, is_estimated)
        for key in dict.fromkeys([*one, *other])
        if any(m is not None and m.value is not None for m in (one.get(key), other.get(key)))
    )


def change_of(pair: Pair) -> Change:
    """One number: its difference, the least that means something, and which way it went."""
    known, error = pair.any, _apart(pair)
    difference, least = pair.difference, None if error is None else error.least
    course, probability, reason = _judged(pair, error)
    return Change(
        id=known.id,
        side=known.side,
        unit=known.unit,
        before=pair.before,
        after=pair.after,
        difference=difference,
        least=least,
        course=course,
        reason=reason,
        probability=probability,
    )


def is_by_clock(measurement: Measurement) -> bool:
    """Whether it rests on the clock alone, so that every view shows it alike."""
    error = measurement.standard_error or StandardError(landmarks=1.0)
    return error.landmarks == error.roll == error.yaw == error.scale == 0.0


def _judged(pair: Pair, error: Apart | None) -> tuple[Course, float | None, str | None]:
    """Which way it went, how likely that is by chance, and why nobody can say."""
    reason = next((why for rule in INCOMPARABLE if (why := rule(pair)) is not None), None)
    if reason is not None or error is None:
        return "unknown", None, reason
    assert pair.difference is not None
    if pair.is_one_run:
        return "same", 1.0, None
    probability = error.probability(pair.difference)
    if probability >= CHANCE:
        return "same", probability, None
    return "more" if pair.difference > 0 else "less", probability, None


def _apart(pair: Pair) -> Apart | None:
    """How far the two may lie apart; None where one has no error."""
    one, other = pair.before, pair.after
    if pair.difference is None or one is None or other is None:
        return None
    if one.standard_error is None or other.standard_error is None or one.unit != other.unit:
        return None
    return apart(one, other, pair.same, pair.is_estimated)


def _by_key(analysis: Analysis) -> dict[tuple[str, MeasuredSide], Measurement]:
    return {(m.id, m.side): m for m in analysis.measurements}


# ------------------------------------------------------------ why two cannot be compared


def _missing(pair: Pair) -> str | None:
    """Not measured at one of them; in the pairs no number is missing at both."""
    for k, one in enumerate((pair.before, pair.after)):
        if one is None:
            return _of_one(k, Said("not measured"))
        if one.value is None:
            return _of_one(k, one.reason or Said("not measured"))
    return None


def _other_view(pair: Pair) -> str | None:
    both = (pair.before, pair.after)
    if pair.same.get("view") is not False or all(m and is_by_clock(m) for m in both):
        return None
    return Said("seen from two views")


def _two_heights(pair: Pair) -> str | None:
    both = (pair.before, pair.after)
    rests = any(m and m.standard_error and m.standard_error.scale > 0 for m in both)
    if pair.same.get("height") is not False or not rests:
        return None
    return Said("the two heights differ")


def _no_error(pair: Pair) -> str | None:
    return Said("its error is not known") if _apart(pair) is None else None


def _indicative(pair: Pair) -> str | None:
    """A number that is only indicative has no verdict, so neither has its change."""
    whys = [m.reason for m in (pair.before, pair.after) if m and m.status != "measured"]
    if len(whys) == 2 and whys[0] == whys[1]:
        return whys[0] or Said("indicative")
    for k, one in enumerate((pair.before, pair.after)):
        if one is not None and one.status != "measured":
            return _of_one(k, one.reason or Said("indicative"))
    return None


def _other_look(pair: Pair) -> str | None:
    """One clip looked at in two ways: the runner is the same, whatever differs."""
    if not pair.is_one_run or not pair.difference:
        return None
    return Said("one clip looked at in two ways: only the way of looking differs")


def _of_one(k: int, why: str) -> str:
    """A reason that holds of the clip before (0) or after; what a file says is English, as here."""
    why = why if isinstance(why, Said) else Said(why)
    return Said("after: {why}", why=why) if k else Said("before: {why}", why=why)


INCOMPARABLE: Final[tuple[Callable[[Pair], str | None], ...]] = (
    _missing,
    _other_view,
    _two_heights,
    _no_error,
    _other_look,
    _indicative,
)
