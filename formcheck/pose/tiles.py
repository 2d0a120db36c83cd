"""Small people, looked for in overlapping parts of some pictures.

The detector needs a person of 20-23 % of the picture's long side. Where nobody is seen
running, a few pictures are cut into tiles, and each tile is looked at on its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import tee
from typing import Final

import numpy as np
import numpy.typing as npt

from formcheck.pose.crowd import COLOURS, Looker, clothes, with_more
from formcheck.pose.motion import motion
from formcheck.pose.people import centre, follow
from formcheck.pose.wire import People
from formcheck.skeleton import LANDMARKS
from formcheck.types import Bools, Crowd, Floats, Frame, Pixels

# All chosen by us. Rendered runners of 100 px are found in parts of 360 px (16 of 16 pictures)
# and hardly in parts of 432 (1 of 16); whole pictures show those of 20 % of the long side.
TILE_PX: Final = 345
TILE_SHARE: Final = 0.18  # of the long side, where that is more: larger pictures cost no more
OVERLAP: Final = 0.45  # of a tile, so that somebody that high is whole in one of them
COARSER: Final = 2.0  # a second set of parts, for those too large for the first
EVERY_S: Final = 0.25  # between pictures, where somebody was found
FIRST_PICTURES: Final = 16  # to see whether anybody is there at all: 0.3 to 0.8 s each
MORE_PICTURES: Final = 32
AROUND_S: Final = 1.5  # before and after a sight it is worth looking further
UNATTENDED_S: Final = 1.0  # with nobody running for shorter than this nothing is looked for
FEWEST_POSES: Final = 8  # of somebody who counts as followed
NEAR_S: Final = 0.3  # from a pose: the person is still there
_CORE: Final = [LANDMARKS.index(n) for n in ("nose", "left_ankle", "right_ankle")]

Window = tuple[slice, slice]
Rows = npt.NDArray[np.int64]
Sights = dict[int, Floats]  # row of a frame -> (people, 2), mid-hips in it, px


def with_small_people(
    crowd: Crowd,
    looker: Looker,
    frames: Callable[[], Iterable[Frame]],
    progress: Callable[[int], None],
) -> Crowd:
    """The crowd with the people that only tiles show, in a few frames each."""
    rows = _unattended(crowd)
    first = _spread_out(rows, crowd.times_s, FIRST_PICTURES)
    tiles = windows(crowd.size_px)
    found = list(_look(looker, frames(), dict.fromkeys(first, tiles), progress))
    sights = {row: _hips(people) for row, people, _ in found if len(people)}
    more = _around(sights, rows, crowd.times_s, tiles)
    if more:
        found += _look(looker, frames(), more, progress)
    return with_more(crowd, found) if found else crowd


def _look(
    looker: Looker,
    frames: Iterable[Frame],
    wanted: dict[int, list[Window]],
    progress: Callable[[int], None],
) -> Iterator[tuple[int, People, npt.NDArray[np.float32]]]:
    """Row, poses and colours of everybody in the wanted tiles of the wanted frames."""
    mine, theirs = tee(_chosen(frames, wanted))
    answers = looker.look(
        np.ascontiguousarray(f.rgb[tile]) for f in theirs for tile in wanted[f.index]
    )
    for frame in mine:
        tiles = wanted[frame.index]
        people = np.concatenate([_moved(next(answers), tile, frame.rgb) for tile in tiles])
        looks = np.array([clothes(frame.rgb, pose) for pose in people], np.float32)
        progress(frame.index)
        yield frame.index, people, looks.reshape(-1, COLOURS)


def windows(size_px: tuple[int, int]) -> list[Window]:
    """Overlapping square parts, rows and columns, that cover a picture of that size twice.

    >>> len(windows((1280, 720))), len(windows((1920, 1080))), len(windows((3840, 2160)))
    (24, 65, 65)
    """
    fine = max(TILE_PX, round(TILE_SHARE * max(size_px)))
    sides = [fine, round(COARSER * fine)] if COARSER * fine < max(size_px) else [fine]
    return [
        (row, column)
        for side in sides
        for row in _spread(size_px[1], side)
        for column in _spread(size_px[0], side)
    ]


def _spread(edge: int, side: int) -> list[slice]:
    """Slices of that length from 0 to `edge`, evenly spread."""
    if edge <= side:
        return [slice(0, edge)]
    count = 1 + int(np.ceil((edge - side) / (side * (1 - OVERLAP))))
    return [slice(s, s + side) for s in np.linspace(0, edge - side, count).round().astype(int)]


def _moved(people: People, tile: Window, rgb: Pixels) -> People:
    """The people of a tile in the picture's pixels; only those who are whole in the tile."""
    rows, columns = tile
    moved = people.copy()
    moved[..., 0] += columns.start
    moved[..., 1] += rows.start
    core = moved[:, _CORE, :2]
    low = [columns.start or -np.inf, rows.start or -np.inf]
    high = [
        end if end < edge else np.inf
        for end, edge in zip((columns.stop, rows.stop), (rgb.shape[1], rgb.shape[0]), strict=True)
    ]
    return moved[((core > low) & (core < high)).all(axis=(1, 2))]


def _hips(people: People) -> Floats:
    return np.array([centre(pose) for pose in people])


def _chosen(frames: Iterable[Frame], wanted: dict[int, list[Window]]) -> Iterator[Frame]:
    last = max(wanted, default=-1)
    for frame in frames if wanted else ():
        if frame.index in wanted:
            yield frame
        if frame.index >= last:
            return


def _unattended(crowd: Crowd) -> Rows:
    """Rows of the frames in which nobody runs, for long."""
    return np.flatnonzero(_lasting(~_attended(crowd), crowd.times_s))


def _spread_out(rows: Rows, times_s: Floats, most: int) -> list[int]:
    """At most so many of the rows, evenly spread in time, `EVERY_S` apart or more."""
    if not len(rows):
        return []
    step_s = EVERY_S
    while True:
        slots = np.floor((times_s[rows] - times_s[rows[0]]) / step_s)
        first = np.flatnonzero(np.diff(slots, prepend=-1))
        if len(first) <= most:
            return [int(row) for row in rows[first]]
        step_s *= 1.1


def _around(
    sights: Sights, rows: Rows, times_s: Floats, tiles: list[Window]
) -> dict[int, list[Window]]:
    """More rows near those in which somebody was seen, and the tiles they may be in."""
    if not sights:
        return {}
    seen = np.array(sorted(sights))
    away_s = np.abs(np.subtract.outer(times_s[rows], times_s[seen]))
    near = _spread_out(rows[away_s.min(axis=1) <= AROUND_S], times_s, MORE_PICTURES)
    wanted = {}
    for row in sorted(set(near) - set(sights)):
        known = seen[np.abs(times_s[seen] - times_s[row]) <= AROUND_S]
        hips = np.concatenate([sights[k] for k in known])
        wanted[row] = [tile for tile in tiles if _may_hold(tile, hips)]
    return {row: some for row, some in wanted.items() if some}


def _may_hold(tile: Window, hips: Floats) -> bool:
    """Whether one of the points is in the tile or half its size beside it."""
    rows, columns = tile
    grown = (columns.stop - columns.start) / 2
    low, high = [columns.start - grown, rows.start], [columns.stop + grown, rows.stop]
    return bool(((hips >= low) & (hips < high)).all(axis=1).any())


def _attended(crowd: Crowd) -> Bools:
    """(frames,), whether somebody who runs is seen then, or a moment before or after."""
    times_s, near = crowd.times_s, np.zeros(len(crowd.times_s), bool)
    for person in follow(crowd.by_frame(), times_s):
        if len(person.frames) >= FEWEST_POSES and motion(person, times_s).does != "stands":
            seen_s = times_s[person.frames]
            k = np.searchsorted(seen_s, times_s).clip(1, len(seen_s) - 1)
            away_s = np.minimum(np.abs(times_s - seen_s[k - 1]), np.abs(times_s - seen_s[k]))
            near |= away_s <= NEAR_S
    return near


def _lasting(mask: Bools, times_s: Floats) -> Bools:
    """The mask without stretches shorter than `UNATTENDED_S`."""
    edges = np.flatnonzero(np.diff(mask.astype(int), prepend=0, append=0))
    kept = np.zeros(len(mask), bool)
    usual_s = float(np.median(np.diff(times_s))) if len(times_s) > 1 else 0.0
    for start, end in edges.reshape(-1, 2):
        if times_s[end - 1] - times_s[start] + usual_s >= min(UNATTENDED_S, times_s[-1]):
            kept[start:end] = True
    return kept
