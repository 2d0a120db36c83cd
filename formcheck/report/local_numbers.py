"""Writes numbers into texts with the decimal sign of a language."""

from __future__ import annotations

import re
from numbers import Real
from string import Formatter
from typing import Any, Final

_NUMBERS: Final = re.compile(r"[-+±–\s\d.%°()]*")  # text of numbers and nothing else
_POINT: Final = re.compile(r"(?<![\d.])(\d+)\.(\d+)(?![\d.]*\.\d|\d)")  # no part of a version
# numbers inside sentences: no part of a version, file name, time or option
_IN_SENTENCE: Final = re.compile(r"(?<![\w.:/,-])([-+±]?\d+)\.(\d+)(?![\w.]*\.\d)")


def decimal_symbol(lang: str) -> str:
    """What stands between whole and broken: "." or ",".

    >>> decimal_symbol("nl"), decimal_symbol("en")
    (',', '.')
    """
    from babel import Locale, UnknownLocaleError
    from babel.numbers import get_decimal_symbol

    try:
        return get_decimal_symbol(Locale.parse(lang))
    except (UnknownLocaleError, ValueError):
        return "."


class Local(Formatter):
    """Fills templates as ``str.format`` does, numbers with this decimal sign.

    >>> Local(",").format("{cm:.1f} cm, {text}", cm=2.5, text="1.5 ± 0.2")
    '2,5 cm, 1,5 ± 0,2'
    """

    def __init__(self, symbol: str) -> None:
        self._symbol = symbol

    def format_field(self, value: Any, spec: str) -> Any:
        """One field; text stays as it is unless it is of numbers only."""
        text = super().format_field(value, spec)
        if isinstance(value, Real):
            return text.replace(".", self._symbol)
        return self.swapped(text) if _NUMBERS.fullmatch(text) else text

    def swapped(self, text: str) -> str:
        """Text of numbers with the decimal sign; a version keeps its points.

        >>> Local(",").swapped("1.5 ± 0.2"), Local(",").swapped("0.1.0")
        ('1,5 ± 0,2', '0.1.0')
        """
        return _POINT.sub(rf"\1{self._symbol}\2", text)

    def in_sentence(self, text: str) -> str:
        """A sentence whose numbers have the decimal sign; versions, times and names keep theirs.

        >>> Local(",").in_sentence("2.5 m with --slow-motion 4.8 and 1:10.5 of v1.2.3")
        '2,5 m with --slow-motion 4,8 and 1:10.5 of v1.2.3'
        """
        return _IN_SENTENCE.sub(rf"\1{self._symbol}\2", text)
