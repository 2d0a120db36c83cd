"""Words for a ruling: numbers with their margin, sentences, languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from gettext import translation
from importlib.resources import files
from typing import TypeVar

from formcheck.advice.catalogue import Topic, Unit, catalogue
from formcheck.advice.verdict import Verdict, bands, margin95
from formcheck.types import Measurement, Runner

Translator = Callable[[str], str]
Entry = TypeVar("Entry")

PLAIN = Unit("", 2)


def translator(lang: str) -> Translator:
    """A function from English texts to that language; English where there is no catalogue."""
    folder = str(files("formcheck") / "locale")
    return translation("formcheck", folder, languages=[lang], fallback=True).gettext


def measured(measurement: Measurement, say: Translator) -> str:
    """The number with its margin and unit, "35 ± 4 %"; a margin never reads as zero."""
    assert measurement.value is not None
    unit = catalogue().units.get(measurement.unit, PLAIN)
    margin = max(margin95(measurement) or 0.0, 10.0**-unit.decimals)
    value, wide = _rounded(measurement.value, unit), _rounded(margin, unit)
    # degrees stand right behind the number, so they stand behind both
    first = value + unit.text if unit.text == "°" else value
    return f"{first} ± {wide}{say(unit.text) if unit.text else ''}"


def typical(verdict: Verdict, say: Translator) -> str:
    """What is usual: at this speed where that is known, else over all speeds."""
    band, expected = verdict.band, verdict.measurement.expected
    assert band is not None
    unit, words = catalogue().units.get(band.unit, PLAIN), catalogue().typical
    end = say(unit.text) if unit.text else ""
    if band.relative_to != "absolute" and expected is not None:
        return say(words["at_speed"]).format(value=_rounded(expected.value, unit) + end)
    low, high = (_rounded(value, unit) for value in band.typical)
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
    value = float(_rounded(sign.value, catalogue().units.get(band.unit, PLAIN)))
    away = {"low": band.typical[0] - value, "high": value - band.typical[1]}
    own = (b.direction for b in bands() if (b.id, b.unit) == (band.id, band.unit))
    return max(0.0, *(away[direction] for direction in own))


def _rounded(value: float, unit: Unit) -> str:
    return f"{round(value, unit.decimals) + 0.0:.{unit.decimals}f}"


def headline(
    topic: Topic,
    outcome: str,
    signs: tuple[Verdict, Verdict | None],
    why: str,
    say: Translator,
) -> str:
    """The sentence for this outcome, about the sign that leads and one that disagrees."""
    lead, other = signs
    return say(topic.headline[outcome]).format(
        seen=_seen(topic, lead.measurement, say),
        typical=typical(lead, say),
        compared=compared(lead, say),
        other=_second(topic, other, say) if other and other.is_beyond else "",
        why=why,
    )


def _seen(topic: Topic, sign: Measurement, say: Translator) -> str:
    """The clause about one number; below zero the one for that, and no minus."""
    assert sign.value is not None
    below = topic.seen.get(f"{sign.id}.below_zero")
    if below is None or sign.value >= 0:
        return say(topic.seen[sign.id]).format(measured=measured(sign, say))
    size = replace(sign, value=-sign.value)
    return say(below).format(measured=measured(size, say))


def _second(topic: Topic, other: Verdict, say: Translator) -> str:
    """What another sign shows and what is usual, to stand inside a sentence."""
    seen = _seen(topic, other.measurement, say)
    return say(catalogue().typical["second"]).format(
        seen=seen[:1].lower() + seen[1:], typical=typical(other, say)
    )


def unseen(topic: Topic, why: str, say: Translator) -> str:
    """The sentence that says what could not be judged and why."""
    return say(topic.headline["not_measurable"]).format(why=why)


def reason(found: Verdict | None, runner: Runner, say: Translator) -> str:
    """Why a sign could not be judged.

    Where the number itself is missing, the measurement's own reason is given.
    """
    if found and found.why in ("missing", "indicative") and found.measurement.reason:
        return found.measurement.reason.strip().rstrip(".")
    why = catalogue().why[found.why if found and found.why else "missing"]
    return say(why).format(speed=f"{3.6 * (runner.speed_mps or 0.0):.1f}")


def cue(topic: Topic, lead: Verdict, say: Translator) -> str | None:
    """What to think of while running; for cadence with the number to aim at.

    Steps are never asked to be more than 10 per cent quicker (Heiderscheit 2011).
    """
    text = _for_sign(topic.cue, lead)
    if text is None:
        return None
    now = lead.measurement.value or 0.0
    return say(text).format(target=round(1.05 * now), target_most=int(1.10 * now))


def exercises(topic: Topic, lead: Verdict) -> tuple[str, ...]:
    """Ids of the exercises that go with the sign that leads."""
    return _for_sign(topic.exercises, lead) or ()


def _for_sign(texts: Mapping[str, Entry], lead: Verdict) -> Entry | None:
    """The entry for this sign and side, else the one for any."""
    side = lead.band.direction if lead.band else ""
    return texts.get(f"{lead.measurement.id}.{side}", texts.get("any"))
