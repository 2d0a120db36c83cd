"""Draws how a number spreads over clips: a dot each, or columns where they are many.

|        ..            usual range as a green field, median as a line;
|      .::::.    o     an outlier is a ring, at the edge where it lies beyond it
+------------------
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from formcheck.report.numbers import decimals, unit_words
from formcheck.report.words import _, localised
from formcheck.types.cohort import Spread, Strip

BINS: Final = 48  # across the plot
DOT_PX: Final = 7  # from one dot to the next above it
TALL_PX: Final = 56  # of the plot, as style and viewBox have it
WIDE: Final = 1000  # of the viewBox across
ROOM: Final = 0.04  # of the span that stays free at both ends
MOST_STRETCH: Final = 0.35  # of the span that outliers may add at each end; chosen by us
MOST_TICKS: Final = 5
EDGE: Final = 0.012  # of the span, so that a ring at the edge is seen whole


@dataclass(frozen=True, slots=True)
class DrawnStrip:
    """One side on its line: paths of the plot, places in percent, and all of it in words."""

    side: str
    side_word: str
    dots: str
    columns: str
    rings: str
    median: float
    words: str
    n: int


@dataclass(frozen=True, slots=True)
class DrawnSpread:
    """One number: its strips on a common axis."""

    id: str
    label: str
    unit: str
    definition: str
    strips: tuple[DrawnStrip, ...]
    ticks: tuple[tuple[float, str], ...]
    typical: tuple[float, float] | None
    typical_words: str


@dataclass(frozen=True, slots=True)
class Axis:
    """From a value to its place, 0 to 1; what lies beyond stands at the edge."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """The place."""
        share = (value - self.low) / (self.high - self.low)
        return min(max(share, EDGE), 1 - EDGE)


def drawn(spread: Spread) -> DrawnSpread:
    """The number as the page shows it."""
    axis, digits = _axis(spread), _digits(spread)
    typical = spread.typical
    places = None if typical is None else (100 * axis.at(typical[0]), 100 * axis.at(typical[1]))
    return DrawnSpread(
        id=spread.id,
        label=spread.label,
        unit=unit_words(spread.unit),
        definition=spread.definition,
        strips=tuple(_strip(one, axis, (digits, spread.unit)) for one in spread.strips),
        ticks=_ticks(axis),
        typical=None if places is None else (round(places[0], 2), round(places[1] - places[0], 2)),
        typical_words="" if typical is None else _typical_words(typical, spread.unit),
    )


def _typical_words(typical: tuple[float, float], unit: str) -> str:
    low, high = (localised(f"{end:g}") for end in typical)
    return _("usual: {low} to {high}").format(low=low, high=high) + _tail(unit)


def _strip(strip: Strip, axis: Axis, how: tuple[int, str]) -> DrawnStrip:
    beyond = [one.measurement.value or 0.0 for one in strip.outliers]
    inside = list(strip.values)
    for value in beyond:
        inside.remove(value)
    stacks = Counter(min(int(axis.at(value) * BINS), BINS - 1) for value in inside)
    are_dots = max(stacks.values(), default=0) * DOT_PX <= TALL_PX
    return DrawnStrip(
        side=strip.side,
        side_word={"left": _("left"), "right": _("right"), "both": ""}[strip.side],
        dots=_dots(stacks) if are_dots else "",
        columns="" if are_dots else _columns(stacks),
        rings="".join(f"M{WIDE * axis.at(v):.0f} {TALL_PX - 5}h0" for v in beyond),
        median=round(100 * axis.at(strip.median), 2),
        words=_words(strip, *how),
        n=len(strip.values),
    )


def _dots(stacks: Counter[int]) -> str:
    """A path of points without length; round caps make dots of them."""
    return "".join(
        f"M{WIDE * (k + 0.5) / BINS:.0f} {TALL_PX - 5 - DOT_PX * height}h0"
        for k, n in sorted(stacks.items())
        for height in range(n)
    )


def _columns(stacks: Counter[int]) -> str:
    """A path of columns, the tallest as high as the plot."""
    most, wide = max(stacks.values()), WIDE / BINS
    return "".join(
        f"M{k * wide:.1f} {TALL_PX}v-{max(1.0, TALL_PX * n / most):.1f}h{wide - 2:.1f}V{TALL_PX}z"
        for k, n in sorted(stacks.items())
    )


def _words(strip: Strip, digits: int, unit: str) -> str:
    """How it spreads, in a line."""
    n = len(strip.values)
    median, low, high = (fixed(v, digits) for v in (strip.median, *strip.middle))
    if n == 1:
        return _("1 clip: {value}").format(value=median) + _tail(unit)
    words = _("{n} clips, median {median}{unit}, the middle half {low} to {high}")
    if low == high:
        words = _("{n} clips, median {median}{unit}")
    return words.format(n=n, median=median, unit=_tail(unit), low=low, high=high)


def median_words(strip: Strip, spread: Spread) -> str:
    """The median with its unit, as fine as the spread."""
    return fixed(strip.median, _digits(spread)) + _tail(spread.unit)


def fixed(value: float, digits: int) -> str:
    """The number with so many decimals, as the language writes it; zero has no sign."""
    return localised(f"{round(value, digits) + 0.0:.{digits}f}")


def _tail(unit: str) -> str:
    words = unit_words(unit)
    return words if words in ("", "°") else f" {words}"


def _digits(spread: Spread) -> int:
    """Decimals that show a hundredth of the middle half, no finer than a clip is sure; 0 to 3."""
    width = max(strip.middle[1] - strip.middle[0] for strip in spread.strips)
    margins = [strip.margin for strip in spread.strips if strip.margin]
    errors = [error for error in (width / 10, min(margins, default=0.0)) if error > 0]
    return min(map(decimals, errors), default=1)


def _axis(spread: Spread) -> Axis:
    """Holds all values but far outliers, and the usual range."""
    ends = list(spread.typical or ())
    for strip in spread.strips:
        low, high = strip.fence or (-math.inf, math.inf)
        ends += [value for value in strip.values if low <= value <= high] or [strip.median]
    low, high = min(ends), max(ends)
    span = max(high - low, 1e-3 * abs(high), 1e-9)
    beyond = [one.measurement.value or 0.0 for s in spread.strips for one in s.outliers]
    low = max(min([low, *beyond]), low - MOST_STRETCH * span)
    high = min(max([high, *beyond]), high + MOST_STRETCH * span)
    room = ROOM * max(high - low, span)
    return Axis(low - room, high + room)


def _ticks(axis: Axis) -> tuple[tuple[float, str], ...]:
    """Round numbers along the axis: place in percent, and text."""
    step = _step(axis.high - axis.low)
    first = math.ceil(axis.low / step)
    last = math.floor(axis.high / step)
    digits = max(0, -math.floor(math.log10(step)))
    places: Sequence[float] = [k * step for k in range(first, last + 1)]
    return tuple((round(100 * axis.at(p), 2), fixed(p, digits)) for p in places)


def _step(span: float) -> float:
    """Distance of ticks: 1, 2 or 5 times a power of ten.

    >>> _step(30.0), _step(0.8)
    (10.0, 0.2)
    """
    rough = span / MOST_TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    return next(float(f"{k * power:.6g}") for k in (1, 2, 5, 10) if k * power >= rough)
