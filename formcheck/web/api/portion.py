"""Gives long lists in portions, and says how long the whole list is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import Depends, Query, Response

TOTAL: Final = "X-Total-Count"
USUAL, MOST, MOST_SKIPPED = 100, 500, 10**9  # of a list at once; chosen by us
# How an operation that gives a portion says so in OpenAPI.
WITH_TOTAL: Final[dict[int | str, dict[str, Any]]] = {
    200: {"headers": {TOTAL: {
        "description": "How many there are in all, of which this is a portion.",
        "schema": {"type": "integer", "minimum": 0},
    }}},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Portion:
    """How many of a list are wanted at most, and how many of its beginning are not."""

    limit: int
    skip: int
    response: Response

    def of(self, n_all: int) -> None:
        """Nothing; the answer says how many there are in all."""
        self.response.headers[TOTAL] = str(n_all)


def portion(
    response: Response,
    limit: Annotated[int, Query(ge=1, le=MOST, description="How many at most.")] = USUAL,
    skip: Annotated[
        int, Query(ge=0, le=MOST_SKIPPED, description="How many of the newest to leave out.")
    ] = 0,
) -> Portion:
    """The portion of a list that is asked for."""
    return Portion(limit, skip, response)


Wanted = Annotated[Portion, Depends(portion)]
