"""The tables of docs/accuracy.md, as lines of Markdown."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from cells import NONE, head, line, number, signed, with_unit
from goals import GOALS, KIND_LABELS, KINDS, Goal, Reached, kind_of, reached, rows_of
from rows import OURS, Row, select

from formcheck.metrics.table import LABELS

Rows = Sequence[Row]
CONTACTS = {
    "initial_contact_bias": "Initial contact",
    "initial_contact": "Initial contact, mean abs",
}


def goals_table(rows: Rows) -> list[str]:
    """Goal and reached, per metric and kind of clip: the test clips, and the force plates."""
    lines = head(["mean absolute error", "", *(KIND_LABELS[kind] for kind in KINDS)])
    for goal in GOALS:
        cells = [_reached_cell(goal, kind, rows) for kind in KINDS]
        lines.append(line([goal.label, goal.unit, *cells]))
    sure = [_coverage_cell(kind, rows) for kind in KINDS]
    lines.append(line(["truth inside the 95 % interval", "", *sure]))
    return lines


def judged_rows(rows: Rows, kind: str) -> list[Row]:
    """Rows that the table speaks of: rendered test clips, or the plates."""
    return [r for r in rows if kind_of(r) == kind and (kind == "plates" or r.set == "test")]


def _reached_cell(goal: Goal, kind: str, rows: Rows) -> str:
    limit = goal.limits[kind]
    came = reached(rows_of(goal, judged_rows(rows, kind)), goal.times)
    if limit is None or not came.of:
        return NONE
    if came.mean_abs is None:
        return f"none given of {came.of} (goal {limit:g})"
    mark = "" if came.mean_abs <= limit else " ✗"
    return f"**{number(came.mean_abs)}**{mark} of {limit:g}, n = {_share(came)}"


def _share(came: Reached) -> str:
    return f"{came.n}" if came.n == came.of else f"{came.n} of {came.of}"


def _coverage_cell(kind: str, rows: Rows) -> str:
    ours = [r for goal in GOALS for r in rows_of(goal, judged_rows(rows, kind))]
    came = reached(ours)
    if not came.with_interval:
        return NONE
    return f"{came.inside / came.with_interval:.0%} of {came.with_interval}"


def fit_and_test_table(rows: Rows) -> list[str]:
    """Bias, mean absolute and largest error and coverage: clips fitted on beside the others."""
    lines = head(["metric", "unit", "fit: bias", "fit: mean abs", "fit: inside",
                   "test: bias", "test: mean abs", "test: largest", "test: inside"])  # fmt: skip
    for metric in _metrics(rows):
        unit, cells = next(r.unit for r in rows if r.metric == metric), []
        for which in ("fit", "test"):
            came = reached(_shown(rows, metric, which), 1000 if unit == "s" else 1)
            extra = [number(came.worst)] if which == "test" else []
            cells += [signed(came.bias), number(came.mean_abs), *extra, _inside(came)]
        label = LABELS.get(metric, CONTACTS.get(metric, metric))
        lines.append(line([label, "ms" if unit == "s" else unit, *cells]))
    return lines


def _shown(rows: Rows, metric: str, which: str) -> list[Row]:
    chosen = select(rows, given=False, source="rendered", metric=metric, set=which)
    return [r for r in chosen if r.status != "not_measurable"]


def _metrics(rows: Rows) -> list[str]:
    """Metrics that some rendered clip gives a number for, in the table's order."""
    given = {r.metric for r in select(rows, source="rendered")}
    return [*CONTACTS, *(m for m in LABELS if m in given and m != "speed")]


def _inside(came: Reached) -> str:
    return f"{came.inside} of {came.with_interval}" if came.with_interval else NONE


def rates_table(rows: Rows) -> list[str]:
    """Contacts by frame rate, force plates and rendered side views."""
    lines = head(["truth", "frames/s", "initial contact, bias", "mean abs", "contact time",
                   "cadence", "missed", "invented"])  # fmt: skip
    for source in ("force plates", "rendered"):
        side = select(rows, source=source, view="side")
        chosen = [r for r in side if source == "rendered" or "," not in r.clip]
        for fps in sorted({r.fps for r in chosen}):
            here = [r for r in chosen if r.fps == fps]
            lines.append(line([source, f"{fps:g}", *_timing_cells(here)]))
    return lines


def _timing_cells(rows: Rows) -> list[str]:
    def of(metric: str, times: float = 1.0) -> Reached:
        return reached([r for r in rows if r.metric == metric], times)

    lost = [sum(r.found or 0 for r in rows if r.metric == f"contacts_{what}")
            for what in ("missed", "invented")]  # fmt: skip
    return [
        f"{signed(of('initial_contact_bias').bias)} ms",
        f"{number(of('initial_contact').mean_abs)} ms",
        f"{signed(of('contact_time', 1000).bias)} ms",
        f"{signed(of('cadence').bias)} spm",
        *(f"{count:.0f}" for count in lost),
    ]


def plates_table(rows: Rows) -> list[str]:
    """Every virtual film of the force-plate runner."""
    lines = head(["film", "contact, mean abs", "contact time", "cadence", "overstride", "shank",
                   "knee, landing", "thigh", "rise and fall", "step width"])  # fmt: skip
    ours = select(rows, source="force plates")
    columns = (("initial_contact", "ms", 1), ("contact_time", "ms", 1000), ("cadence", "spm", 1),
               ("overstride", "%leg", 1), ("tibia_angle", "°", 1), ("knee_flexion_contact", "°", 1),
               ("thigh_extension", "°", 1), ("vertical_oscillation", "cm", 1),
               ("step_width", "cm", 1))  # fmt: skip
    for clip in dict.fromkeys(r.clip for r in ours):
        cells = []
        for metric, unit, times in columns:
            came = reached([r for r in ours if r.clip == clip and r.metric == metric], times)
            cells.append(NONE if came.bias is None else f"{signed(came.bias)} {unit}")
        lines.append(line([clip, *cells]))
    return lines


def rivals_table(rows: Rows) -> list[str]:
    """Rules of others beside formcheck, on the rendered test clips."""
    lines = head(["", "contact: bias", "mean abs", "missed", "invented", "overstride",
                   "pelvic drop", "r", "shoulder turn, side"])  # fmt: skip
    names = tuple(sorted({r.algorithm for r in rows} - {OURS}))
    chosen = select(rows, source="rendered", set="test", algorithm=(OURS, *names))
    for name in (OURS, *names):
        ours = [r for r in chosen if r.algorithm == name]
        lines.append(line([name.removeprefix("rule: "), *_rival_cells(ours)]))
    return lines


def _rival_cells(rows: Rows) -> list[str]:
    side = [r for r in rows if r.view == "side"]

    def of(metric: str, among: Rows) -> list[Row]:
        return [r for r in among if r.metric == metric]

    drops = of("pelvic_drop", [r for r in rows if r.view == "rear"])
    lost = [
        sum(r.found or 0 for r in of(f"contacts_{what}", side)) for what in ("missed", "invented")
    ]
    has_contacts = bool(of("initial_contact", side))
    return [
        with_unit(reached(of("initial_contact_bias", side)).bias, "ms", sign=True),
        with_unit(reached(of("initial_contact", side)).mean_abs, "ms"),
        *(f"{count:.0f}" if has_contacts else NONE for count in lost),
        with_unit(reached(of("overstride", side)).mean_abs, "%leg"),
        with_unit(reached(drops).mean_abs, "°"),
        _correlation(drops),
        with_unit(reached(of("trunk_rotation", side)).mean_abs, "°"),
    ]


def slopes_table(rows: Rows) -> list[str]:
    """How shoulder turn and pelvic drop follow the truth, clip by clip."""
    lines = head(["", "set", "n", "true from", "to", "slope", "r", "mean abs"])
    for metric, view in (("trunk_rotation", "side"), ("pelvic_drop", "rear")):
        for algorithm in (OURS, "rule: world shoulders", "rule: landmark hip line"):
            for which in ("fit", "test"):
                chosen = select(rows, source="rendered", metric=metric, view=view,
                                algorithm=algorithm, set=which)  # fmt: skip
                if len(chosen) > 2:
                    lines.append(line([f"{LABELS.get(metric, metric)}, {algorithm}", which,
                                        *_slope_cells(chosen)]))  # fmt: skip
    return lines


def _slope_cells(rows: Rows) -> list[str]:
    true, found = _pairs(rows)
    slope = float(np.polyfit(true, found, 1)[0]) if np.ptp(true) > 0 else float("nan")
    apart = f"{np.abs(found - true).mean():.1f}°"
    ends = (f"{true.min():.0f}°", f"{true.max():.0f}°")
    return [str(len(rows)), *ends, f"{slope:.2f}", _correlation(rows), apart]


def _pairs(rows: Rows) -> tuple[np.ndarray, np.ndarray]:
    known = [r for r in rows if r.found is not None]
    return np.array([r.true for r in known]), np.array([r.found for r in known])


def _correlation(rows: Rows) -> str:
    true, found = _pairs(rows)
    if len(true) < 3 or not np.ptp(true) or not np.ptp(found):
        return NONE
    return f"{np.corrcoef(true, found)[0, 1]:+.2f}"
