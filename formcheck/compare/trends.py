"""Each number over three visits or more, the last of them against the first."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.compare.changes import Pair, change_of, is_by_clock
from formcheck.compare.set_up import differing, set_up
from formcheck.types import Analysis, MeasuredSide, Measurement, Trend, Visit

FEWEST = 3  # visits; two are a change
NORMAL95 = 1.96

Key = tuple[str, MeasuredSide]
Seen = list[tuple[int, Measurement]]


def trends(visits: Sequence[Visit]) -> tuple[Trend, ...]:
    """Every number that three visits or more show from the view of the last one."""
    keys = dict.fromkeys((m.id, m.side) for v in visits for m in v.analysis.measurements)
    found = ((key, _seen(key, visits)) for key in keys)
    return tuple(_trend(key, seen, visits) for key, seen in found if len(seen) >= FEWEST)


def _seen(key: Key, visits: Sequence[Visit]) -> Seen:
    """The visits that show a number, by their places, and what they show."""
    seen = [
        (place, m)
        for place, visit in enumerate(visits)
        if (m := _measured(visit.analysis, key)) is not None
    ]
    if not seen:
        return []
    view = visits[seen[-1][0]].analysis.gait.view
    return [
        (place, m)
        for place, m in seen
        if is_by_clock(m) or visits[place].analysis.gait.view == view
    ]


def _measured(analysis: Analysis, key: Key) -> Measurement | None:
    return next(
        (
            m
            for m in analysis.measurements
            if (m.id, m.side) == key and m.value is not None and m.standard_error is not None
        ),
        None,
    )


def _trend(key: Key, seen: Seen, visits: Sequence[Visit]) -> Trend:
    (first, before), (last, after) = seen[0], seen[-1]
    ends = (visits[first].analysis, visits[last].analysis)
    is_estimated = any(end.runner.speed_source == "estimated" for end in ends)
    pair = Pair(before, after, differing(set_up(*ends)), is_estimated=is_estimated)
    change = change_of(pair)
    return Trend(
        *key,
        unit=after.unit,
        visits=tuple(place for place, _ in seen),
        values=tuple(m.value for _, m in seen if m.value is not None),
        margins=tuple(_margin(m) for _, m in seen),
        difference=change.difference,
        least=change.least,
        course=change.course,
    )


def _margin(measurement: Measurement) -> float:
    """Half the width of the 95 % interval."""
    if measurement.interval95 is not None:
        return (measurement.interval95[1] - measurement.interval95[0]) / 2
    assert measurement.standard_error is not None
    return NORMAL95 * measurement.standard_error.total
