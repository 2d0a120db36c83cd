"""Points of the pictures followed through a clip while its frames stream by.

1. Corners are chosen in one picture, the key (Shi and Tomasi 1994,
   doi:10.1109/CVPR.1994.323794).
2. Each later picture is searched for them, from coarse to fine, and back again: what does not
   come back to where it began is dropped (Bouguet 2001; Kalal 2010, doi:10.1109/ICPR.2010.675).
3. When half of them are gone, or they have moved far, that picture becomes the next key.

Every picture is compared with its key, not with its neighbour: so errors do not add up while
the camera stays, and what moves (belts, leaves, people) is soon lost while what stands is kept.
Which points belong to the background is decided later (`camera`), when the runner is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import cv2
import numpy as np

from formcheck.types import Bools, Floats, Frame, Pixels

LONG_SIDE_PX: Final = 480  # of the small pictures; all constants here chosen on rendered clips
MOST_POINTS: Final = 160
APART_PX: Final = 9
CORNER: Final = 0.01  # of the strongest corner of a square
# Mean difference of a point's surroundings then and now, as a share of their contrast: grain
# that fits itself has 0.8 to 1.1, what stands in a picture as grainy as itself 0.6
UNLIKE: Final = 0.6
SQUARES: Final = (4, 4)  # the picture is divided so, for points from all of it
WINDOW: Final = (13, 13)
LEVELS: Final = 2
UNTIL: Final = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 10, 0.03)
BACK_PX: Final = 0.7
KEPT: Final = 0.5  # fewer of the key's points left: the next key
FAR: Final = 0.12  # of the long side: moved further, a key shows too much that is new
FEWEST: Final = 8
LOST: Final = 15  # pictures in a row without the key's points, before another key is tried


@dataclass(frozen=True, slots=True)
class Sighting:
    """The points of a key found again in one picture, px of the picture as read.

    Attributes
    ----------
    key : index of the key's frame
    start : all points of the key, (points, 2), one array for all sightings of it
    found : which of them are in this picture, (points,)
    now : where those are, (found points, 2)
    """

    key: int
    start: Floats
    found: Bools
    now: Floats

    @property
    def then(self) -> Floats:
        """Where the points found were in the key, (found points, 2)."""
        return self.start[self.found]


@dataclass(slots=True)
class Follower:
    """Follows points from picture to picture; `sightings` has one for every frame seen."""

    sightings: list[Sighting] = field(default_factory=list)
    _key: int = 0
    _key_grey: Pixels | None = None
    _start: Floats = field(default_factory=lambda: np.empty((0, 2), np.float32))
    _start_in_full: Floats = field(default_factory=lambda: np.empty((0, 2), np.float32))
    _start_contrast: Floats = field(default_factory=lambda: np.empty(0, np.float32))
    _guess: Floats = field(default_factory=lambda: np.empty((0, 2), np.float32))
    _speed: Floats = field(default_factory=lambda: np.zeros(2, np.float32))
    _n_lost: int = 0

    def see(self, frame: Frame) -> None:
        """Look at the next picture; one seen before is left alone."""
        if frame.index < len(self.sightings):
            return
        grey, n = _small(frame.rgb), shrinking(frame.rgb.shape[1::-1])
        if self._key_grey is None:
            self._begin(frame.index, grey, n)
        found = self._found(grey)
        now = _in_full(self._guess[found], n)
        self.sightings.append(Sighting(self._key, self._start_in_full, found, now))
        if self._is_spent(found):
            self._begin(frame.index, grey, n)

    def _begin(self, index: int, grey: Pixels, n: int) -> None:
        self._key, self._key_grey = index, grey
        self._start = _corners(grey)
        self._start_in_full = _in_full(self._start, n)
        self._start_contrast = _contrast(grey, self._start)
        self._guess, self._n_lost = self._start + 0, 0

    def _found(self, grey: Pixels) -> Bools:
        """Which of the key's points are in this picture; `_guess` becomes where."""
        if not len(self._start) or self._key_grey is None:
            return np.zeros(len(self._start), bool)
        before = self._guess
        now, unlike = _flow(self._key_grey, grey, self._start, before + self._speed)
        back, _ = _flow(grey, self._key_grey, now, self._start)
        away_px = np.abs(back - self._start).max(axis=1)
        found = np.asarray((away_px < BACK_PX) & (unlike < UNLIKE * self._start_contrast))
        if found.sum() >= FEWEST:
            moved = np.median((now - before)[found], axis=0)
            self._speed = (0.5 * self._speed + 0.5 * moved).astype(np.float32)
            shift = np.median((now - self._start)[found], axis=0)
            now[~found] = self._start[~found] + shift
            self._guess = now
            return found
        return np.zeros(len(found), bool)

    def _is_spent(self, found: Bools) -> bool:
        if found.sum() < FEWEST:
            self._n_lost += 1
            return self._n_lost >= LOST or not len(found)
        self._n_lost = 0
        if found.sum() < KEPT * len(found):
            return True
        moved = np.median(np.abs(self._guess - self._start)[found], axis=0)
        return bool(moved.max() > FAR * LONG_SIDE_PX)


def followed(frames: Iterable[Frame], follower: Follower) -> Iterator[Frame]:
    """The frames as they come, each shown to the follower on its way."""
    for frame in frames:
        follower.see(frame)
        yield frame


def shrinking(size_px: tuple[int, int]) -> int:
    """How many pixels of a picture of that size make one of the small picture, each way.

    >>> shrinking((1920, 1080)), shrinking((720, 1280)), shrinking((320, 240))
    (4, 3, 1)
    """
    return max(1, round(max(size_px) / LONG_SIDE_PX))


def _small(rgb: Pixels) -> Pixels:
    """The picture grey and small; rows and columns that do not fill a pixel are left out."""
    height, width = rgb.shape[:2]
    n = shrinking((width, height))
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    if n > 1:
        grey = grey[: height // n * n, : width // n * n]
        grey = cv2.resize(grey, (width // n, height // n), interpolation=cv2.INTER_AREA)
    return np.asarray(grey, np.uint8)


def _in_full(points: Floats, n: int) -> Floats:
    """Places in the small picture as places in the whole one."""
    return np.asarray(n * points + (n - 1) / 2, np.float32)


def _corners(grey: Pixels) -> Floats:
    """Corners, (points, 2), a share of them from each square of the picture."""
    height, width = grey.shape
    rows, columns = SQUARES
    found = []
    for top, left in np.ndindex(*SQUARES):
        part = (
            slice(top * height // rows, (top + 1) * height // rows),
            slice(left * width // columns, (left + 1) * width // columns),
        )
        corners = _best(grey[part])
        found.append(corners + np.array([part[1].start, part[0].start], np.float32))
    return np.concatenate(found)


def _contrast(grey: Pixels, points: Floats) -> Floats:
    """Standard deviation of the grey round each point, 0 to 127."""
    exact = grey.astype(np.float32)
    mean, square = (cv2.boxFilter(each, -1, WINDOW) for each in (exact, exact * exact))
    x, y = points.astype(int).T
    return np.asarray(np.sqrt(np.maximum(square - mean * mean, 0.0))[y, x])


def _best(grey: Pixels) -> Floats:
    corners = cv2.goodFeaturesToTrack(
        grey, MOST_POINTS // (SQUARES[0] * SQUARES[1]), CORNER, APART_PX
    )
    return np.empty((0, 2), np.float32) if corners is None else corners.reshape(-1, 2)


def _flow(one: Pixels, other: Pixels, start: Floats, guess: Floats) -> tuple[Floats, Floats]:
    """Where the points of one picture are in another, and how much grey differs round them.

    The difference is infinite where a point was not found.
    """
    now, there, unlike = cv2.calcOpticalFlowPyrLK(
        one, other, start.astype(np.float32), guess.astype(np.float32),
        winSize=WINDOW, maxLevel=LEVELS, criteria=UNTIL, flags=cv2.OPTFLOW_USE_INITIAL_FLOW,
    )  # fmt: skip
    return now, np.where(there.reshape(-1) > 0, unlike.reshape(-1), np.inf)
