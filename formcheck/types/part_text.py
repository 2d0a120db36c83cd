"""Reads which part of a clip somebody means: two moments, in seconds or in minutes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, Literal

from formcheck.errors import SettingsError
from formcheck.types.said import Said

SHORTEST_PART_S: Final = 1.0  # less holds no two strides
_PART_HINT: Final = Said(
    "Give start and end in seconds or minutes: --part 12-40, --part 1:10-2:00."
)


def part_s(given: str | Sequence[float] | None) -> Literal["all"] | tuple[float, float] | None:
    """Start and end in seconds; "all" and None stay as they are.

    >>> part_s("12-40"), part_s("1:10-2:00.5")
    ((12.0, 40.0), (70.0, 120.5))
    """
    if given is None or given == "all":
        return "all" if given else None
    texts = given.split("-") if isinstance(given, str) else [str(number) for number in given]
    try:
        start_s, end_s = (_seconds(text) for text in texts)
    except ValueError:
        raise SettingsError(
            Said("The part {given!r} is no part of a clip.", given=given), _PART_HINT
        ) from None
    if not (start_s >= 0 and start_s + SHORTEST_PART_S <= end_s < math.inf):
        raise SettingsError(
            Said(
                "The part from {start_s:g} to {end_s:g} s is shorter than {shortest_part_s:g} s.",
                start_s=start_s,
                end_s=end_s,
                shortest_part_s=SHORTEST_PART_S,
            ),
            _PART_HINT,
        )
    return start_s, end_s


def _seconds(text: str) -> float:
    """Seconds out of ``75``, ``1:15`` or ``1:02:03.5``."""
    seconds = 0.0
    for piece in text.strip().split(":"):
        seconds = 60 * seconds + float(piece)
    return seconds
