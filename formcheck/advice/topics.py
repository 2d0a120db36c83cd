"""From the measurements of a topic to its finding: what its rule says, in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from formcheck.advice.catalogue import Topic
from formcheck.advice.expected import ground_gap
from formcheck.advice.language import Translator
from formcheck.advice.questionnaire import Answers
from formcheck.advice.rules import PRAISE, RULES, Ruling, explains, worst_side
from formcheck.advice.verdict import CLEAR, LEVELS, Verdict, verdict
from formcheck.advice.wording import (
    cue,
    drill,
    exercises,
    headline,
    reason,
    seen_only,
    target,
    unseen,
)
from formcheck.types import Finding, Level, Measurement, Runner

# why a number that was seen has no verdict, where showing it beside the reason helps
SHOWN: Final = (
    "too_wide", "no_norm", "speed_unknown", "speed_doubted", "scale_doubted", "speed_outside",
    "estimate_slow", "estimate_fast",
)  # fmt: skip

# topics in which one sign that is mild waits for another one
ALONE: Final = ("feet_under_hips",)


@dataclass(frozen=True, slots=True)
class Case:
    """One runner's numbers and answers, and the language to speak of them.

    Where something urgent was told (`is_urgent`) findings are bare facts.
    """

    measurements: tuple[Measurement, ...]
    runner: Runner
    say: Translator
    answers: Answers = field(default_factory=dict)
    is_urgent: bool = False


def finding(topic: Topic, case: Case) -> Finding:
    """What is known about one topic.

    Its `measurements` are those that carry the level, the leading one first; its
    probability is that of the leading one.
    """
    verdicts = [
        verdict(m, case.runner, indicative=topic.claim == "indicative")
        for id in topic.signs
        for m in case.measurements
        if m.id == id
    ]
    ruling = _ruling(topic, verdicts)
    if not ruling.carriers:
        return _withheld(topic, verdicts, ruling.why, case)
    return _told(topic, ruling, case)


def _ruling(topic: Topic, verdicts: list[Verdict]) -> Ruling:
    """What the signs come to; praise only with a sign that the topic needs."""
    signs = worst_side(verdicts)
    ruling = RULES[topic.id](signs) if signs else Ruling("not_measurable", ())
    if ruling.level != "ok":
        return ruling
    if not any(id in signs for id in topic.needs):
        return _partly(topic, ruling, verdicts)
    return PRAISE[topic.id](ruling, verdicts) if topic.id in PRAISE else ruling


def _partly(topic: Topic, ruling: Ruling, verdicts: list[Verdict]) -> Ruling:
    """Praise without what the topic needs: it says what was seen and what was not."""
    if "partly" not in topic.headline:
        return Ruling("not_measurable", ())
    unseen_sign = _explaining(topic, verdicts)
    return Ruling("not_measurable", ruling.carriers, "partly", unseen_sign)


def _told(topic: Topic, ruling: Ruling, case: Case) -> Finding:
    """The finding of a ruling that rests on something seen or told."""
    lead, level, other = ruling.carriers[0], ruling.level, ruling.other
    frames = dict.fromkeys(t for v in ruling.carriers for t in v.measurement.frames_s)
    advised, seen = _is_advised(topic, level), level != "not_measurable"
    say, aim = case.say, target(case.measurements)
    outcome = _outcome(topic, ruling, case)
    words = {"why": reason(other, case.runner, say), **case.answers}
    return Finding(
        topic=topic.id,
        level=level,
        probability=(lead.p_marked if level == "marked" else lead.p_mild) if seen else None,
        measurements=tuple(v.measurement.key for v in ruling.carriers),
        headline=headline(topic, outcome, (lead, other), words, say),
        cue=cue(topic, lead, aim, say) if level in ("mild", "marked") else None,
        exercises=exercises(topic, lead) if advised else (),
        frames_s=tuple(frames),
        sources=_sources(topic, ruling.carriers),
        title=say(topic.title),
        claim=topic.claim,
        place="good" if _is_praised(topic, outcome, level) else "also",
        why=say(topic.why),
        drill=drill(topic, lead, (aim, case.answers), say) if advised else None,
        refilm=say(topic.refilm) if level in ("borderline", "mild", "marked") else None,
        evidence=say(topic.evidence),
    )


def _outcome(topic: Topic, ruling: Ruling, case: Case) -> str:
    """Key of the headline: the bare fact where something urgent was told."""
    if case.is_urgent and ruling.level != "not_measurable" and ruling.outcome != "disagree":
        return "fact"
    if beyond := _beyond(topic, ruling):
        return beyond
    if ruling.level == "ok" and topic.nothing and case.answers.get(topic.nothing) == 0:
        return "nothing"
    return ruling.outcome or ruling.level


def _beyond(topic: Topic, ruling: Ruling) -> str:
    """Key of the headline for a number that lies outside what is usual, yet is not called so."""
    lead = ruling.carriers[0]
    if ruling.level == "ok" and lead.is_other_way and "other_way" in topic.headline:
        return "other_way"
    if ruling.level != "borderline" or ruling.outcome or topic.claim != "measured":
        return ""
    if lead.is_held_back:
        return "held_back"
    alone = topic.id in ALONE and lead.p_mild >= CLEAR
    return "alone" if alone else ""


def _is_praised(topic: Topic, outcome: str, level: Level) -> bool:
    """Whether a finding is good news: no fact, nothing to be had, nor an indicative number is."""
    return level == "ok" and outcome not in ("fact", "nothing") and topic.claim != "indicative"


def _is_advised(topic: Topic, level: Level) -> bool:
    """Whether the level asks for something to do: praise never does."""
    return LEVELS.index(level) >= LEVELS.index(topic.advise_from)


def _withheld(topic: Topic, verdicts: list[Verdict], why: str | None, case: Case) -> Finding:
    """The finding that says why there is none; a number that was seen explains best."""
    first = _explaining(topic, verdicts)
    because = reason(first, case.runner, case.say, why)
    shown = _is_shown(topic, first) and why is None
    if first is not None and first.is_held_back and why is None:
        sentence = headline(topic, "held_back", (first, None), {"why": because}, case.say)
    elif first is not None and shown:
        sentence = seen_only(topic, first, because, case.say)
    else:
        sentence = unseen(topic, _unseen_key(topic, case), because, case.say, case.runner)
    return Finding(
        topic=topic.id,
        level="not_measurable",
        probability=None,
        measurements=tuple(v.measurement.key for v in verdicts),
        headline=sentence,
        frames_s=first.measurement.frames_s
        if first and shown and topic.claim == "indicative"
        else (),
        sources=topic.sources,
        title=case.say(topic.title),
        claim=topic.claim,
        why=case.say(topic.why),
        evidence=case.say(topic.evidence),
    )


def _is_shown(topic: Topic, found: Verdict | None) -> bool:
    """Whether the number itself is told, although there is no verdict on it."""
    seen = found is not None and found.measurement.value is not None and found.why in SHOWN
    return seen and "unclear" in topic.headline


def _explaining(topic: Topic, verdicts: list[Verdict]) -> Verdict | None:
    """The verdict on a needed sign that explains best why there is no finding."""
    closed = [v for v in verdicts if v.measurement.id in topic.needs]
    return next(iter(sorted(closed, key=explains)), None)


def _unseen_key(topic: Topic, case: Case) -> str:
    """Key of the headline: for the side of a pain or the ground where the topic has one."""
    pain = "" if case.is_urgent else f"pain_{case.answers.get('pain_side')}"
    keys = (pain, ground_gap(case.runner) or "")
    return next((key for key in keys if key in topic.headline), "not_measurable")


def _sources(topic: Topic, carriers: tuple[Verdict, ...]) -> tuple[str, ...]:
    """Who says so: the limits, the typical values, the topic's own literature."""
    limits = [v.band.source for v in carriers if v.band]
    typical = [v.measurement.expected.source for v in carriers if v.measurement.expected]
    return tuple(dict.fromkeys([*limits, *typical, *topic.sources]))
