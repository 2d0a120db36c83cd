"""Says in sentences what a comparison found: in short, about the set-up, about the topics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, cast

from formcheck.report.chosen import is_beyond
from formcheck.report.html.texts import beside_word, level_words
from formcheck.report.numbers import decimals, margin, unit_words
from formcheck.report.words import _, day, localised, told
from formcheck.types import Analysis, Finding, Level
from formcheck.types.comparison import Change, Comparison, Course, Visit

# How far each level is from what the advice aims at; nobody knows of one that is not clear.
_FAR: Final = {"ok": 0, "borderline": None, "mild": 2, "marked": 3}


def visit_words(visit: Visit) -> str:
    """When a visit was, in words; its name where nobody knows the day."""
    try:
        return day(date.fromisoformat(visit.day)) if visit.day else visit.name
    except ValueError:
        return visit.name


def when_words(k: int, visit: Visit) -> str:
    """Before (0) or after, and when that was."""
    first = _("Before: {when}") if k == 0 else _("After: {when}")
    return first.format(when=visit_words(visit))


def stride_text(analysis: Analysis, shown_s: float) -> str:
    """How long a stride lasts as the tables say it; as long as those shown where they do not."""
    found = (m for m in analysis.measurements if m.id == "stride_time" and m.value is not None)
    measured = next(found, None)
    if measured is None or measured.value is None:
        return localised(f"{shown_s:.2f}") + " s"
    digits = decimals(margin(measured))
    return localised(f"{measured.value:.{digits}f}") + f" {unit_words(measured.unit)}"


def sentence(comparison: Comparison) -> str:
    """How many numbers changed, did not, and cannot be compared."""
    if comparison.is_one_run:
        return _("Nothing changed: these are the same pictures.")
    changes = comparison.changes
    n = sum(change.has_changed for change in changes)
    same = sum(change.course == "same" for change in changes)
    unknown = len(changes) - n - same
    if not n and not same:
        return _("No number of these two can be compared.")
    text = {
        0: _("No number changed by more than measuring twice does; {same} stayed within that; "
             "{unknown} cannot be compared."),
        1: _("1 number changed by more than measuring twice does; {same} did not; "
             "{unknown} cannot be compared."),
    }.get(n, _("{n} numbers changed by more than measuring twice does; {same} did not; "
               "{unknown} cannot be compared."))  # fmt: skip
    return text.format(n=n, same=same, unknown=unknown)


def beside(comparison: Comparison) -> list[str]:
    """What to know beside the sentence: what goes along with others, what may be chance."""
    moved = [change for change in comparison.changes if change.has_changed]
    lines, n = [], sum(bool(change.follows_from) for change in moved)
    if n == 1:
        lines.append(_("1 of them goes along with another one: the same change, seen twice."))
    elif n:
        text = _("{n} of them go along with others: the same change, seen from another side.")
        lines.append(text.format(n=n))
    doubtful = [change for change in moved if not change.is_sure]
    if doubtful and comparison.by_chance >= 1:
        text = _("Of {n} numbers compared, about {chance:.0f} would seem changed by chance alone.")
        lines.append(text.format(n=comparison.n_compared, chance=comparison.by_chance))
    return lines


def set_up_title(comparison: Comparison) -> str:
    """What comes first where the clips were not made alike, or are odd; else ""."""
    if not comparison.is_same_set_up:
        return _("The clips were not made the same way")
    return _("Know this first") if comparison.warnings else ""


def set_up_lines(comparison: Comparison) -> list[tuple[str, str, str]]:
    """What is known to differ: what, before and after, what that does."""
    return [
        (told(one.what), between(told(one.before), told(one.after)), told(one.harm))
        for one in comparison.set_up
        if one.is_same is False
    ]


def set_up_rows(comparison: Comparison) -> list[tuple[str, str, str, str, str]]:
    """How the clips were made: what, before, after, whether it is alike, what that does."""
    words = {True: _("the same"), False: _("different"), None: _("not known")}
    return [
        (
            told(one.what),
            told(one.before) or "–",
            told(one.after) or "–",
            words[one.is_same],
            "" if one.is_same else told(one.harm),
        )
        for one in comparison.set_up
    ]


def between(before: str, after: str) -> str:
    """From one to the other."""
    return _("{before} before, {after} after").format(before=before or "–", after=after or "–")


@dataclass(frozen=True, slots=True)
class TopicChange:
    """One topic of the advice whose finding has another level now.

    `way` is where it went: "nearer" to what the advice aims at, "further" from it, "unclear"
    where one of the two is not clear enough to call, or "" where neither is further, or no
    number of the topic changed by more than measuring twice does; then `note` says so.
    """

    title: str
    before: str
    after: str
    before_word: str
    after_word: str
    way: str
    headline: str
    note: str


def topics(comparison: Comparison, again: Analysis | None = None) -> list[TopicChange]:
    """The topics that changed their level; none where a doctor comes first.

    `again` is the last visit looked at again in the language of the moment, where it can be.
    """
    if comparison.is_urgent:
        return []
    first, last = comparison.visits[0].analysis, comparison.visits[-1].analysis
    before = {f.topic: f for f in first.findings}
    told_again = {(f.topic, f.level): f for f in again.findings} if again else {}
    findings = {f.topic: told_again.get((f.topic, f.level), f) for f in last.findings}
    courses = {c.key: c.course for c in comparison.changes}
    made = (
        _topic((before.get(one[0]), findings.get(one[0])), one, courses)
        for one in comparison.topics
    )
    return [one for one in made if one is not None]


def _topic(
    ends: tuple[Finding | None, Finding | None],
    one: tuple[str, str, str],
    courses: Mapping[str, Course],
) -> TopicChange | None:
    topic, before, after = one
    if ends[0] is None or ends[1] is None or before not in _FAR or after not in _FAR:
        return None
    first = replace(ends[0], level=cast(Level, before))
    finding = replace(ends[1], level=cast(Level, after))
    note = _note({courses.get(key, "unknown") for key in finding.measurements})
    return TopicChange(
        finding.title or topic.replace("_", " ").capitalize(),
        before, after, _word(first), _word(finding),
        "" if note else _way(_far(first), _far(finding)), finding.headline, note,
    )  # fmt: skip


def _word(finding: Finding) -> str:
    """What a finding is called; one beyond what is typical is never called unclear."""
    is_called = finding.level in ("mild", "marked")
    return level_words()[finding.level] if is_called else beside_word(finding)


def _far(finding: Finding) -> int | None:
    """How far it is from what the advice aims at; None where that is not clear."""
    return _FAR["mild"] if is_beyond(finding) else _FAR[finding.level]


def _way(before: int | None, after: int | None) -> str:
    if before is None or after is None:
        return "unclear"
    return "" if after == before else "nearer" if after < before else "further"


def _note(courses: set[Course]) -> str:
    if courses.intersection(("more", "less")):
        return ""
    if "same" in courses:
        return _(
            "None of its numbers changed by more than measuring twice does: they lie close to a "
            "limit, and a little is enough to cross it."
        )
    return _(
        "Its numbers cannot be compared between these two clips, so nobody can say whether your "
        "running changed here or the measuring."
    )


def way_words() -> dict[str, str]:
    """Where a topic went."""
    return {
        "nearer": _("Closer to the advice than before"),
        "further": _("Further from the advice than before"),
        "unclear": _("It changed, but not clearly enough to say which way from the advice"),
    }


def unknown(changes: tuple[Change, ...]) -> dict[str, list[Change]]:
    """Each reason why numbers cannot be compared, with those numbers."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        if not change.has_changed and change.course != "same":
            groups.setdefault(told(change.reason or _("not known")), []).append(change)
    return groups


def method() -> list[str]:
    """What the comparison does, in plain words."""
    return [
        _("No measurement gives the same number twice. Measure a runner who does exactly the same "
          "in two clips, and every number comes out a little different."),
        _("The smallest detectable change (also: minimal detectable change) is what goes beyond "
          "that: of 100 pairs of clips of a runner who did not change, about 95 differ by less. "
          "Only a difference beyond it is called a change here. It is worked out for each number "
          "from the margins of both clips, so good clips show smaller changes."),
        _("A smaller difference is no change that can be told from measuring twice. That does "
          "not say that nothing changed: it says that these clips cannot show it."),
        _("It covers the measuring, not how somebody runs on one day or another: tired or rested, "
          "in these shoes or those. A change is one between these two clips; whether it stays, a "
          "third clip tells."),
        _("More or less of a number is in itself neither good nor bad. What it means for your "
          "running is said by the topic it belongs to."),
        _("Of many numbers, one of twenty may lie beyond its limit by chance. Several that go "
          "together tell more than one alone."),
    ]  # fmt: skip
