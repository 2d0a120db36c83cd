"""What is true of every clip: definitions with their limits, topics, exercises, answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from formcheck.advice.catalogue import Topic, Unit, catalogue
from formcheck.advice.expected import norms
from formcheck.advice.language import Translator, translator
from formcheck.advice.questionnaire import Question, questionnaire
from formcheck.advice.tables import toml
from formcheck.advice.verdict import Band, bands
from formcheck.advice.wording import PLAIN
from formcheck.types import Answer, AskedEntry, Exercise, Handbook, MetricEntry, TopicEntry


def handbook(lang: str, metrics: Iterable[MetricEntry] = ()) -> Handbook:
    """The handbook in that language.

    `metrics` come without typical values and limits; they get those of ``bands.csv``.
    """
    say, about = translator(lang), toml("handbook.toml")["about"]
    return Handbook(
        lang=lang,
        metrics=tuple(_with_limits(entry, say) for entry in metrics),
        topics=tuple(_entry(topic, say) for topic in catalogue().topics),
        exercises=tuple(_exercise(row, say) for row in toml("exercises.toml")["exercise"]),
        answers=tuple(
            Answer(say(row["question"]), say(row["answer"])) for row in toml("faq.toml")["answer"]
        ),
        questions=tuple(_asked(one, say) for one in questionnaire().all),
        what_it_is=say(about["what_it_is"]),
        what_it_is_not=say(about["what_it_is_not"]),
    )


def _entry(topic: Topic, say: Translator) -> TopicEntry:
    return TopicEntry(
        id=topic.id,
        title=say(topic.title),
        article=say(topic.article),
        claim=topic.claim,
        rests_on=topic.rests_on,
        evidence=say(topic.evidence),
        why=say(topic.why),
        sources=topic.sources,
    )


def _asked(one: Question, say: Translator) -> AskedEntry:
    words = toml("questionnaire.toml")["choice"]
    return AskedEntry(one.id, say(one.ask), {choice: say(words[choice]) for choice in one.choices})


def _exercise(row: dict[str, Any], say: Translator) -> Exercise:
    texts = {key: say(row[key]) for key in ("name", "purpose", "dose", "feel", "stop")}
    steps = tuple(say(step) for step in row["steps"])
    return Exercise(id=row["id"], steps=steps, topics=tuple(row["topics"]), **texts)


def _with_limits(entry: MetricEntry, say: Translator) -> MetricEntry:
    own = [band for band in bands() if (band.id, band.unit) == (entry.id, entry.unit)]
    return replace(entry, typical=_typical(entry, own, say), limits=_limits(own, say))


def _typical(entry: MetricEntry, own: list[Band], say: Translator) -> str:
    """What is usual: by speed where it depends on that, else the usual range."""
    words, norm = toml("handbook.toml")["typical"], norms().get(entry.id)
    if norm is not None and norm.unit == entry.unit and norm.at is not None and not own:
        return _by_speed(norm.at, entry.unit, say)
    if not own:
        return ""
    band = own[0]
    if band.relative_to != "absolute" and norm is not None and norm.at is not None:
        return _by_speed(norm.at, entry.unit, say)
    low, high = band.typical
    if low == -high:
        return say(words["either_way"]).format(high=_number(high, band.unit, say))
    text = say(words["overall"])
    return text.format(low=_bare(low, band.unit, say), high=_number(high, band.unit, say))


def _by_speed(at: tuple[float, float, float], unit: str, say: Translator) -> str:
    slow, middle, fast = (_number(value, unit, say) for value in at)
    text = say(toml("handbook.toml")["typical"]["by_speed"])
    return text.format(slow=slow, middle=middle, fast=fast)


def _limits(own: list[Band], say: Translator) -> str:
    """From where a number is mild and marked; both sides where it has two."""
    texts = [_limit(band, say) for band in own]
    if len(texts) < 2:
        return "".join(texts)
    both = say(toml("handbook.toml")["limits"]["both"])
    return both.format(one=texts[0], other=texts[1])


def _limit(band: Band, say: Translator) -> str:
    relative = band.relative_to != "absolute"
    unit = "%" if band.relative_to == "expected_percent" else band.unit
    key = f"expected_{band.direction}" if relative else band.direction
    mild, marked = (_number(abs(x) if relative else x, unit, say) for x in band.limits)
    return say(toml("handbook.toml")["limits"][key]).format(mild=mild, marked=marked)


def _bare(value: float, unit: str, say: Translator) -> str:
    """The number as fine as its unit is written, one digit more where that hides it."""
    decimals = _unit(unit).decimals
    is_hidden = round(value, decimals) != round(value, 3)
    return say.number(value, decimals + 1 if is_hidden else decimals)


def _number(value: float, unit: str, say: Translator) -> str:
    return _bare(value, unit, say) + say(_unit(unit).text)


def _unit(unit: str) -> Unit:
    return catalogue().units.get(unit, PLAIN)
