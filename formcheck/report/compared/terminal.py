"""Shows a comparison in a terminal: set-up first, then what changed, what did not, and why not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from formcheck.report.advice_lines import marked, nothing_now
from formcheck.report.compared import lines
from formcheck.report.compared.columns import Line, table_of
from formcheck.report.compared.lines import Labels
from formcheck.report.trimmed import Trimmed
from formcheck.report.words import _, told
from formcheck.types import Change, Comparison, Handbook

MOST_NAMES: Final = 8  # more than that for one reason are counted
_LEVELS: Final = {
    "ok": "good", "borderline": "borderline", "mild": "to improve", "marked": "change this",
    "not_measurable": "not judged",
}  # fmt: skip


def show(
    comparison: Comparison,
    console: Console,
    labels: Labels | None = None,
    handbook: Handbook | None = None,
) -> None:
    """Nothing; the comparison stands in the terminal, in the language of the moment.

    `labels` are the names of measurements in plain words; topics are named by the handbook.
    """
    parts = _parts(comparison, labels or {}, handbook, console.width)
    console.print(Trimmed(Group(*parts)))


def _parts(
    comparison: Comparison, labels: Labels, handbook: Handbook | None, width: int
) -> Iterator[RenderableType]:
    yield from _visits(comparison)
    for flag in comparison.red_flags:
        yield Text()
        yield marked(_("Read this first:"), f"{flag.said} {flag.advice}", "bold red")
    if comparison.is_urgent:
        yield from nothing_now()
        return
    for warning in comparison.warnings:
        yield Text()
        yield marked("!", told(warning), "bold yellow")
    yield from _set_up(comparison)
    yield Text()
    yield Text(lines.summary(comparison), style="bold")
    changed = [c for c in comparison.changes if c.has_changed]
    same = [c for c in comparison.changes if c.course == "same"]
    yield from _table(_("Changed"), changed, labels, width)
    yield from _table(_("No change seen"), same, labels, width)
    yield from _unknown(comparison, labels)
    yield from _topics(comparison, handbook)
    yield from _trends(comparison, labels, width)
    if comparison.n_compared and not comparison.is_one_run:
        yield Text()
        yield Text(lines.how_to_read(), style="dim")


def _visits(comparison: Comparison) -> Iterator[RenderableType]:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    last = len(comparison.visits) - 1
    for place, visit in enumerate(comparison.visits):
        word = _("Before") if place == 0 else _("After") if place == last else ""
        table.add_row(word, escape(lines.visit_text(visit)))
    yield table


def _set_up(comparison: Comparison) -> Iterator[RenderableType]:
    """What differs in how the clips came about, then what nobody knows."""
    differing = [row for row in comparison.set_up if row.is_same is False]
    doubtful = [row for row in comparison.set_up if row.is_same is None and row.harm]
    for title, rows in ((_("Not filmed alike"), differing), (_("Not known"), doubtful)):
        if rows:
            yield Text()
            yield Text(title, style="bold")
        for row in rows:
            line = marked(f"{told(row.what)}:", lines.set_up_text(row), "yellow")
            yield Padding(line, (0, 0, 0, 2))


def _table(
    title: str, changes: Sequence[Change], labels: Labels, width: int
) -> Iterator[RenderableType]:
    if not changes:
        return
    rows = [
        Line(
            lines.name_of(change, labels),
            lines.follows_text(change, labels),
            (*lines.values(change), lines.difference_text(change), lines.least_text(change)),
            "bold" if change.is_sure else "",
        )
        for change in changes
    ]
    headings = (_("Before"), _("After"), _("Difference"), _("Smallest detectable"))
    yield Text()
    yield table_of(title, headings, rows, width)


def _unknown(comparison: Comparison, labels: Labels) -> Iterator[RenderableType]:
    groups = list(lines.by_reason(comparison.changes, labels))
    if groups:
        yield Text()
        yield Text(_("Cannot be compared"), style="bold")
    for reason, names in groups:
        many = len(names) > MOST_NAMES
        text = _("{n} numbers").format(n=len(names)) if many else ", ".join(names)
        yield Padding(marked(f"{reason}:", text, "dim"), (0, 0, 0, 2))


def _topics(comparison: Comparison, handbook: Handbook | None) -> Iterator[RenderableType]:
    """Topics whose level is another one; by how little, the table above tells."""
    titles = {topic.id: topic.title for topic in handbook.topics} if handbook else {}
    if comparison.topics and not comparison.is_one_run:
        yield Text()
        yield Text(_("Judged differently"), style="bold")
        for topic, before, after in comparison.topics:
            levels = _("{before} → {after}").format(
                before=_(_LEVELS[before]), after=_(_LEVELS[after])
            )
            yield Padding(marked(f"{titles.get(topic, topic)}:", levels, "dim"), (0, 0, 0, 2))


def _trends(comparison: Comparison, labels: Labels, width: int) -> Iterator[RenderableType]:
    """Every number over the visits, those with a verdict only."""
    shown = [trend for trend in comparison.trends if trend.course != "unknown"]
    if not shown:
        return
    numbers = [str(visit + 1) for visit in range(len(comparison.visits))]
    rows = []
    for trend in shown:
        at = dict(zip(trend.visits, lines.trend_texts(trend), strict=True))
        cells = [at.get(place, "") for place in range(len(comparison.visits))]
        figures = (*cells, told(lines.COURSES[trend.course]))
        rows.append(Line(lines.trend_name(trend, labels), "", figures))
    yield Text()
    yield table_of(_("Over the visits"), (*numbers, _("First to last")), rows, width)
