"""On which day a clip was filmed, where the container says so.

| who writes it | where | example | the day is that of |
|---|---|---|---|
| iPhone, iPad | `com.apple.quicktime.creationdate` | 2026-05-06T23:40:00+0200 | the place |
| Sony, Canon and others | `date` | 2026-05-06T23:40:00+02:00 | the place |
| nearly all others | `creation_time` (`mvhd`, `mdhd` box) | 2026-05-06T21:40:00Z | Greenwich |

World time says another day than the place only of films of the night (in Europe after 22 or 23
hours, in America after 17 to 20 hours). Clocks that were never set write 1904 or 1970: no day.
A clip that was cut, sent or exported may have the day on which that was done.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from formcheck.types import Filmed

TAGS: Final = ("com.apple.quicktime.creationdate", "date", "creation_time")
FIRST_YEAR: Final = 1990  # before any camera of this kind; zeros of clocks are 1904, 1970, 1980
_DAY: Final = len("2026-05-06")


def find_filmed(*metadata: Mapping[str, str]) -> Filmed | None:
    """The day of filming by the first tag that has one, of the container before its streams.

    >>> find_filmed({"creation_time": "2026-05-06T21:40:00.000000Z"}).day
    '2026-05-06'
    >>> find_filmed({"creation_time": "1904-01-01T00:00:00.000000Z"}) is None
    True
    """
    for tag in TAGS:
        for said in metadata:
            day = _day(said.get(tag, ""))
            if day is not None:
                return Filmed(day.isoformat(), tag)
    return None


def _day(text: str) -> date | None:
    """The date that a moment begins with; None for a year alone, a zero or nonsense."""
    try:
        day = date.fromisoformat(text.strip()[:_DAY])
    except ValueError:
        return None
    return day if day.year >= FIRST_YEAR else None
