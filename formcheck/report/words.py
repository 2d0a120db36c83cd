"""Lets every text of a report pass through a translation.

``_("text")`` gives the text in the language of the moment; `speaking` sets it.
Catalogues are looked for in ``formcheck/locale``; where there is none the text
stays English.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from formcheck.types import Analysis

_CATALOGUES = Path(__file__).parents[1] / "locale"
_catalogue: ContextVar[gettext.NullTranslations] = ContextVar("catalogue")


def _(text: str) -> str:
    """The same text in the language of the moment.

    >>> _("left")
    'left'
    """
    catalogue = _catalogue.get(None)
    return text if catalogue is None else catalogue.gettext(text)


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Nothing; inside it every text is in `lang`, as far as it is translated."""
    catalogue = gettext.translation("formcheck", _CATALOGUES, [lang], fallback=True)
    token = _catalogue.set(catalogue)
    try:
        yield
    finally:
        _catalogue.reset(token)


def language(analysis: Analysis) -> str:
    """The language an analysis was asked for in."""
    return str(analysis.settings.get("lang", "en"))
