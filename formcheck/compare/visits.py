"""The first of some visits against the last: their order, what was the same, what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from formcheck.compare.changes import changes
from formcheck.compare.set_up import differing, set_up
from formcheck.compare.trends import FEWEST, trends
from formcheck.errors import SettingsError
from formcheck.types import Analysis, Comparison, Visit
from formcheck.types.said import Said

# settings that decide which pictures of a clip are about whom; others are ways of looking at them
_WHO: Final = ("person", "point", "slow_motion")


def compare(visits: Sequence[Visit]) -> Comparison:
    """What changed from the first visit to the last; the order is that of time.

    Raises
    ------
    SettingsError : there are fewer than two
    """
    if len(visits) < 2:
        raise SettingsError(
            Said("One analysis cannot be compared."),
            Said("Give two or more: formcheck compare BEFORE AFTER."),
        )
    before, after = visits[0].analysis, visits[-1].analysis
    rows, is_one_run = set_up(before, after), is_one(before, after)
    same = differing(rows)
    return Comparison(
        visits=tuple(visits),
        set_up=rows,
        changes=changes(before, after, same, is_one_run),
        trends=trends(visits) if len(visits) >= FEWEST else (),
        topics=_topics(before, after),
        is_one_run=is_one_run,
        warnings=tuple(_warnings(visits, same, is_one_run)),
    )


def in_order(visits: Sequence[Visit]) -> tuple[Visit, ...]:
    """The visits by their days where all have one, else as they are given."""
    if any(visit.day is None for visit in visits):
        return tuple(visits)
    return tuple(sorted(visits, key=lambda visit: visit.day or ""))


def is_one(before: Analysis, after: Analysis) -> bool:
    """Whether both are the same pictures of the same runner."""
    one, other = before.clip, after.clip
    same_pictures = (one.sha256, one.part_s) == (other.sha256, other.part_s)
    return same_pictures and _whose(before) == _whose(after)


def _whose(analysis: Analysis) -> list[object]:
    """Which pictures of a clip are about whom."""
    made = analysis.corrections
    by_hand = [] if made is None else [made.person, made.point, made.excluded_s]
    asked = [analysis.settings.get(word) for word in _WHO]
    return [*asked, [told for told in by_hand if told]]


def _topics(before: Analysis, after: Analysis) -> tuple[tuple[str, str, str], ...]:
    """Topics that both judge, differently."""
    levels = {f.topic: f.level for f in before.findings}
    return tuple(
        (f.topic, levels[f.topic], f.level)
        for f in after.findings
        if levels.get(f.topic, f.level) != f.level
        and "not_measurable" not in (levels[f.topic], f.level)
    )


def _warnings(
    visits: Sequence[Visit], same: Mapping[str, bool | None], is_one_run: bool
) -> Iterator[str]:
    if is_one_run:
        yield Said("These are the same pictures: nothing about the runner can have changed.")
    if same.get("height") is False:
        yield Said("The body heights differ: see that this is one runner.")
    if same.get("speed") is False:
        yield Said(
            "The speeds differ, and other numbers change with speed: a change may come from that."
        )
    if same.get("view") is False:
        yield Said("The clips were filmed from two views: only cadence can be compared.")
    days = [visit.day for visit in visits if visit.day is not None]
    if days != sorted(days):
        yield Said("By the day in the files, a later one was filmed before an earlier one.")
