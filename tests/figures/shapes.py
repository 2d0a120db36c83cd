"""Turns joints into smooth outlines: tubes that follow a middle line, as SVG path data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Station = tuple[float, float, float]  # share of the length; half width in front; behind

GRID = 5  # path data are in fifths of a picture unit, whole numbers
ROUND = 2  # points of a rounded end, besides its corners


def at(*xy: float) -> Points:
    """A point."""
    return np.array(xy, float)


def aim(angle_deg: float, length: float = 1.0) -> Points:
    """A step of that length: 0 is ahead (right), 90 up."""
    return length * np.array([np.cos(np.deg2rad(angle_deg)), np.sin(np.deg2rad(angle_deg))])


def bend(start: Points, end: Points, lengths: tuple[float, float], side: int) -> Points:
    """The joint between two bones that run from start to end; `side` 1 is left of the way."""
    way = end - start
    reach = min(float(np.hypot(*way)), sum(lengths) - 1e-6)
    along = way / np.hypot(*way)
    first = (reach**2 + lengths[0] ** 2 - lengths[1] ** 2) / (2 * reach)
    off = np.sqrt(max(0.0, lengths[0] ** 2 - first**2))
    return start + first * along + side * off * at(-along[1], along[0])


@dataclass(frozen=True)
class Line:
    """A smooth middle line through points."""

    points: Points

    @staticmethod
    def through(*points: Points) -> Line:
        """A spline through the points, finely divided."""
        knots = np.array(points)
        if len(knots) == 2:
            return Line(np.linspace(knots[0], knots[1], 40))
        held = np.vstack([2 * knots[0] - knots[1], knots, 2 * knots[-1] - knots[-2]])
        parts = [_between(held[k : k + 4]) for k in range(len(knots) - 1)]
        return Line(np.vstack(parts))

    def at(self, share: float) -> tuple[Points, Points]:
        """The point at that share of the length, and the unit vector along the line there."""
        steps = np.hypot(*np.diff(self.points, axis=0).T)
        gone = np.concatenate([[0], np.cumsum(steps)]) / steps.sum()
        point = at(*(np.interp(share, gone, self.points[:, k]) for k in (0, 1)))
        k = int(np.clip(np.searchsorted(gone, share), 3, len(gone) - 4))
        way = self.points[k + 3] - self.points[k - 3]
        return point, way / np.hypot(*way)

    def beside(self, share: float, off: float) -> Points:
        """The point that far to the left of the line."""
        point, way = self.at(share)
        return point + off * at(-way[1], way[0])


def _between(four: Points) -> Points:
    """Catmull-Rom from the second to the third of four points."""
    t = np.linspace(0, 1, 24, endpoint=False)[:, None]
    a, b, c, d = four
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )


def tube(line: Line, stations: Sequence[Station], facing: int = 1) -> Points:
    """The outline of a limb; "in front" is left of the way down for somebody facing right."""
    front = [line.beside(share, facing * ahead) for share, ahead, _ in stations]
    back = [line.beside(share, -facing * behind) for share, _, behind in stations]
    ends = []
    for share, sign, (left, right) in (
        (stations[0][0], -1, (back[0], front[0])),
        (stations[-1][0], 1, (front[-1], back[-1])),
    ):
        _, way = line.at(share)
        ends.append(_cap(left, right, sign * way))
    return np.vstack([front, ends[1], back[::-1], ends[0]])


def _cap(start: Points, end: Points, out: Points) -> Points:
    middle, half = (start + end) / 2, np.hypot(*(end - start)) / 2
    angles = np.linspace(0, np.pi, ROUND + 2)[1:-1]
    return np.array(
        [middle + (start - middle) * np.cos(a) + 0.8 * half * out * np.sin(a) for a in angles]
    )


def placed(shape: Points, origin: Points, angle_deg: float, size: float, facing: int = 1) -> Points:
    """A shape drawn round (0, 0), at its place."""
    turn = np.deg2rad(angle_deg)
    grid = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return origin + size * (shape * at(facing, 1)) @ grid.T


def disc(centre: Points, radius: float) -> Points:
    """A circle of eight points."""
    return np.array([centre + aim(45 * k, radius) for k in range(8)])


def closed(points: Points) -> str:
    """Path data of a smooth closed outline, always turning the same way round."""
    x, y = points.T
    if float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))) < 0:
        points = points[::-1]
    return _curves(np.vstack([points[-1], points, points[:2]])) + "z"


def opened(points: Points) -> str:
    """Path data of a smooth line."""
    return _curves(np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]]))


def _curves(held: Points) -> str:
    """Bézier curves through all but the first and last point, in whole `GRID`s."""
    here = np.rint(held[1] * GRID)
    words = ["M" + _numbers(here)]
    for k, (a, b, c, d) in enumerate(zip(held, held[1:], held[2:], held[3:], strict=False)):
        pulls = [c - (d - b) / 6, c] if k else [b + (c - a) / 6, c - (d - b) / 6, c]
        steps = [np.rint(point * GRID) - here for point in pulls]
        words.append("s" if k else "c")
        words.append(_numbers(*steps))
        here = here + steps[-1]
    return _tidy(words)


def _tidy(words: list[str]) -> str:
    """One text, a blank only where two numbers would run together."""
    text = ""
    for word in words:
        needs = text and text[-1].isdigit() and word and word[0].isdigit()
        text += f" {word}" if needs else word
    return text


def _numbers(*points: Points) -> str:
    return _tidy(
        [
            f"{value:.0f}".replace("-0", "0") if abs(value) < 0.5 else f"{value:.0f}"
            for point in points
            for value in point
        ]
    )
