"""Turns English texts and numbers into those of a reader's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from gettext import translation
from importlib.resources import files
from typing import Final

from formcheck.types.said import Said

COMMA: Final = frozenset({"nl"})  # languages that write 1,5 for one and a half


@dataclass(frozen=True, slots=True)
class Translator:
    """A function from English texts to a language; it writes numbers too."""

    lang: str
    text: Callable[[str], str]

    def __call__(self, text: str) -> str:
        """The text in that language; English where it is not in the catalogue.

        A text that was made of a template and fields is made again in the language.
        """
        if isinstance(text, Said):
            fields = {k: self(v) if isinstance(v, str) else v for k, v in text.fields.items()}
            return self.text(text.template).format(**fields) if fields else self.text(text.template)
        return self.text(text) if text else ""

    def number(self, value: float, decimals: int) -> str:
        """The number with that many decimals; a zero has no sign.

        >>> translator("nl").number(-0.234, 1), translator("en").number(-0.04, 1)
        ('-0,2', '0.0')
        """
        written = f"{round(value, decimals) + 0.0:.{decimals}f}"
        return written.replace(".", ",") if self.lang in COMMA else written

    def short(self, value: float) -> str:
        """The number with no more decimals than it has.

        >>> translator("nl").short(7.5), translator("nl").short(30.0)
        ('7,5', '30')
        """
        written = f"{value:g}"
        return written.replace(".", ",") if self.lang in COMMA else written


@cache
def translator(lang: str) -> Translator:
    """From English texts to that language; English where there is no catalogue."""
    folder = str(files("formcheck") / "locale")
    catalogue = translation("formcheck", folder, languages=[lang], fallback=True)
    return Translator(lang, catalogue.gettext)
