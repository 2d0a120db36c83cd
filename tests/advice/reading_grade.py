"""Prints how hard the texts for runners read: school years for English, ease for Dutch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from string import Formatter

from formcheck.advice.catalogue import catalogue
from formcheck.advice.language import translator
from formcheck.advice.tables import toml

VOWELS = {"en": "aeiouy", "nl": "aeiouyáéíóúäëïöüèê"}
SENTENCE, WORD = re.compile(r"[.!?]+(?:\s|$)"), re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def syllables(word: str, lang: str) -> int:
    """Groups of vowels; in English without a silent e at the end."""
    word = word.lower()
    groups = len(re.findall(f"[{VOWELS[lang]}]+", word))
    silent = lang == "en" and re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$", word) is not None
    return max(1, groups - silent)


def counted(texts: Iterable[str], lang: str) -> tuple[int, int, int]:
    """Sentences, words and syllables."""
    sentences = words = sounds = 0
    for text in texts:
        found = WORD.findall(text)
        sentences += max(1, len([part for part in SENTENCE.split(text) if part.strip()]))
        words += len(found)
        sounds += sum(syllables(word, lang) for word in found)
    return sentences, words, sounds


def grade(texts: Iterable[str]) -> float:
    """School years that English texts ask for, after Flesch and Kincaid (1975)."""
    sentences, words, sounds = counted(texts, "en")
    return 0.39 * words / sentences + 11.8 * sounds / words - 15.59


def ease(texts: Iterable[str]) -> float:
    """Ease of Dutch texts after Douma (1960): 100 is very easy, 60 to 70 is plain."""
    sentences, words, sounds = counted(texts, "nl")
    return 206.84 - 77.0 * sounds / words - 0.93 * words / sentences


def groups(lang: str) -> dict[str, list[str]]:
    """The texts a runner reads, by where they stand."""
    say = translator(lang)
    topics, exercises = catalogue().topics, toml("exercises.toml")["exercise"]
    flags = toml("questionnaire.toml")["flag"]
    found = {
        "headlines": [_filled(say(text)) for t in topics for text in t.headline.values()],
        "why": [say(t.why) for t in topics],
        "what to do": [
            _filled(say(x)) for t in topics for x in (*t.cue.values(), *t.drill.values())
        ],
        "how sure": [say(t.evidence) for t in topics],
        "exercises": [say(text) for row in exercises for text in _texts(row)],
        "red flags": [say(row[key]) for row in flags for key in ("ask", "said", "advice")],
        "answers": [say(row["answer"]) for row in toml("faq.toml")["answer"]],
    }
    return found | {"all": [text for texts in found.values() for text in texts]}


def _texts(row: dict) -> Iterator[str]:
    yield from (row[key] for key in ("purpose", "dose", "feel", "stop"))
    yield from row["steps"]


def _filled(text: str) -> str:
    """The text with a short clause or a number in its gaps."""
    seen = {"seen": "your step is 35 long", "why": "it was not seen", "compared": ""}
    names = [name for _, name, _, _ in Formatter().parse(text) if name]
    return text.format(**{name: seen.get(name, "35") for name in names})


def is_translated() -> bool:
    """Whether there is a Dutch catalogue."""
    return groups("nl")["why"] != groups("en")["why"]


if __name__ == "__main__":
    dutch = groups("nl") if is_translated() else {}
    for name, texts in groups("en").items():
        line = f"{name:<11} English grade {grade(texts):4.1f}"
        print(line + (f"   Dutch ease {ease(dutch[name]):5.1f}" if dutch else ""))
