"""Where in a picture the runner should be, and the part of it to enlarge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.pose.people import Person, centre, height
from formcheck.types import Floats

SMALL: Final = 0.30  # of the long side; smaller runners are looked at again, enlarged
ROOM: Final = 2.4  # body heights across the enlarged part
BEYOND_S: Final = 0.5  # how far before the first and after the last sight it is worth looking
FEWEST_SIGHTS: Final = 3  # of usual size, to know where to look
UNUSUAL: Final = 0.35  # a size that differs by that share is no good sight


@dataclass(frozen=True, slots=True)
class Place:
    """Where the runner should be in a frame: mid-hip and body height, px."""

    x: float
    y: float
    height: float

    def window(self, size_px: tuple[int, int]) -> tuple[slice, slice]:
        """The part of a picture of that size to enlarge, rows and columns."""
        half = self.height * ROOM / 2
        columns, rows = (
            slice(max(0, round(at - half)), min(edge, round(at + half)))
            for at, edge in zip((self.x, self.y), size_px, strict=True)
        )
        return rows, columns

    def inside(self, size_px: tuple[int, int]) -> bool:
        """Whether the mid-hip is in the picture."""
        return 0 <= self.x < size_px[0] and 0 <= self.y < size_px[1]

    def times(self, scale: float) -> Place:
        """The same place in a picture that many times larger."""
        return Place(self.x * scale, self.y * scale, self.height * scale)


def worth_another_look(
    runner: Person, times_s: Floats, size_px: tuple[int, int]
) -> dict[int, Place]:
    """The frames to enlarge, with the place to look at."""
    known = np.array(runner.frames)
    at = np.array([[*centre(p), height(p)] for p in runner.poses])
    usual = np.median(at[:, 2])
    steady = np.abs(at[:, 2] / usual - 1) < UNUSUAL
    if steady.sum() < FEWEST_SIGHTS:
        return {}
    small = usual < SMALL * max(size_px)
    missed = np.ones(len(times_s), bool)
    missed[known[steady]] = False
    known, at = known[steady], at[steady]
    first_s, last_s = times_s[known[0]] - BEYOND_S, times_s[known[-1]] + BEYOND_S
    wanted = [
        k for k in range(len(times_s)) if (small or missed[k]) and first_s <= times_s[k] <= last_s
    ]
    places = {k: _place(times_s[k], times_s[known], at) for k in wanted}
    return {k: place for k, place in places.items() if place.inside(size_px)}


def _place(at_s: float, known_s: Floats, at: Floats) -> Place:
    """Interpolated between sightings; carried on by the overall motion beyond them."""
    x, y, size = (float(np.interp(at_s, known_s, at[:, k])) for k in range(3))
    beyond = at_s - float(np.clip(at_s, known_s[0], known_s[-1]))
    if beyond:
        nearest = slice(None, 30) if beyond < 0 else slice(-30, None)
        x += beyond * float(np.polyfit(known_s[nearest], at[nearest, 0], 1)[0])
    return Place(x, y, size)
