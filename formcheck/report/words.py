"""Lets every text of a report pass through a translation.

``_("text")`` gives the text in the language of the moment; `speaking` sets it.
Catalogues are looked for in ``formcheck/locale``; where there is none the text
stays English. ``_("{n} of {m}").format(n=1, m=2.5)`` writes numbers as that
language does; `told` says again what a stage said in English.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from formcheck.report.local_numbers import Local, decimal_symbol
from formcheck.types import Analysis
from formcheck.types.said import Said

_CATALOGUES = Path(__file__).parents[1] / "locale"
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class _Tongue:
    """A language with its texts and its way to write numbers."""

    lang: str
    catalogue: gettext.NullTranslations
    local: Local


_tongue: ContextVar[_Tongue | None] = ContextVar("tongue", default=None)


class Template(str):
    """A translated text whose numbers are written as its language does."""

    local: Local

    def format(self, *args: object, **fields: object) -> str:
        """The text with its fields filled in."""
        told_fields = {name: _field(value) for name, value in fields.items()}
        return self.local.vformat(self, args, told_fields)


def _(text: str) -> str:
    """The same text in the language of the moment.

    >>> _("left")
    'left'
    """
    tongue = _tongue.get()
    if tongue is None or not text:
        return text
    made = Template(tongue.catalogue.gettext(text))
    made.local = tongue.local
    return made


def told(text: str) -> str:
    """What a stage said, in the language of the moment.

    >>> told(Said("{n} gaps", n=2))
    '2 gaps'
    """
    if not isinstance(text, Said):
        words = str(_(text))
        return text if words == text else Said(text).told_as(words)
    if _tongue.get() is None:
        return text.english
    words = _(text.template)
    return text.told_as(words.format(**text.fields) if text.fields else str(words))


def localised(value: float | str) -> str:
    """A number, or the text of numbers, as the language of the moment writes them.

    >>> localised(24.5), localised("24.5 ± 1.2")
    ('24.5', '24.5 ± 1.2')
    """
    tongue = _tongue.get()
    text = value if isinstance(value, str) else f"{value:g}"
    return text if tongue is None else tongue.local.swapped(text)


def sentence(text: str) -> str:
    """A sentence with the numbers in it as the language of the moment writes them."""
    tongue = _tongue.get()
    return text if tongue is None else tongue.local.in_sentence(text)


def day(moment: date) -> str:
    """A date in words: ``6 May 2026``, or as the language of the moment has it."""
    return _day(moment, spoken())


@lru_cache(maxsize=4096)  # ten years, which is what a list has at most
def _day(moment: date, lang: str) -> str:
    from babel.dates import format_date

    return format_date(moment, "d MMMM y", lang)


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Nothing; inside it every text is in `lang`, as far as it is translated."""
    token = _tongue.set(_in(lang))
    try:
        yield
    finally:
        _tongue.reset(token)


def speak(lang: str) -> None:
    """Nothing; from now on every text is in `lang`, as far as it is translated."""
    _tongue.set(_in(lang))


def language(analysis: Analysis) -> str:
    """The language an analysis was asked for in."""
    return str(analysis.settings.get("lang", ENGLISH))


def spoken() -> str:
    """The language of the moment."""
    tongue = _tongue.get()
    return tongue.lang if tongue else ENGLISH


@cache
def _in(lang: str) -> _Tongue | None:
    """The language; None for English, in which everything is written."""
    if lang == ENGLISH:
        return None
    catalogue = gettext.translation("formcheck", _CATALOGUES, [lang], fallback=True)
    return _Tongue(lang, catalogue, Local(decimal_symbol(lang)))


def _field(value: object) -> object:
    return told(value) if isinstance(value, Said) else value
