"""Writes the tables of the guides from what the package itself says.

    python tests/docs_tables.py           writes them
    python tests/docs_tables.py --check   says whether they are up to date

A table stands between ``<!-- table NAME -->`` and ``<!-- end -->``. Errors are those of
``docs/accuracy.md``, which has its own generator.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Final

from formcheck import api
from formcheck.advice.language import translator
from formcheck.advice.questionnaire import questionnaire, red_flags
from formcheck.batch.columns import Column, columns
from formcheck.batch.workbook import meanings
from formcheck.report.html.texts import level_words
from formcheck.report.words import speaking
from formcheck.types import Handbook, MetricEntry

ROOT: Final = Path(__file__).parents[1]
GUIDES: Final = {
    "docs/understand-your-report.md": "en",
    "docs/for-clinicians.md": "en",
    "docs/batch-table.md": "en",
    "docs/nl/begrijp-je-rapport.md": "nl",
    "docs/nl/voor-behandelaars.md": "nl",
}
MARK: Final = re.compile(r"(<!-- table (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
ACCURACY: Final = re.compile(r"^\| ([^|]+?) \| ([^|]+?) \|(.*)\|$", re.MULTILINE)

HEADS: Final = {
    "definitions": {
        "en": ("number", "unit", "seen from", "what it is"),
        "nl": ("getal", "eenheid", "te zien van", "wat het is"),
    },
    "limits": {
        "en": ("number", "typical", "limits"),
        "nl": ("getal", "gebruikelijk", "grenzen"),
    },
    "errors": {
        "en": ("number", "mean error", "largest error", "truth inside the margin"),
        "nl": ("getal", "gemiddelde fout", "grootste fout", "waarheid binnen de marge"),
    },
    "levels": {
        "en": ("verdict", "on the page", "what it means"),
        "nl": ("oordeel", "op de pagina", "wat het betekent"),
    },
    "withheld": {"en": ("number", "why not"), "nl": ("getal", "waarom niet")},
    "topics": {
        "en": ("topic", "known from", "evidence for backs"),
        "nl": ("onderwerp", "bekend uit", "bewijs voor de rug"),
    },
    "flags": {"en": ("if you say", "we say"), "nl": ("als je zegt", "zeggen wij")},
    "facts": {"en": ("column", "what it is"), "nl": ("kolom", "wat het is")},
    "findings": {"en": ("column", "topic"), "nl": ("kolom", "onderwerp")},
    "numbers": {
        "en": ("column", "number", "unit", "what it is"),
        "nl": ("kolom", "getal", "eenheid", "wat het is"),
    },
    "exercises": {"en": ("exercise", "what for", ""), "nl": ("oefening", "waarvoor", "")},
}
WORDS: Final = {
    "side": {"en": "side", "nl": "opzij"},
    "rear": {"en": "behind", "nl": "achteren"},
    "front": {"en": "front", "nl": "voren"},
    "oblique": {"en": "an angle", "nl": "schuin"},
    "all": {"en": "anywhere", "nl": "overal"},
    "measured": {"en": "measured", "nl": "gemeten"},
    "indicative": {"en": "indicative", "nl": "indicatief"},
    "asked": {"en": "asked", "nl": "gevraagd"},
    "of": {"en": "of", "nl": "van"},
    "deg": {"en": "°", "nl": "°"},
    "%leg": {"en": "% of leg length", "nl": "% van de beenlengte"},
    "steps/min": {"en": "steps/min", "nl": "passen/min"},
    "1": {"en": "share (0 to 1)", "nl": "deel (0 tot 1)"},
}

LEVELS: Final = {
    "ok": {"en": ("ok", "nothing to see to"), "nl": ("goed", "niets om naar om te kijken")},
    "borderline": {
        "en": (
            "borderline",
            "near the line. With this margin nobody can say on which side. Do nothing, or look"
            " again later",
        ),
        "nl": (
            "grensgeval",
            "dicht bij de grens. Met deze marge kan niemand zeggen aan welke kant. Doe niets, of"
            " kijk later nog eens",
        ),
    },
    "mild": {
        "en": ("mild", "very probably a little beyond the line"),
        "nl": ("licht", "heel waarschijnlijk iets over de grens"),
    },
    "marked": {
        "en": ("marked", "very probably clearly beyond the line"),
        "nl": ("duidelijk", "heel waarschijnlijk ruim over de grens"),
    },
    "not_measurable": {
        "en": ("not measurable", "this clip cannot tell"),
        "nl": ("niet te meten", "dit filmpje kan het niet vertellen"),
    },
}

Table = Callable[[Handbook], Iterable[tuple[str, ...]]]


def word(key: str, lang: str) -> str:
    """The word in that language; units that are the same in both stay."""
    return WORDS[key][lang] if key in WORDS else key


@cache
def book(lang: str) -> Handbook:
    return api.handbook(lang)


def views(entry: MetricEntry, lang: str) -> str:
    if len(entry.views) == 4:
        return word("all", lang)
    order = [view for view in ("side", "rear", "front", "oblique") if view in entry.views]
    return ", ".join(word(view, lang) for view in order)


def withheld(handbook: Handbook) -> dict[str, str]:
    """Why numbers that have a row are never given, by id."""
    from formcheck.metrics import DERIVED, METRICS

    say = translator(handbook.lang)
    return {row.id: say(row.withheld) for row in (*METRICS, *DERIVED) if row.withheld}


def given(handbook: Handbook) -> list[MetricEntry]:
    return [entry for entry in handbook.metrics if entry.id not in withheld(handbook)]


def definitions(handbook: Handbook) -> Iterable[tuple[str, ...]]:
    for one in given(handbook):
        unit = word(one.unit, handbook.lang)
        yield one.label, unit, views(one, handbook.lang), one.definition


def limits(handbook: Handbook) -> Iterable[tuple[str, ...]]:
    for one in given(handbook):
        if one.typical or one.limits:
            yield one.label, one.typical or "–", one.limits or "–"


def errors(handbook: Handbook) -> Iterable[tuple[str, ...]]:
    """Those of clips that nothing was fitted on, in the order of the numbers."""
    english = {one.id: one.label for one in book("en").metrics}
    known = measured_errors()
    for one in given(handbook):
        if english[one.id] in known:
            unit, mean, largest, inside = known[english[one.id]]
            lang, comma = handbook.lang, handbook.lang == "nl"
            tail = "°" if unit == "deg" else "" if unit == "1" else f" {word(unit, lang)}"
            cells = (f"{mean}{tail}", f"{largest}{tail}", inside.replace("of", word("of", lang)))
            yield one.label, *(cell.replace(".", ",") if comma else cell for cell in cells)


def measured_errors() -> dict[str, tuple[str, str, str, str]]:
    """Label -> unit, mean absolute and largest error, how many inside; from docs/accuracy.md."""
    text = (ROOT / "docs/accuracy.md").read_text(encoding="utf-8")
    part = text.partition("## Metric by metric")[2].partition("\n## ")[0]
    found = {}
    for label, unit, rest in ACCURACY.findall(part):
        cells = [cell.strip() for cell in rest.split("|")]
        if len(cells) == 7 and not label.startswith("-") and label != "metric":
            found[label] = (unit, cells[4], cells[5], cells[6])
    return found


def not_given(handbook: Handbook) -> Iterable[tuple[str, ...]]:
    why = withheld(handbook)
    return ((one.label, why[one.id]) for one in handbook.metrics if one.id in why)


def topics(handbook: Handbook) -> Iterable[tuple[str, ...]]:
    return ((one.title, word(one.claim, handbook.lang), one.evidence) for one in handbook.topics)


def flags(handbook: Handbook) -> Iterable[tuple[str, ...]]:
    every = {flag.id: True for flag in questionnaire().flags}
    return ((flag.said, flag.advice) for flag in red_flags(every, translator(handbook.lang)))


def levels(handbook: Handbook) -> Iterable[tuple[str, ...]]:
    """Verdicts as the page words them."""
    with speaking(handbook.lang):
        said = level_words()
    for level, words in LEVELS.items():
        verdict, meaning = words[handbook.lang]
        yield f"**{verdict}**", said[level], meaning


def exercises(handbook: Handbook) -> Iterable[tuple[str, ...]]:
    folder = "../" * (1 if handbook.lang == "en" else 2) + "formcheck/report/figures"
    for one in handbook.exercises:
        picture = f'<img src="{folder}/{one.id}.svg" width="300" alt="{one.name}">'
        yield one.name, one.purpose, picture


def batch_columns(handbook: Handbook) -> list[tuple[Column, tuple[str, ...]]]:
    """Each column of a batch's table, with its words."""
    every = columns(handbook)
    with speaking(handbook.lang):
        return list(zip(every, meanings(every), strict=True))


def facts(handbook: Handbook) -> Iterable[tuple[str, ...]]:
    for column, (name, _, _, words) in batch_columns(handbook):
        if not column.label:
            yield f"`{name}`", words


def findings(handbook: Handbook) -> Iterable[tuple[str, ...]]:
    for column, (name, label, _, _) in batch_columns(handbook):
        if column.label and column.kind == "text" and not column.is_detail:
            yield f"`{name}`", label


def numbers(handbook: Handbook) -> Iterable[tuple[str, ...]]:
    for column, (name, label, unit, words) in batch_columns(handbook):
        if column.label and column.kind == "number" and not column.is_detail:
            yield f"`{name}`", label, unit or word("1", handbook.lang), words


TABLES: Final[dict[str, Table]] = {
    "definitions": definitions,
    "limits": limits,
    "errors": errors,
    "levels": levels,
    "withheld": not_given,
    "topics": topics,
    "flags": flags,
    "exercises": exercises,
    "facts": facts,
    "findings": findings,
    "numbers": numbers,
}


def table(name: str, lang: str) -> str:
    """The table as Markdown."""
    rows = [HEADS[name][lang], *TABLES[name](book(lang))]
    lines = ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return "\n".join(lines) + "\n"


def filled(text: str, lang: str) -> str:
    """The guide with its tables as they should be."""
    return MARK.sub(lambda found: found[1] + table(found[2], lang) + found[3], text)


def main(check: bool) -> int:
    stale = []
    for name, lang in GUIDES.items():
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        new = filled(text, lang)
        if new != text:
            stale.append(name)
            if not check:
                path.write_text(new, encoding="utf-8", newline="\n")
    for name in stale:
        print(f"{'stale' if check else 'written'}: {name}")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
