"""Says what the runner's page holds: red flags, good news, up to three things to work on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from formcheck.report.chosen import chosen, how_sure
from formcheck.report.contradiction import contradiction
from formcheck.report.filming import filming
from formcheck.report.invitation import invitation
from formcheck.report.moments import Moment
from formcheck.report.pictures import moment_words
from formcheck.report.words import _
from formcheck.types import Analysis, Exercise, Finding, Study

MOST_PRAISED: Final = 3
MOST_ASIDE: Final = 3

Shown = Mapping[str, tuple[str, Moment]]  # of a topic: the file of its picture, and its moment


def runner_page(study: Study, shown: Shown, drawings: Mapping[str, str]) -> dict[str, Any]:
    """Everything on the runner's page; `drawings` are the files of exercises by their id."""
    analysis, handbook = study.analysis, study.handbook
    places = chosen(study)
    work = places.act
    return {
        "title": _("Your running form"),
        "flags_title": _("Please read this first"),
        "flags": [_flag(analysis, k) for k in range(len(analysis.red_flags))],
        "story": _story(analysis, work),
        "contradiction": contradiction(analysis),
        "invitation": "" if work or analysis.is_urgent else invitation(analysis),
        "good_title": _("Going well"),
        "good": [f.headline for f in places.good][:MOST_PRAISED],
        "lead": _lead(shown) if not work else None,
        "work_title": _("Worth working on, one thing at a time") if work else "",
        "work": _items(study, work, shown, drawings),
        "also_title": _("Also seen"),
        "also": _told_once(places.also),
        "unjudged_title": _("Could not be judged this time"),
        "unjudged": _unjudged(analysis),
        "film_title": _("Next time you film"),
        "film": filming(analysis, is_short=True)[:MOST_ASIDE],
        "is": handbook.what_it_is if handbook else "",
        "is_not": handbook.what_it_is_not if handbook else "",
    }


def _lead(shown: Shown) -> dict[str, str] | None:
    """The picture of a page that has nothing to work on."""
    pictures = [{"file": file, "alt": _alt(moment)} for file, moment in shown.values()]
    return pictures[0] if pictures else None


def _flag(analysis: Analysis, k: int) -> dict[str, Any]:
    flag = analysis.red_flags[k]
    return {"said": flag.said, "advice": flag.advice, "is_urgent": flag.is_urgent}


def _told_once(findings: Sequence[Finding]) -> list[str]:
    """Headlines of a few findings; two may share a fact."""
    return list(dict.fromkeys(f.headline for f in findings))[:MOST_ASIDE]


def _unjudged(analysis: Analysis) -> list[str]:
    """What the clip could have shown and did not; which questions were not answered."""
    missing = [f for f in analysis.findings if not f.is_seen]
    told = [f.headline for f in missing if f.claim == "measured"][:MOST_ASIDE]
    asked = [f.headline for f in missing if f.claim == "asked"]
    if analysis.questionnaire:
        told += asked[:MOST_ASIDE]
    elif asked:
        told.append(_("Advice about your training needs your answers to the questionnaire."))
    return told


def _story(analysis: Analysis, work: Sequence[Finding]) -> str:
    """The page in a sentence or two."""
    if analysis.is_urgent:
        return _("No technique advice now: first talk to a doctor.")
    if work:
        said = _counted()[len(work) - 1]
        return said.format(first=_small(work[0].title or work[0].headline))
    if not any(f.is_seen for f in analysis.findings):
        return _(
            "This clip shows too little of your running to say anything about it. "
            "That says nothing about how you run; below is how to film so that it works."
        )
    return _("Nothing that could be judged in this clip asks to be changed.")


def _counted() -> tuple[str, ...]:
    """How a page with one, two or three things to work on begins."""
    return (
        _("One thing is worth working on: {first}."),
        _("Two things are worth working on. Start with the first: {first}."),
        _("Three things are worth working on. Start with the first: {first}."),
    )


def _small(title: str) -> str:
    """A title within a sentence."""
    return title[:1].lower() + title[1:].rstrip(".")


def _items(
    study: Study, work: Sequence[Finding], shown: Shown, drawings: Mapping[str, str]
) -> list[dict[str, Any]]:
    """What to work on; an exercise that helps with several stands at the first of them."""
    items, told = [], set[str]()
    for finding in work:
        exercise = _exercise(study, [id for id in finding.exercises if id not in told])
        told |= {exercise.id} if exercise else set()
        items.append(_item(finding, shown) | {"exercise": _card(exercise, drawings)})
    return items


def _item(finding: Finding, shown: Shown) -> dict[str, Any]:
    """One thing to work on."""
    picture, moment = shown.get(finding.topic, ("", None))
    return {
        "title": finding.title or finding.headline,
        "headline": finding.headline if finding.title else "",
        "picture": picture,
        "alt": _alt(moment),
        "cue": finding.cue or "",
        "lines": _lines(finding),
    }


def _alt(moment: Moment | None) -> str:
    if moment is None:
        return ""
    said = _("{moment}: the lines of your body drawn on the clip, with what was measured.")
    return said.format(moment=moment_words(moment))


def _lines(finding: Finding) -> list[list[str]]:
    """What is said of it below the cue: a short name and a text."""
    lines = (
        (_("In a run"), finding.drill or ""),
        (_("Why"), finding.why),
        (_("How sure"), how_sure(finding)),
        (_("Later"), finding.refilm or ""),
    )
    return [[name, text] for name, text in lines if text]


def _exercise(study: Study, ids: Sequence[str]) -> Exercise | None:
    """The first of these exercises that the handbook knows."""
    found = (study.handbook.exercise(id) for id in ids) if study.handbook else iter(())
    return next((one for one in found if one is not None), None)


def _card(exercise: Exercise | None, drawings: Mapping[str, str]) -> dict[str, str] | None:
    """An exercise in short, with its drawing."""
    if exercise is None:
        return None
    return {
        "label": _("Exercise"),
        "name": exercise.name,
        "purpose": exercise.purpose,
        "dose": exercise.dose,
        "stop": exercise.stop,
        "drawing": drawings.get(exercise.id, ""),
    }
