"""Words for a ruling: numbers with their margin, sentences, languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from gettext import translation
from importlib.resources import files
from typing import TypeVar

from formcheck.advice.catalogue import Topic, Unit, catalogue
from formcheck.advice.verdict import Verdict, margin95
from formcheck.types import Measurement

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
    return say(words["overall"]).format(low=low, high=high) + end


def _rounded(value: float, unit: Unit) -> str:
    return f"{round(value, unit.decimals) + 0.0:.{unit.decimals}f}"


def headline(topic: Topic, outcome: str, lead: Verdict, say: Translator) -> str:
    """The sentence for this outcome, about the sign that leads."""
    sign = lead.measurement
    seen = say(topic.seen[sign.id]).format(measured=measured(sign, say))
    return say(topic.headline[outcome]).format(seen=seen, typical=typical(lead, say))


def unseen(topic: Topic, withheld: Iterable[Verdict], say: Translator) -> str:
    """The sentence that says what could not be judged and why.

    Where the number itself is missing, the measurement's own reason is given.
    """
    first = next(iter(withheld), None)
    why = say(catalogue().why[first.why if first and first.why else "missing"])
    if first and first.why in ("missing", "indicative") and first.measurement.reason:
        why = first.measurement.reason.strip().rstrip(".")
    return say(topic.headline["not_measurable"]).format(why=why)


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
