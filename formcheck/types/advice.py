"""What is told beside the numbers: exercises, red flags, the handbook that is the same for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Claim = Literal["measured", "indicative", "asked"]
# act: worth working on now; good: praised; also: seen beside it; unjudged: no verdict
Place = Literal["act", "also", "good", "unjudged"]


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise, in words; its drawing is called like its id.

    `topics` are those whose findings call for it.
    """

    id: str
    name: str
    purpose: str
    steps: tuple[str, ...]
    dose: str
    feel: str
    stop: str
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RedFlag:
    """An answer that comes before all technique: what was said, and what to do about it.

    `is_urgent` asks for help today, the others for an appointment.
    """

    id: str
    said: str
    advice: str
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class MetricEntry:
    """One kind of number, as a clinician looks it up.

    `typical` and `limits` are texts with units, "" where there are none; `error` says what is
    known of how far off it is.
    """

    id: str
    label: str
    unit: str
    definition: str
    views: tuple[str, ...]
    typical: str = ""
    limits: str = ""
    error: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """One topic of the advice: what it rests on, and how strong the evidence is."""

    id: str
    title: str
    article: str
    claim: Claim
    rests_on: tuple[str, ...]
    evidence: str
    why: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A question that runners ask, and its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class AskedEntry:
    """A question of the questionnaire; `choices` has the words of each answer to choose from."""

    id: str
    ask: str
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Handbook:
    """What is true of every clip, in one language: definitions, topics, exercises, answers.

    `what_it_is` and `what_it_is_not` stand on every report.
    """

    lang: str
    metrics: tuple[MetricEntry, ...] = ()
    topics: tuple[TopicEntry, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    answers: tuple[Answer, ...] = ()
    questions: tuple[AskedEntry, ...] = ()
    what_it_is: str = ""
    what_it_is_not: str = ""

    def exercise(self, id: str) -> Exercise | None:
        """The exercise of that id; None where there is none."""
        return next((one for one in self.exercises if one.id == id), None)
