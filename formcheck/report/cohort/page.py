"""Writes the overview of a cohort: one HTML file with everything in it."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from formcheck.report.cohort import plots
from formcheck.report.cohort.alike import failures
from formcheck.report.html.page import STYLE
from formcheck.report.html.texts import level_words
from formcheck.report.numbers import value_text
from formcheck.report.templates import environment, styled
from formcheck.report.words import _, speaking, told
from formcheck.types import Level
from formcheck.types.cohort import Cohort, CohortClip, Spread, TopicCount

_HERE: Final = Path(__file__).parent / "templates"
_POLICY: Final = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
    "script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'"
)
COLUMNS: Final = ("cadence", "overstride")  # numbers in the table of clips, where there is room
LEVELS: Final[tuple[Level, ...]] = ("marked", "mild", "borderline", "ok", "not_measurable")


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in the table: as it is read, and as it sorts."""

    words: str
    value: float | None


def cohort_page(cohort: Cohort) -> str:
    """The overview as HTML, in the language of the cohort."""
    from markupsafe import Markup

    script = _script()
    with speaking(cohort.lang):
        template = environment(_HERE).get_template("cohort.html")
        return template.render(
            _facts(cohort),
            _=_,
            told=told,
            lang=cohort.lang,
            policy=_POLICY.format(script=b64encode(sha256(script.encode()).digest()).decode()),
            style=styled(STYLE, _HERE / "cohort.css"),
            script=Markup(script),
            href=_href,
            words_of=trouble_words(),
        )


def _script() -> str:
    return (_HERE / "cohort.js").read_text(encoding="utf-8")


def _facts(cohort: Cohort) -> dict[str, Any]:
    """Everything the template shows."""
    clips = cohort.clips
    analysed = [clip for clip in clips if clip.trouble is None]
    labels = {spread.id: spread.label for spread in cohort.spreads}
    used = [id for id in COLUMNS if id in labels and any(_numbers(c, id) for c in analysed)]
    return {
        "cohort": cohort,
        "title": title(len(clips)),
        "analysed": analysed,
        "n_failed": len(clips) - len(analysed),
        "words": Counter(clip.word for clip in analysed if clip.word),
        "troubles": Counter(clip.trouble for clip in clips if clip.trouble).most_common(),
        "n_runners": len({clip.runner for clip in clips if clip.runner}),
        "flagged": [clip for clip in analysed if clip.flags],
        "failures": tuple(failures(clips)),
        "poor": [clip for clip in analysed if clip.word == "poor"],
        "spreads": [plots.drawn(spread) for spread in cohort.spreads],
        "outliers": list(_outliers(cohort.spreads)),
        "topics": [bars(topic) for topic in cohort.topics],
        "levels": level_words(),
        "quality_words": quality_words(),
        "views": view_words(),
        "used": used,
        "labels": labels,
        "cell": cell,
    }


def title(n: int) -> str:
    """What the page is called."""
    return _("Overview of one clip") if n == 1 else _("Overview of {n} clips").format(n=n)


def trouble_words() -> dict[str, str]:
    """What each kind of failure is called."""
    return {
        "unreachable": _("Could not be fetched"),
        "unreadable": _("Could not be read"),
        "nobody_runs": _("Nobody runs in it"),
        "settings": _("An option or answer makes no sense"),
        "model": _("The pose network is missing"),
        "bug": _("A mistake in formcheck"),
        "crashed": _("Crashed"),
        "hung": _("Took too long"),
        "memory": _("Too little memory"),
    }


def quality_words() -> dict[str, str]:
    """How good a clip is."""
    return {"good": _("good"), "usable": _("usable"), "poor": _("poor")}


def view_words() -> dict[str, str]:
    """From where a clip was filmed."""
    return {
        "side": _("the side"),
        "rear": _("behind"),
        "front": _("the front"),
        "oblique": _("an angle"),
    }


def _href(way: str) -> str:
    """The way to a file as a link takes it; a name with : or ? in it is no address."""
    return "./" + quote(way.encode("utf-8", "surrogateescape"))


def _numbers(clip: CohortClip, id: str) -> list[str]:
    return [key for key in (f"{id}:{s}" for s in ("both", "left", "right")) if key in clip.measured]


def cell(clip: CohortClip, id: str) -> Cell:
    """The number of a clip; of the surest side where both are sure."""
    keys = _numbers(clip, id)
    if not keys:
        return Cell("–", None)
    chosen = min((clip.measured[key] for key in keys), key=_width)
    return Cell(value_text(chosen), chosen.value)


def _width(m: Any) -> float:
    return float("inf") if m.interval95 is None else float(m.interval95[1] - m.interval95[0])


def _outliers(spreads: Sequence[Spread]) -> Iterator[dict[str, Any]]:
    """Each number that stands out, with what it stands out from."""
    for spread in spreads:
        for strip in spread.strips:
            for one in strip.outliers:
                drawn_side = {"left": _("left"), "right": _("right"), "both": ""}[strip.side]
                yield {
                    "clip": one.clip,
                    "label": spread.label,
                    "side": drawn_side,
                    "value": value_text(one.measurement),
                    "median": plots.median_words(strip, spread),
                    "n": len(strip.values),
                }


def bars(topic: TopicCount) -> dict[str, Any]:
    """How many clips got which verdict, as shares of those that were judged."""
    judged = sum(n for level, n in topic.counts.items() if level != "not_measurable")
    parts = [(level, topic.counts.get(level, 0)) for level in LEVELS if level != "not_measurable"]
    return {
        "title": topic.title,
        "judged": judged,
        "unjudged": topic.counts.get("not_measurable", 0),
        "parts": [(level, n, round(100 * n / judged, 2)) for level, n in parts if n],
    }
