"""The part of a long list that one page shows, and the ways to what comes before and after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PAGE: Final = 50  # visits on one page; chosen by us


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a list.

    Attributes
    ----------
    skip : how many stand before it
    n_all : how many there are in the whole list
    """

    skip: int
    n_all: int

    @property
    def first(self) -> int:
        """Number of its first in the list, from 1."""
        return self.skip + 1

    @property
    def last(self) -> int:
        """Number of its last in the list, from 1."""
        return min(self.skip + PAGE, self.n_all)

    @property
    def before(self) -> int | None:
        """How many the part before it skips; None where there is none."""
        return max(0, self.skip - PAGE) if self.skip else None

    @property
    def after(self) -> int | None:
        """How many the part after it skips; None where there is none."""
        return self.last if self.last < self.n_all else None


def stretch(skip: int, n_all: int) -> Stretch:
    """The part after so many; the last one where the list has become shorter than that.

    >>> stretch(500, 120), stretch(0, 0)
    (Stretch(skip=100, n_all=120), Stretch(skip=0, n_all=0))
    """
    last = max(0, n_all - 1) // PAGE * PAGE
    return Stretch(skip if skip < n_all else last, n_all)
