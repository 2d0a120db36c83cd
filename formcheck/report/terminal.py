"""Shows an analysis in a terminal: what to do first, then every number with its margin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from rich import box
from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from formcheck.report import (
    advice_lines,
    foot_strike,
    hand_lines,
    quality_words,
    reasons,
    time_lines,
)
from formcheck.report.advice_lines import marked
from formcheck.report.contradiction import contradiction, speed_source
from formcheck.report.numbers import expected_text, typical_text, value_text
from formcheck.report.trimmed import Trimmed
from formcheck.report.words import _, language, speaking
from formcheck.types import Analysis, Clip, GaitSummary, Handbook, Measurement, Somebody

Labels = Mapping[str, str]

MOST_BY_HAND: Final = 6  # changes told one by one; by us
_STATUS: Final = {"measured": "measured", "indicative": "indicative"}
_GOING: Final = {
    "left": "going left", "right": "going right", "away": "going away", "toward": "going toward",
}  # fmt: skip


def show(
    analysis: Analysis,
    console: Console,
    labels: Labels | None = None,
    handbook: Handbook | None = None,
) -> None:
    """Nothing; the analysis stands in the terminal.

    `labels` are the names of measurements in plain words; without one the id is shown.
    Exercises are named by the handbook.
    """
    names = labels or {}
    with speaking(language(analysis)):
        console.print(Trimmed(Group(*_parts(analysis, names, handbook))))


def _parts(
    analysis: Analysis, names: Labels, handbook: Handbook | None
) -> Iterator[RenderableType]:
    """What is shown, from the clip to its warnings."""
    for flag in analysis.red_flags:
        yield marked(_("Read this first:"), f"{flag.said} {flag.advice}", "bold red")
        yield Text()
    yield _facts(analysis)
    if doubt := contradiction(analysis):
        yield Text()
        yield marked("!", doubt, "bold yellow")
    by_hand = [("-", text) for text in hand_lines.lines(analysis, MOST_BY_HAND)]
    yield from _block(_("Changed by hand"), by_hand, "")
    yield from quality_words.lines(analysis)
    if analysis.is_urgent:
        yield from advice_lines.nothing_now()
    else:
        yield from advice_lines.findings(analysis, handbook)
    unjudged = [("-", text) for text in reasons.unjudged(analysis.findings)]
    yield from _block(_("Could not be judged"), unjudged)
    yield from advice_lines.how_to_answer(analysis)
    yield from _measurements(analysis.measurements, names)
    for mark, text in foot_strike.lines(analysis.measurements, names):
        yield marked(mark, text, "dim")
    for mark, text in reasons.indicative(analysis.measurements, names):
        yield marked(mark, text, "dim")
    missing = reasons.missing(analysis.measurements, names, analysis.gait)
    yield from _block(_("Could not be measured"), missing)
    said = [*time_lines.sentences(analysis.clip), *analysis.clip.warnings]
    warnings = [("-", text) for text in said]
    yield from _block(_("About this clip"), warnings, "yellow")


def _facts(analysis: Analysis) -> Table:
    clip, gait = analysis.clip, analysis.gait
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(_("Clip"), escape(_clip(clip)))
    if len(analysis.people) > 1:
        table.add_row(_("People"), _people(analysis.people))
    if audit := time_lines.summary(clip):
        table.add_row(_("Time base"), escape(audit))
    table.add_row(_("View"), _view(gait))
    table.add_row(_("Speed"), _speed(analysis))
    start_s, end_s = gait.steady_s
    span = _("{start_s:.1f} – {end_s:.1f} s").format(start_s=start_s, end_s=end_s)
    table.add_row(_("Steady part"), span)
    table.add_row(_("Contacts"), hand_lines.sides(gait.contacts))
    return table


def _clip(clip: Clip) -> str:
    size = f"{clip.width} × {clip.height}"
    return _("{name} ({size}, {duration_s:.1f} s, {fps:.3g} pictures/s)").format(
        name=clip.name, size=size, duration_s=clip.duration_s, fps=clip.fps_effective
    )


def _people(people: Sequence[Somebody]) -> str:
    """How many were found, and who of them was measured."""
    measured = next((one for one in people if one.is_measured), None)
    if measured is None:
        return _("{n} found").format(n=len(people))
    return _("{n} found; measured: person {number} ({why})").format(
        n=len(people), number=measured.number, why=measured.why
    )


def _view(gait: GaitSummary) -> str:
    facts = [_(gait.view)]
    if gait.near_side is not None:
        facts.append(_("near side {side}").format(side=_(gait.near_side)))
    facts.append(_(_GOING[gait.direction]))
    return ", ".join([*facts, _(gait.activity), _(gait.setting)])


def _speed(analysis: Analysis) -> str:
    runner = analysis.runner
    if runner.speed_mps is None:
        return _("not known")
    return _("{kmh:.1f} km/h ({source})").format(
        kmh=runner.speed_mps * 3.6, source=speed_source(analysis)
    )


def _measurements(measurements: Iterable[Measurement], labels: Labels) -> Iterator[RenderableType]:
    """The table of all numbers, if there are any."""
    shown = [m for m in measurements if m.value is not None]
    if not shown:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column(_("Measurement"), ratio=1, overflow="fold")
    table.add_column(_("Side"))
    table.add_column(_("Value"), justify="right")
    table.add_column(_("Typical"), justify="right")
    table.add_column(_("Status"))
    last = ""
    for m in _grouped(shown):
        name = "" if m.id == last else escape(_(labels.get(m.id, m.id)))
        usual = typical_text(m) or expected_text(m)
        table.add_row(name, _(m.side), value_text(m), usual, _(_status(m)))
        last = m.id
    yield Text()
    yield table


def _grouped(measurements: Sequence[Measurement]) -> list[Measurement]:
    """Sides of the same measurement together; those that carry a verdict before the others."""
    order = list(dict.fromkeys(m.id for m in measurements))
    solid = {m.id for m in measurements if m.status == "measured"}
    return sorted(measurements, key=lambda m: (m.id not in solid, order.index(m.id)))


def _status(measurement: Measurement) -> str:
    return _STATUS.get(measurement.status, "no verdict")


def _block(
    title: str, lines: Iterable[reasons.Line], style: str = "dim"
) -> Iterator[RenderableType]:
    """A title and its lines; nothing where there are no lines."""
    for k, (mark, text) in enumerate(lines):
        if k == 0:
            yield Text()
            yield Text(title, style="bold")
        yield Padding(marked(mark, text, style), (0, 0, 0, 2))
