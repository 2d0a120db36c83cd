"""Width and height of a picture, as a user gives them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from formcheck.errors import SettingsError
from formcheck.types.said import Said

SIDE_PX: Final = (16, 20_000)  # of a picture that a person can be seen in; chosen by us


def picture_size(given: str | Sequence[int] | None) -> tuple[int, int] | None:
    """Width and height, px; None stays None.

    >>> picture_size("1280x720"), picture_size([640, 480])
    ((1280, 720), (640, 480))

    Raises
    ------
    SettingsError : it is no size
    """
    if given is None:
        return None
    texts = given.lower().split("x") if isinstance(given, str) else [str(n) for n in given]
    sides = [int(text) for text in texts if text.strip().isdecimal()]
    low, high = SIDE_PX
    if not len(sides) == len(texts) == 2 or not all(low <= n <= high for n in sides):
        raise SettingsError(
            Said("The size {given!r} is no size of a picture.", given=str(given)),
            Said("Give width x height in pixels: --size 1280x720."),
        )
    return sides[0], sides[1]
