"""Makes the rows of the clinician's table: one kind of number a row, left and right beside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from formcheck.report.numbers import expected_text, typical_text, value_text
from formcheck.report.words import _
from formcheck.types import Handbook, Measurement, MetricEntry, Study


def measured_table(study: Study) -> dict[str, Any]:
    """Heads and rows of what was measured, and what was not with the reason why."""
    analysis, names = study.analysis, labels(study)
    missing = _missing(analysis.measurements, names)
    groups = _grouped(analysis.measurements)
    return {
        "title": _("All measurements"),
        "head": [_("Measurement"), _("Left"), _("Right"), _("Typical"), _("Limits and status")],
        "rows": [_row(group, names, _entry(study.handbook, group[0].id)) for group in groups],
        "missing_title": _("Could not be measured") if missing else "",
        "missing": missing,
        "note": _("Value ± half of its 95 % interval; n is the number of strides or steps."),
    }


def labels(study: Study) -> dict[str, str]:
    """The name of each measurement in plain words; made from its id where nobody says."""
    known = {entry.id: entry.label for entry in study.handbook.metrics} if study.handbook else {}
    ids = dict.fromkeys(m.id for m in study.analysis.measurements)
    return {id: known.get(id) or id.replace("_", " ").capitalize() for id in ids}


def _grouped(measurements: Sequence[Measurement]) -> list[list[Measurement]]:
    """Sides of one kind together where one of them has a value; verdict carriers first."""
    groups: dict[str, list[Measurement]] = {}
    for m in measurements:
        groups.setdefault(m.id, []).append(m)
    shown = [group for group in groups.values() if any(m.value is not None for m in group)]
    return sorted(shown, key=lambda group: all(m.status != "measured" for m in group))


def _row(
    group: Sequence[Measurement], names: dict[str, str], entry: MetricEntry | None
) -> dict[str, Any]:
    sides = {m.side: m for m in group}
    lead = min(group, key=lambda m: m.value is None)
    return {
        "label": names[lead.id],
        "definition": entry.definition if entry else "",
        "both": _cell(sides.get("both")),
        "left": _cell(sides.get("left")),
        "right": _cell(sides.get("right")),
        "typical": usual_text(lead),
        "limits": entry.limits if entry else "",
        "status": _statuses(group),
    }


def usual_text(measurement: Measurement) -> str:
    """The usual range, or about what is expected; "" where nobody says."""
    about = expected_text(measurement)
    usual = typical_text(measurement)
    return usual or (_("about {value}").format(value=about) if about else "")


def _cell(measurement: Measurement | None) -> dict[str, Any] | None:
    """The value of a side and what it rests on; None where there is no such side."""
    if measurement is None:
        return None
    if measurement.value is None:
        return {"value": "–", "n": "", "is_sure": False}
    n = _("n = {n}").format(n=measurement.n)
    return {"value": value_text(measurement), "n": n, "is_sure": measurement.status == "measured"}


def _statuses(group: Sequence[Measurement]) -> list[str]:
    """How far the sides can be leant on, and why not further; one line where they agree."""
    said = [(m.side, _status(m)) for m in group]
    if len({text for _side, text in said}) == 1:
        return [said[0][1]]
    return [_("{side}: {status}").format(side=_(side), status=text) for side, text in sorted(said)]


def _status(m: Measurement) -> str:
    word = {
        "measured": _("measured"),
        "indicative": _("indicative"),
        "not_measurable": _("not measured"),
    }[m.status]
    return _("{status}, {reason}").format(status=word, reason=m.reason) if m.reason else str(word)


def _missing(measurements: Sequence[Measurement], names: dict[str, str]) -> list[list[str]]:
    """Each reason, and the names of all that is missing on every side because of it."""
    known = {m.id for m in measurements if m.value is not None}
    found: dict[str, dict[str, None]] = {}
    for m in measurements:
        if m.id not in known:
            found.setdefault(m.reason or "", {})[names[m.id]] = None
    return [[reason, ", ".join(ids)] for reason, ids in found.items()]


def _entry(handbook: Handbook | None, id: str) -> MetricEntry | None:
    entries = handbook.metrics if handbook else ()
    return next((entry for entry in entries if entry.id == id), None)
