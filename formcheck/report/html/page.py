"""Writes the page: one HTML file with everything in it, that asks nobody for anything."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from formcheck.report import foot_strike, hand_lines, reasons, time_lines
from formcheck.report.bounds import policy
from formcheck.report.chosen import chosen, how_sure
from formcheck.report.contradiction import contradiction
from formcheck.report.filming import filming
from formcheck.report.html import plots, rows, texts
from formcheck.report.html.media import Media
from formcheck.report.invitation import invitation
from formcheck.report.templates import environment, styled
from formcheck.report.words import _, language
from formcheck.types import Finding, Handbook, Measurement, Study

TEMPLATES: Final = Path(__file__).parent / "templates"
STYLE: Final = TEMPLATES / "style.css"
_FIGURES: Final = Path(__file__).parents[1] / "figures"


def page(study: Study, media: Media) -> str:
    """The report as HTML, in the language of the moment."""
    from markupsafe import Markup

    script = (TEMPLATES / "report.js").read_text(encoding="utf-8")
    return (
        environment(TEMPLATES)
        .get_template("report.html")
        .render(
            _facts(study, media),
            _=_,
            lang=language(study.analysis),
            policy=policy(b64encode(sha256(script.encode()).digest()).decode()),
            style=styled(STYLE),
            script=Markup(script),
            figure=_figure,
        )
    )


def _facts(study: Study, media: Media) -> dict[str, Any]:
    """Everything the templates show, ready to be read."""
    analysis, handbook = study.analysis, study.handbook
    names = rows.labels(handbook, analysis.measurements)
    parts = chosen(study)
    return {
        "analysis": analysis,
        "handbook": handbook or Handbook(language(analysis)),
        "media": media,
        "parts": parts,
        "cards": _cards(study, parts.act, names),
        "numbers": {f.topic: _numbers(f, study, names) for f in parts.also},
        "unjudged": reasons.unjudged(parts.unjudged),
        "filming": filming(analysis),
        "head": texts.head(analysis),
        "by_hand": hand_lines.lines(analysis) if hand_lines.is_changed(analysis) else [],
        "sureness": texts.sureness(analysis),
        "contradiction": contradiction(analysis),
        "invitation": invitation(analysis),
        "typical_note": texts.typical_note(analysis),
        "levels": texts.level_words(),
        "beside_word": texts.beside_word,
        "claims": texts.claim_words(),
        "contacts": texts.contacts(analysis, media.span_s),
        "lanes": plots.lanes(study, media.span_s),
        "charts": plots.charts(study),
        "sides": _sides(study, names),
        "uneven": [
            rows.row(m, names)
            for m in analysis.measurements
            if rows.is_uneven(m) and m.value is not None
        ],
        "groups": _table(study, names),
        "landing": list(foot_strike.lines(analysis.measurements, names)),
        "audit": time_lines.summary(analysis.clip),
        "audit_notes": [*time_lines.sentences(analysis.clip), *analysis.clip.warnings],
        "sources": _sources(study),
        "made": texts.made(analysis),
        "clock": texts.clock,
        "row_of": lambda m: rows.row(m, names),
    }


def _cards(
    study: Study, findings: Iterable[Finding], names: dict[str, str]
) -> list[dict[str, Any]]:
    """Findings to act on with their numbers and exercises; an exercise is told in full once."""
    cards, told = [], set[str]()
    for finding in findings:
        book = study.handbook
        found = [book.exercise(id) for id in finding.exercises] if book else []
        exercises = [one for one in found if one is not None]
        cards.append({
            "finding": finding,
            "numbers": _numbers(finding, study, names),
            "sure": how_sure(finding),
            "exercises": [one for one in exercises if one.id not in told],
            "again": [one for one in exercises if one.id in told],
        })  # fmt: skip
        told |= {one.id for one in exercises}
    return cards


def _numbers(finding: Finding, study: Study, names: dict[str, str]) -> list[rows.Scale]:
    known = {m.key: m for m in study.analysis.measurements}
    mine = [known[key] for key in finding.measurements if key in known]
    return [scale for m in mine for scale in rows.scales([m], names)]


def _sides(study: Study, names: dict[str, str]) -> list[dict[str, Any]]:
    """Left and right of each number that both sides have, on one line."""
    found = ((left, rows.scales(pair, names)) for pair in rows.pairs(study.analysis.measurements)
             for left in pair[:1])  # fmt: skip
    return [{"label": names[left.id], "scales": lines} for left, lines in found if lines]


def _table(study: Study, names: dict[str, str]) -> list[tuple[str, list[rows.Row]]]:
    """All measurements: those with a verdict, the indicative ones, those that are missing."""
    titles = {
        "measured": _("Measured"),
        "indicative": _("Indicative: shown, but not judged"),
        "not_measurable": _("Could not be measured from this clip"),
    }
    grouped: Mapping[str, list[Measurement]] = {status: [] for status in titles}
    for m in study.analysis.measurements:
        grouped[m.status].append(m)
    return [
        (titles[status], [rows.row(m, names) for m in group])
        for status, group in grouped.items()
        if group
    ]


def _sources(study: Study) -> list[str]:
    """Everything that texts and limits rest on, each once."""
    handbook = study.handbook
    named = [s for f in study.analysis.findings for s in f.sources]
    if handbook:
        named += [s for topic in handbook.topics for s in topic.sources]
        named += [metric.source for metric in handbook.metrics]
    return [source for source in dict.fromkeys(named) if source]


def _figure(id: str) -> str:
    """The drawing of an exercise as a data URI; "" where there is none."""
    path = _FIGURES / f"{id}.svg"
    if not re.fullmatch(r"\w+", id) or not path.is_file():
        return ""
    return "data:image/svg+xml;base64," + b64encode(path.read_bytes()).decode()
