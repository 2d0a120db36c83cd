"""Says what the clinician's pages hold, beside the table of all measurements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from formcheck.report import hand_lines, time_lines
from formcheck.report.contradiction import speed_source
from formcheck.report.origin import version_words
from formcheck.report.words import _, localised
from formcheck.types import Analysis, AskedEntry, Finding, Study

MOST_BY_HAND: Final = 12  # changes told one by one; by us
SURE: Final = 0.995  # a probability from here on is not shown as 100 %


def clinic_pages(study: Study) -> dict[str, Any]:
    """Everything on the clinician's pages but the table and the curves."""
    analysis = study.analysis
    judged = [f for f in analysis.findings if f.level != "not_measurable"]
    unjudged = [f for f in analysis.findings if f.level == "not_measurable"]
    return {
        "title": _("For the clinician"),
        "facts_title": _("Clip and runner"),
        "facts": _facts(analysis),
        "quality_title": _("Quality of the clip"),
        "verdict": analysis.verdict.line if analysis.verdict else "",
        "quality": [[c.ok, c.detail] for c in sorted(analysis.quality, key=lambda c: c.ok)],
        "notes": [*time_lines.sentences(analysis.clip), *analysis.clip.warnings],
        "by_hand_title": _("Changed by hand"),
        "by_hand": hand_lines.lines(analysis, MOST_BY_HAND),
        "asked_title": _("Answers and red flags"),
        "flags": [f"{flag.said} {flag.advice}" for flag in analysis.red_flags],
        "asked": _asked(study),
        "findings_title": _("Findings"),
        "findings_head": [
            _("Topic"), _("Finding"), _("Level"), _("Probability"), _("Evidence for backs"),
        ],
        "findings": [_finding(f) for f in judged],
        "findings_note": _(
            "Probability: how likely it is that the true value lies beyond the limit of the "
            "level; for good and borderline, beyond the first limit."
        ),
        "unjudged_title": _("Could not be judged"),
        "unjudged": [f.headline for f in unjudged],
        "sources_title": _("Sources"),
        "sources": _sources(analysis.findings),
        "method_title": _("Method"),
        "method": _method(),
        "made_title": _("Made with"),
        "made": _made(analysis),
    }  # fmt: skip


def level_words() -> Mapping[str, str]:
    """What each level is called."""
    return {
        "ok": _("good"),
        "borderline": _("borderline"),
        "mild": _("mild"),
        "marked": _("marked"),
    }


def _facts(analysis: Analysis) -> list[list[str]]:
    """A name and what it is, of the clip and the runner."""
    clip, gait, runner = analysis.clip, analysis.gait, analysis.runner
    start_s, end_s = gait.steady_s
    facts = [
        (_("Clip"), clip.name),
        (_("Picture"), _("{width} × {height}, {duration_s:.1f} s").format(
            width=clip.width, height=clip.height, duration_s=clip.duration_s)),
        (_("Time base"), time_lines.summary(clip)),
        (_("View"), _view(analysis)),
        (_("Running on"), ", ".join(dict.fromkeys((_(gait.setting), _(runner.surface))))),
        (_("Speed"), _speed(analysis)),
        (_("Body height"), _height(analysis)),
        (_("Steady part"), _("{start_s:.1f} to {end_s:.1f} s").format(
            start_s=start_s, end_s=end_s)),
        (_("Landings"), hand_lines.sides(gait.contacts)),
    ]  # fmt: skip
    return [[name, text] for name, text in facts if text]


def _view(analysis: Analysis) -> str:
    gait = analysis.gait
    if gait.near_side is None:
        return str(_(gait.view))
    return _("{view}, near side {side}").format(view=_(gait.view), side=_(gait.near_side))


def _speed(analysis: Analysis) -> str:
    runner = analysis.runner
    if runner.speed_mps is None:
        return str(_("not known"))
    return _("{kmh:.1f} km/h ({source})").format(
        kmh=3.6 * runner.speed_mps, source=speed_source(analysis)
    )


def _height(analysis: Analysis) -> str:
    height_cm = analysis.runner.height_cm
    return "" if height_cm is None else _("{height_cm:.0f} cm").format(height_cm=height_cm)


def _asked(study: Study) -> list[list[str]]:
    """Every answer of the questionnaire behind its question."""
    asked = {one.id: one for one in study.handbook.questions} if study.handbook else {}
    return [
        [asked[id].ask if id in asked else id.replace("_", " ") + ":", _answer(said, asked.get(id))]
        for id, said in study.analysis.questionnaire.items()
    ]


def _answer(said: object, asked: AskedEntry | None) -> str:
    if said is None:
        return str(_("not answered"))
    if isinstance(said, bool):
        return str(_("yes") if said else _("no"))
    if isinstance(said, int | float):
        return localised(said)
    return asked.choices.get(str(said), str(said)) if asked else str(said)


def _finding(finding: Finding) -> dict[str, str]:
    return {
        "title": finding.title or finding.topic.replace("_", " ").capitalize(),
        "headline": finding.headline,
        "level": level_words()[finding.level],
        "probability": _probability(finding.probability),
        "evidence": finding.evidence,
    }


def _probability(probability: float | None) -> str:
    if probability is None:
        return "–"
    if probability >= SURE:
        return "> 99 %"
    if probability < 1 - SURE:
        return "< 1 %"
    return _("{percent:.0f} %").format(percent=100 * probability)


def _sources(findings: Sequence[Finding]) -> str:
    """Every source once, in the order of the findings."""
    return "; ".join(dict.fromkeys(source for f in findings for source in f.sources))


def _method() -> str:
    return _(
        "A pose network finds 33 points of the body in every picture. They are repaired and "
        "smoothed, landings are found from the path of the feet, and every number is the average "
        "over strides with a 95 % interval from the spread between strides, landmarks, timing, "
        "scale and camera. “Indicative” numbers carry no verdict. Two-dimensional video "
        "from one phone shows neither forces nor the curve of the back."
    )


def _made(analysis: Analysis) -> str:
    origin = analysis.provenance
    libraries = ", ".join(
        f"{name} {version_words(version)}" for name, version in origin.libraries.items()
    )
    said = _(
        "formcheck {version}; pose network {model} ({backend}), SHA-256 {hash}; "
        "clip SHA-256 {clip}; {libraries}"
    )
    return said.format(
        version=origin.formcheck,
        model=origin.model,
        backend=origin.backend,
        hash=origin.model_sha256 or _("not known"),
        clip=analysis.clip.sha256,
        libraries=libraries,
    )
