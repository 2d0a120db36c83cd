"""A study with everything a page can show, the page made of it, and a reader of pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import numpy as np
from report_makers import GREY, HEIGHT, WIDTH, make_study

from formcheck.report.html.film import reel, span_s
from formcheck.report.html.media import Media, picture
from formcheck.report.html.page import page
from formcheck.report.words import language, speaking
from formcheck.types import (
    Analysis,
    Answer,
    Curve,
    Exercise,
    Finding,
    Handbook,
    MetricEntry,
    RedFlag,
    Study,
    TopicEntry,
    Verdict,
)

VOID = {"meta", "link", "img", "br", "input", "path", "line", "rect", "col", "hr"}
ACT = Finding(
    "feet_under_hips", "marked", 0.97, ("overstride:left",), "Your foot lands 24 ± 4 ahead.",
    "Touch down closer.", ("hip_hinge",), (0.8,), ("doi:10.1000/x",), title="Where feet land",
    place="act", why="It brakes each step.", drill="Six times one minute.",
    refilm="Film again in a month.", evidence="Plausible.",
)  # fmt: skip
GOOD = Finding("rhythmic_arms", "ok", 0.02, (), "Your arms swing along.", place="good")
ALSO = Finding("trunk_rotation", "borderline", 0.4, ("trunk_lean:both",), "You turn a lot.",
               title="Turning", place="also", claim="indicative")  # fmt: skip
UNJUDGED = Finding("hip_stability", "not_measurable", None, (), "Hips: not seen.",
                   place="unjudged")  # fmt: skip
FLAG = RedFlag("stiff", "You said your back is stiff.", "Make an appointment.")
URGENT = RedFlag("numb", "You said your legs feel numb.", "Call your doctor today.", True)


def handbook(study: Study) -> Handbook:
    ids = dict.fromkeys(m.id for m in study.analysis.measurements)
    return Handbook(
        "en",
        metrics=tuple(MetricEntry(id, f"Label of {id}", "", f"What {id} is.", ()) for id in ids),
        topics=(TopicEntry("feet_under_hips", "Feet", "a", "measured", (), "Strong enough."),),
        exercises=(Exercise("hip_hinge", "Hip hinge", "Wakes the hips.", ("Stand.", "Bend."),
                            "Ten times.", "A pull.", "It hurts."),),
        answers=(Answer("May I run on?", "Mostly you may."),),
        what_it_is="A comparison.",
        what_it_is_not="No diagnosis.",
    )  # fmt: skip


def curve(study: Study, id: str, side: str, toe_off: float | None = 33.0) -> Curve:
    times_s = study.track.times_s
    wave = 20 * np.sin(np.linspace(0, 2 * np.pi, 101))
    values = 20 * np.sin(2 * np.pi * times_s / 0.7)
    values[5:8] = np.nan
    return Curve(id, side, "deg", times_s, values, wave, np.full(101, 2.0), toe_off)  # type: ignore[arg-type]


def full_study(**changes: object) -> Study:
    """A study in which nothing is missing; `changes` are of its analysis."""
    study = make_study()
    measured = tuple(
        replace(m, interval95=(m.value - 3, m.value + 3), typical=(m.value - 9, m.value - 4))
        if m.value is not None else m
        for m in study.analysis.measurements
    )  # fmt: skip
    given = {
        "findings": (GOOD, ACT, ALSO, UNJUDGED), "red_flags": (FLAG,), "measurements": measured,
        "verdict": Verdict("usable", "This clip is usable."),
    }  # fmt: skip
    study = replace(study, analysis=replace(study.analysis, **(given | changes)))
    shown = [("foot_ahead", "left"), ("foot_ahead", "right"), ("knee", "left"), ("thigh", "left"),
             ("trunk", "both")]  # fmt: skip
    curves = tuple(curve(study, id, side) for id, side in shown)
    return replace(study, curves=curves, handbook=handbook(study))


def full_media(study: Study) -> Media:
    grey = picture(np.full((HEIGHT // 8, WIDTH // 8, 3), GREY, np.uint8))
    media = Media(span_s(study, reel(study)), "data:video/mp4;base64,AAAA", poster=grey)
    media.evidence["feet_under_hips"] = grey
    return media


def bare_media(study: Study) -> Media:
    return Media(span_s(study, reel(study)))


def page_of(study: Study, media: Media | None = None) -> Seen:
    with speaking(language(study.analysis)):
        return seen(page(study, media or full_media(study)))


def with_analysis(study: Study, **changes: object) -> Study:
    analysis: Analysis = replace(study.analysis, **changes)  # type: ignore[arg-type]
    return replace(study, analysis=analysis)


@dataclass
class Seen(HTMLParser):
    """A page as a reader meets it; badly nested ones are refused."""

    source: str
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.source)
        self.close()
        assert not self._open

    def __hash__(self) -> int:
        return id(self)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self._open):
            self.texts.append(data)
            if "th" in self._open and "tbody" in self._open:
                self.cells.append(data.strip())


def seen(source: str) -> Seen:
    return Seen(source)
