"""One rule per topic, from the verdicts on its signs to a finding.

A rule sees the signs that could be judged, worst side first per id, and returns
what they come to together. Words and exercises stand in ``advice.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from formcheck.advice.catalogue import Topic
from formcheck.advice.verdict import LEVELS, Verdict, verdict
from formcheck.advice.wording import Translator, cue, exercises, headline, reason, unseen
from formcheck.types import Finding, Level, Measurement, Runner

Signs = Mapping[str, Verdict]

LANDING: Final = ("overstride", "overstride_ratio")  # the second stands in for the first


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the signs of a topic come to.

    Attributes
    ----------
    carriers : the verdicts that carry the level, the leading one first
    outcome : key of the topic's headline; the level itself when left out
    other : a sign that stands in the way of a clear outcome
    """

    level: Level
    carriers: tuple[Verdict, ...]
    outcome: str = ""
    other: Verdict | None = None


def worst(signs: Signs) -> Ruling:
    """As bad as the worst sign."""
    level = max((v.level for v in signs.values()), key=LEVELS.index)
    return Ruling(level, _carrying(signs, level))


def at_most_borderline(signs: Signs) -> Ruling:
    """As bad as the worst sign, and never more than an observation."""
    found = worst(signs)
    return Ruling(_lower(found.level, "borderline"), found.carriers)


def feet_under_hips(signs: Signs) -> Ruling:
    """Marked when one sign is marked, mild when foot and shin both are at least mild.

    One mild sign that the other does not share is borderline. The ratio to step
    length stands in for the distance where that could not be judged (no speed).
    """
    chosen = _without_stand_in(signs)
    found = worst(chosen)
    agreed = len(chosen) == 2 and all(_at_least(v, "mild") for v in chosen.values())
    if found.level == "mild" and not agreed:
        return Ruling("borderline", found.carriers)
    return found


def clear_landing(found: Ruling, verdicts: list[Verdict]) -> Ruling:
    """Praise of a landing, taken back where a sign speaks against it or the foot is unjudged.

    A number too uncertain for a verdict of its own speaks against it when its best
    value lies beyond its mild limit. The shin alone is never praised.
    """
    measured = [v for v in verdicts if v.measurement.status == "measured"]
    against = next((v for v in measured if v.is_beyond), None)
    if against is not None:
        return Ruling("borderline", (*found.carriers, against), "disagree", against)
    if any(v.measurement.id in LANDING for v in found.carriers):
        return found
    feet = [v for v in verdicts if v.measurement.id in LANDING]
    unclear = next(iter(sorted(feet, key=_explains)), None)
    return Ruling("not_measurable", found.carriers, "landing_unclear", unclear)


def shorter_stride(signs: Signs) -> Ruling:
    """Low cadence or long steps count only with a foot that lands at least borderline ahead.

    Marked needs both: a long step that is marked and a landing that is at least
    mild. Long steps with a close landing are praised. With the landing unseen
    nothing is called.
    """
    ahead = next((signs[id] for id in LANDING if id in signs), None)
    stride = {id: v for id, v in signs.items() if id in ("cadence", "step_length")}
    if not stride:
        return Ruling("not_measurable", ())
    found = worst(stride)
    if found.level == "ok":
        return found
    if ahead is None:
        return Ruling("not_measurable", found.carriers, "landing_unseen")
    if ahead.level == "ok":
        return Ruling("ok", (ahead, *found.carriers), "long_but_close")
    level = found.level if _at_least(ahead, "mild") else _lower(found.level, "mild")
    return Ruling(level, (*found.carriers, ahead))


RULES: Final[Mapping[str, Callable[[Signs], Ruling]]] = {
    "feet_under_hips": feet_under_hips,
    "shorter_stride": shorter_stride,
    "hip_stability": worst,
    "hip_extension": worst,
    "rhythmic_arms": worst,
    "trunk_rotation": at_most_borderline,
}

# What praise has to stand up to, beside the signs that were judged.
PRAISE: Final[Mapping[str, Callable[[Ruling, list[Verdict]], Ruling]]] = {
    "feet_under_hips": clear_landing,
}


def finding(
    topic: Topic, measurements: tuple[Measurement, ...], runner: Runner, say: Translator
) -> Finding:
    """What the measurements say about one topic.

    Its `measurements` are those that carry the level, the leading one first; its
    probability is that of the leading one.
    """
    verdicts = [
        verdict(m, runner, indicative=topic.claim == "indicative")
        for id in topic.signs
        for m in measurements
        if m.id == id
    ]
    signs = _worst_side(verdicts)
    ruling = _ruling(topic, signs, verdicts)
    if not ruling.carriers:
        return _withheld(topic, verdicts, runner, say)
    return _told(topic, ruling, runner, say)


def _ruling(topic: Topic, signs: Signs, verdicts: list[Verdict]) -> Ruling:
    """What the signs come to; praise only with a sign that the topic needs."""
    ruling = RULES[topic.id](signs) if signs else Ruling("not_measurable", ())
    if ruling.level != "ok":
        return ruling
    if not any(id in signs for id in topic.needs):
        return Ruling("not_measurable", ())
    return PRAISE[topic.id](ruling, verdicts) if topic.id in PRAISE else ruling


def _told(topic: Topic, ruling: Ruling, runner: Runner, say: Translator) -> Finding:
    """The finding of a ruling that rests on something seen."""
    lead, level = ruling.carriers[0], ruling.level
    frames = dict.fromkeys(t for v in ruling.carriers for t in v.measurement.frames_s)
    advised = LEVELS.index(level) >= LEVELS.index(topic.advise_from)
    seen, other = level != "not_measurable", ruling.other
    why = reason(other, runner, say)
    return Finding(
        topic=topic.id,
        level=level,
        probability=(lead.p_marked if level == "marked" else lead.p_mild) if seen else None,
        measurements=tuple(v.measurement.key for v in ruling.carriers),
        headline=headline(topic, ruling.outcome or level, (lead, other), why, say),
        cue=cue(topic, lead, say) if level in ("mild", "marked") else None,
        exercises=exercises(topic, lead) if advised else (),
        frames_s=tuple(frames),
        sources=_sources(topic, ruling.carriers),
    )


def _withheld(topic: Topic, verdicts: list[Verdict], runner: Runner, say: Translator) -> Finding:
    """The finding that says why there is none; a number that was seen explains best."""
    closed = [v for v in verdicts if v.measurement.id in topic.needs]
    first = next(iter(sorted(closed, key=_explains)), None)
    keys = tuple(v.measurement.key for v in verdicts)
    sentence = unseen(topic, reason(first, runner, say), say)
    return Finding(topic.id, "not_measurable", None, keys, sentence)


def _explains(found: Verdict) -> tuple[bool, bool]:
    """Sorts verdicts from the one that explains best why there is none."""
    return found.measurement.status != "measured", found.measurement.value is None


def _sources(topic: Topic, carriers: tuple[Verdict, ...]) -> tuple[str, ...]:
    """Who says so: the limits, the typical values, the topic's own literature."""
    limits = [v.band.source for v in carriers if v.band]
    typical = [v.measurement.expected.source for v in carriers if v.measurement.expected]
    return tuple(dict.fromkeys([*limits, *typical, *topic.sources]))


def _worst_side(verdicts: list[Verdict]) -> Signs:
    """The worst judged verdict per measurement id, in the order given."""
    signs: dict[str, Verdict] = {}
    for found in verdicts:
        id = found.measurement.id
        if found.level != "not_measurable" and (id not in signs or found.rank > signs[id].rank):
            signs[id] = found
    return signs


def _without_stand_in(signs: Signs) -> Signs:
    """The signs of the landing: the ratio to step length only where the distance is missing."""
    landing = [id for id in LANDING if id in signs][:1]
    return {id: signs[id] for id in (*landing, "tibia_angle") if id in signs}


def _carrying(signs: Signs, level: Level) -> tuple[Verdict, ...]:
    """Verdicts that share a level: worst first, else in the topic's order.

    A mild finding is carried by all that are mild, a marked one by the mild as well.
    """
    if level == "ok":
        return tuple(signs.values())
    floor = _lower(level, "mild")
    return tuple(sorted((v for v in signs.values() if _at_least(v, floor)), key=_from_worst))


def _from_worst(found: Verdict) -> int:
    return -LEVELS.index(found.level)


def _at_least(found: Verdict, level: Level) -> bool:
    return LEVELS.index(found.level) >= LEVELS.index(level)


def _lower(one: Level, other: Level) -> Level:
    return min(one, other, key=LEVELS.index)
