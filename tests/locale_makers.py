"""What the tests of texts share: catalogues, and every text with its Dutch."""

from __future__ import annotations

from functools import cache

import translations

LANG = "nl"


@cache
def pairs() -> tuple[tuple[str, str], ...]:
    """Each English text with its Dutch."""
    messages = translations.catalogue(LANG)
    return tuple((str(m.id), str(m.string)) for m in messages if m.id)
