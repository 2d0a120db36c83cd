"""Words for a ruling: numbers with their margin, sentences, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from formcheck.advice.catalogue import Topic, Unit, catalogue
from formcheck.advice.language import Translator
from formcheck.advice.questionnaire import SAID, Answers
from formcheck.advice.verdict import Verdict, bands, margin95
from formcheck.types import Measurement, Runner

SHARED: Final = ("held_back", "alone")  # outcomes whose sentence all topics share
Entry = TypeVar("Entry")
Target = tuple[int, int]  # steps per minute to aim at, and never more than

PLAIN: Final = Unit("", 2)
FAST_ENOUGH_SPM: Final = 183.0  # what is usual at 16 km/h; nobody is sent beyond


def measured(measurement: Measurement, say: Translator) -> str:
    """The number with its margin and unit, "35 ± 4 %"; a margin never reads as zero."""
    assert measurement.value is not None
    unit = catalogue().units.get(measurement.unit, PLAIN)
    margin = max(margin95(measurement) or 0.0, 10.0**-unit.decimals)
    value, wide = (say.number(x, unit.decimals) for x in (measurement.value, margin))
    # degrees stand right behind the number, so they stand behind both
    first = value + unit.text if unit.text == "°" else value
    return f"{first} ± {wide}{say(unit.text)}"


def typical(verdict: Verdict, say: Translator) -> str:
    """What is usual: at this speed where that is known, else over all speeds."""
    band, expected = verdict.band, verdict.measurement.expected
    assert band is not None
    unit, words = catalogue().units.get(band.unit, PLAIN), catalogue().typical
    end = say(unit.text)
    if band.relative_to != "absolute" and expected is not None:
        value = say.number(expected.value, unit.decimals) + end
        return say(words["at_speed"]).format(value=value)
    low, high = (say.number(value, unit.decimals) for value in band.typical)
    if low == f"-{high}":
        return say(words["either_way"]).format(high=high + end)
    return say(words["overall"]).format(low=low, high=high) + end


def compared(verdict: Verdict, say: Translator) -> str:
    """What is usual as a clause behind a number that is well.

    Where the number lies outside it on a side that counts, the clause says that its
    margin reaches it; where not even that is so the clause is left out.
    """
    outside, words = _outside(verdict), catalogue().typical
    if outside > (margin95(verdict.measurement) or 0.0):
        return ""
    clause = words["within"] if outside <= 0 else words["in_margin"]
    return say(clause).format(typical=typical(verdict, say))


def _outside(verdict: Verdict) -> float:
    """How far the number as it reads lies outside the usual range; 0 where that is a point."""
    band, sign = verdict.band, verdict.measurement
    assert band is not None and sign.value is not None
    if band.relative_to != "absolute" and sign.expected is not None:
        return 0.0
    value = round(sign.value, catalogue().units.get(band.unit, PLAIN).decimals)
    away = {"low": band.typical[0] - value, "high": value - band.typical[1]}
    own = (b.direction for b in bands() if (b.id, b.unit) == (band.id, band.unit))
    return max(0.0, *(away[direction] for direction in own))


def headline(
    topic: Topic,
    outcome: str,
    signs: tuple[Verdict, Verdict | None],
    words: Mapping[str, Any],
    say: Translator,
) -> str:
    """The sentence for this outcome, about the sign that leads and another one.

    `words` has the reason why, and what was answered.
    """
    lead, other = signs
    text = _headline(topic, outcome, lead)
    return say(text).format(
        seen=_seen(topic, lead.measurement, words, say),
        typical=typical(lead, say),
        compared=compared(lead, say),
        other=_second(topic, other, say) if other and "{other}" in text else "",
        why=words["why"],
        surer=say(_surer(lead)) if "{surer}" in text else "",
    )


def _surer(lead: Verdict) -> str:
    """What makes the margin of a number wide, and what to do about it."""
    error = lead.measurement.standard_error
    parts = catalogue().surer
    return parts[max(parts, key=lambda part: getattr(error, part))]


def _headline(topic: Topic, outcome: str, lead: Verdict) -> str:
    """The topic's own sentence for this outcome, or the one of all topics for a bare fact."""
    if outcome in SHARED:
        return catalogue().headline[outcome]
    if outcome != "fact":
        return topic.headline[outcome]
    return catalogue().headline["fact_told" if lead.measurement.id in SAID else "fact"]


def _seen(topic: Topic, sign: Measurement, words: Mapping[str, Any], say: Translator) -> str:
    """The clause about one number; below zero the one for that, and no minus."""
    assert sign.value is not None
    if sign.id in SAID:
        return say(topic.seen[sign.id]).format(**_numbers(words, say))
    below = topic.seen.get(f"{sign.id}.below_zero")
    if below is None or sign.value >= 0:
        return say(topic.seen[sign.id]).format(measured=measured(sign, say))
    size = replace(sign, value=-sign.value)
    return say(below).format(measured=measured(size, say))


def _numbers(words: Mapping[str, Any], say: Translator) -> dict[str, str]:
    """Answers as they are written."""
    return {
        key: say.short(value) if isinstance(value, int | float) else str(value)
        for key, value in words.items()
    }


def _second(topic: Topic, other: Verdict, say: Translator) -> str:
    """What another sign shows and what is usual, to stand inside a sentence."""
    seen = _seen(topic, other.measurement, {}, say)
    return say(catalogue().typical["second"]).format(
        seen=seen[:1].lower() + seen[1:], typical=typical(other, say)
    )


def seen_only(topic: Topic, sign: Verdict, why: str, say: Translator) -> str:
    """The sentence that gives a number and why it has no verdict."""
    seen = _seen(topic, sign.measurement, {}, say)
    return say(topic.headline["unclear"]).format(seen=seen, why=why)


def unseen(topic: Topic, key: str, why: str, say: Translator, runner: Runner) -> str:
    """The sentence that says what could not be judged and why."""
    incline = say.number(runner.incline_pct, 0)
    return say(topic.headline[key]).format(why=why, incline=incline)


def reason(found: Verdict | None, runner: Runner, say: Translator, rule: str | None = None) -> str:
    """Why a sign could not be judged; `rule` is the key of a rule's own reason.

    Where the number itself is missing, the measurement's own reason is given.
    """
    own = found.measurement.reason if found and found.why in ("missing", "indicative") else None
    if own and rule is None:
        return say(own).strip().rstrip(".")
    why = catalogue().why[rule or (found.why if found and found.why else "missing")]
    return say(why).format(speed=say.number(3.6 * (runner.speed_mps or 0.0), 1))


def target(measurements: Iterable[Measurement]) -> Target | None:
    """Steps per minute to aim at: 5 per cent more than now, and never more than 10.

    Quicker than that is not advised (Heiderscheit 2011). None where the cadence is not
    measured, or where 5 per cent more is quicker than fast runners usually are.
    """
    now = next(
        (m.value for m in measurements if m.id == "cadence" and m.status == "measured"), None
    )
    if now is None or 1.05 * now > FAST_ENOUGH_SPM:
        return None
    return round(1.05 * now), int(1.10 * now)


def cue(topic: Topic, lead: Verdict, aim: Target | None, say: Translator) -> str | None:
    """What to think of while running; for cadence with the number to aim at."""
    text = _for_sign(topic.cue, lead)
    if text is None:
        return None
    if aim is None and "{target" in text:
        text = topic.cue["any"]
    return say(text).format(**_aimed(aim))


def drill(
    topic: Topic, lead: Verdict, told: tuple[Target | None, Answers], say: Translator
) -> str | None:
    """What to practise in a run, with the steps per minute to aim at where they are known."""
    aim, answers = told
    text = _for_sign(topic.drill, lead)
    if text is None:
        return None
    if aim is None and "{target" in text:
        text = topic.drill["without_target"]
    return say(text).format(**_numbers(answers, say), **_aimed(aim))


def _aimed(aim: Target | None) -> dict[str, int]:
    return {} if aim is None else {"target": aim[0], "target_most": aim[1]}


def exercises(topic: Topic, lead: Verdict) -> tuple[str, ...]:
    """Ids of the exercises that go with the sign that leads."""
    return _for_sign(topic.exercises, lead) or ()


def _for_sign(texts: Mapping[str, Entry], lead: Verdict) -> Entry | None:
    """The entry for this sign and side, else the one for any."""
    side = lead.band.direction if lead.band else ""
    return texts.get(f"{lead.measurement.id}.{side}", texts.get("any"))
