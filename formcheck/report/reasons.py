"""Says why numbers are missing, only indicative or without a verdict: one line a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from formcheck.report.words import _
from formcheck.types import Finding, GaitSummary, Measurement

Labels = Mapping[str, str]
Line = tuple[str, str]  # what comes first, marked, and what follows it

MOST_NAMES: Final = 6  # more than that are counted
MOST_OF_A_SIDE: Final = 3  # more than that on one side only: the side stands for them

_OTHER: Final = {"left": "right", "right": "left"}


def missing(measurements: Iterable[Measurement], labels: Labels, gait: GaitSummary) -> list[Line]:
    """Each reason with the numbers that are missing because of it."""
    groups = _by_reason(m for m in measurements if m.value is None)
    return [
        (f"{reason}:", _names_or_count(reason, _names(group, labels), gait))
        for reason, group in groups.items()
    ]


def indicative(measurements: Iterable[Measurement], labels: Labels) -> Iterator[Line]:
    """Each reason with the numbers that are no more than indicative because of it."""
    shown = (m for m in measurements if m.value is not None and m.status == "indicative")
    for reason, group in _by_reason(shown).items():
        sides = {m.side for m in group}
        if not reason:
            continue
        if sides < {"left", "right"} and len(group) > MOST_OF_A_SIDE:
            yield _("indicative ({side}):").format(side=_(group[0].side)), reason
        else:
            names = ", ".join(_counted(_names(group, labels)))
            yield _("indicative:"), f"{reason}: {names}"


def unjudged(findings: Iterable[Finding]) -> list[str]:
    """Headlines of findings without a verdict; those with one reason share a line."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        if not finding.is_seen:
            groups.setdefault(finding.headline.partition(": ")[2] or finding.headline, []).append(
                finding
            )
    return [_told(reason, group) for reason, group in groups.items()]


def _told(reason: str, group: Sequence[Finding]) -> str:
    if len(group) == 1:
        return group[0].headline
    first, *others = (f.title or f.topic for f in group)
    return f"{', '.join([first, *(name[:1].lower() + name[1:] for name in others)])}: {reason}"


def _by_reason(measurements: Iterable[Measurement]) -> dict[str, list[Measurement]]:
    groups: dict[str, list[Measurement]] = {}
    for m in measurements:
        groups.setdefault(m.reason or "", []).append(m)
    return groups


def _names(group: Sequence[Measurement], labels: Labels) -> list[str]:
    """Names of measurements; a side only where the other one does not share the reason."""
    sides = {(m.id, m.side) for m in group}
    names: dict[str, None] = {}
    for m in group:
        name = _(labels.get(m.id, m.id))
        whole = m.side == "both" or (m.id, _OTHER[m.side]) in sides
        names[name if whole else f"{name} ({_(m.side)})"] = None
    return list(names)


def _counted(names: list[str]) -> list[str]:
    """The names, or how many they are where they are too many to read."""
    return names if len(names) <= MOST_NAMES else [_("{n} numbers").format(n=len(names))]


def _names_or_count(reason: str, names: list[str], gait: GaitSummary) -> str:
    """The names; where they are many their count, and the view they need if that is it."""
    text = ", ".join(_counted(names))
    wrong_view = _("cannot be seen from the {view}").format(view=_(gait.view))
    if len(names) <= MOST_NAMES or reason != wrong_view:
        return text
    if gait.view == "side":
        return _("{n} numbers that need a clip from the rear").format(n=len(names))
    return _("{n} numbers that need a clip from the side").format(n=len(names))
