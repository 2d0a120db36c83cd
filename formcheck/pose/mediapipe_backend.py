"""The reference backend: MediaPipe's PoseLandmarker on every picture, then a second look.

1. Every frame as a whole: everybody in it (five at most).
2. The runner among them, followed through the clip.
3. A second look, enlarged, at frames where the runner was missed, and at all frames
   when the runner is small: the detector needs a person of 20-25 % of the picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import tee
from typing import Final

import numpy as np

from formcheck.errors import NoRunnerError
from formcheck.pose.models import model_path
from formcheck.pose.people import Person, centre, follow, height, runner_among
from formcheck.pose.pool import PosePool
from formcheck.pose.wire import VALUES, People
from formcheck.settings import Model
from formcheck.skeleton import LANDMARKS
from formcheck.types import Floats, Frame, Pixels, Track

MOST_PEOPLE: Final = 5
SMALL: Final = 0.30  # of the long side; smaller runners are looked at again, enlarged
ROOM: Final = 2.4  # body heights across the enlarged part
BEYOND_S: Final = 0.5  # how far before the first and after the last sight it is worth looking
NEAR: Final = 0.3  # body heights from where the runner should be
SIZE: Final = (0.6, 1.6)
FEWEST_FRAMES: Final = 8

Progress = Callable[[int], None]


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


def find_runner(
    frames: Callable[[], Iterable[Frame]],
    size_px: tuple[int, int],
    model: Model,
    progress: Progress = lambda done: None,
) -> Track:
    """The runner's landmarks in every frame; landmarks outside the picture are NaN.

    `frames` gives the clip's frames from the start, each time it is called; `progress`
    is told how many pictures have been looked at.

    Raises
    ------
    NoRunnerError : nobody is in the clip
    ModelError : the network or its library cannot be used
    """
    with PosePool(model_path(model), MOST_PEOPLE) as pool:
        found, times_s = _look(pool, frames(), progress)
        runner = runner_among(follow(found, times_s), times_s)
        if runner is None or len(runner.frames) < FEWEST_FRAMES:
            raise NoRunnerError(
                "No running found: no person is seen in the clip.",
                "Film one runner, whole body in the picture, for 10 to 30 seconds.",
            )
        poses = _table(runner, len(times_s))
        again = _worth_another_look(runner, poses, times_s, size_px)
        if again:
            parts = _enlarged(frames(), again, size_px)
            for k, people in zip(sorted(again), pool.look(parts), strict=False):
                _improve(poses, k, people, again[k], size_px)
                progress(len(times_s) + k)
    return _track(poses, times_s, size_px)


def _look(
    pool: PosePool, frames: Iterable[Frame], progress: Progress
) -> tuple[list[People], Floats]:
    """The people in each frame, and when each frame was."""
    mine, theirs = tee(frames)
    times: list[float] = []
    found: list[People] = []
    for people in pool.look(frame.rgb for frame in theirs):
        times.append(next(mine).time_s)
        found.append(people)
        progress(len(found))
    return found, np.array(times)


def _table(runner: Person, n_frames: int) -> Floats:
    """Poses of all frames, (frames, 33, 8), NaN where the runner was not found."""
    poses = np.full((n_frames, len(LANDMARKS), VALUES), np.nan)
    poses[runner.frames] = runner.poses
    return poses


def _worth_another_look(
    runner: Person, poses: Floats, times_s: Floats, size_px: tuple[int, int]
) -> dict[int, Place]:
    """The frames to enlarge, with the place to look at."""
    known = np.array(runner.frames)
    at = np.array([[*centre(p), height(p)] for p in runner.poses])
    usual = float(np.median(at[:, 2]))
    steady = np.abs(at[:, 2] / usual - 1) < 0.35
    if steady.sum() < FEWEST_FRAMES:
        return {}
    known, at = known[steady], at[steady]
    first_s, last_s = times_s[known[0]] - BEYOND_S, times_s[known[-1]] + BEYOND_S
    small = usual < SMALL * max(size_px)
    missed = np.isnan(poses[:, 0, 0])
    missed[np.array(runner.frames)[~steady]] = True
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


def _enlarged(
    frames: Iterable[Frame], again: dict[int, Place], size_px: tuple[int, int]
) -> Iterator[Pixels]:
    """The wanted parts of the wanted frames, in order."""
    last = max(again)
    for frame in frames:
        if frame.index in again:
            yield frame.rgb[again[frame.index].window(size_px)]
        if frame.index >= last:
            return


def _improve(
    poses: Floats, row: int, people: People, place: Place, size_px: tuple[int, int]
) -> None:
    """Put what an enlarged part shows into the table; drop what is clearly somebody else."""
    rows, columns = place.window(size_px)
    moved = people.astype(float)
    moved[..., 0] += columns.start
    moved[..., 1] += rows.start
    best = min(moved, key=lambda pose: _away(pose, place), default=None)
    if best is not None and _away(best, place) <= NEAR:
        poses[row] = best
    elif np.isfinite(poses[row, 0, 0]) and _away(poses[row], place) > NEAR:
        poses[row] = np.nan


def _away(pose: Floats, place: Place) -> float:
    """Body heights from the place; infinite for another size."""
    if not SIZE[0] <= height(pose) / place.height <= SIZE[1]:
        return float("inf")
    return float(np.hypot(*(centre(pose) - (place.x, place.y)))) / place.height


def _track(poses: Floats, times_s: Floats, size_px: tuple[int, int]) -> Track:
    xy = poses[..., :2].copy()
    outside = (xy < 0).any(axis=-1) | (xy >= np.array(size_px)).any(axis=-1)
    xy[outside] = np.nan
    return Track(
        xy=xy,
        depth=poses[..., 2],
        world=poses[..., 3:6],
        visibility=np.nan_to_num(poses[..., 6]),
        presence=np.nan_to_num(poses[..., 7]),
        times_s=times_s,
        size_px=size_px,
    )
