"""A quick look at few pictures with the lightest network: who is there, and roughly how.

Good enough to tell running from walking and one person from several; no number is
measured from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from formcheck.pose.backends import BACKENDS, STORED, choose
from formcheck.pose.candidates import NO_SWING
from formcheck.pose.motion import LIVELIEST, motion
from formcheck.pose.people import Person, follow, usual_height, whole
from formcheck.pose.wire import VALUES, People
from formcheck.settings import Model
from formcheck.skeleton import LANDMARKS
from formcheck.types import Floats, Frame, Pixels, Track

LONG_SIDE_PX: Final = 640  # networks look at 224 and 256 px; larger pictures only cost time
MOST_PEOPLE: Final = 4
LIGHT: Final[Model] = "lite"
FEWEST_FRAMES: Final = 8
OFTEN: Final = 0.3  # of the pictures somebody is in to be counted; by us
LEAST_HEIGHT: Final = 0.4  # of the runner's height; smaller people are far behind; by us


@dataclass(frozen=True, slots=True)
class Glance:
    """What one burst of pictures shows: the runner's landmarks, None for nobody; how many."""

    track: Track | None
    n_people: int


def glance(
    bursts: Iterable[Iterable[Frame]], size_px: tuple[int, int], backend: str = "auto"
) -> Iterator[Glance]:
    """What each burst shows, one after the other; pictures are looked at as they come.

    Where landmarks were stored, it takes another backend: they show no other part of the clip.

    Raises
    ------
    ModelError : the network or its library cannot be used
    """
    scale = min(1.0, LONG_SIDE_PX / max(size_px))
    chosen = choose("auto" if backend == STORED else backend)
    with BACKENDS[chosen](LIGHT, people=MOST_PEOPLE) as looker:
        for burst in bursts:
            times_s: list[float] = []
            found = list(looker.look(_shrunk(burst, scale, times_s)))
            yield _glance([_grown(people, scale) for people in found], np.array(times_s), size_px)


def _shrunk(frames: Iterable[Frame], scale: float, times_s: list[float]) -> Iterator[Pixels]:
    for frame in frames:
        times_s.append(frame.time_s)
        if scale == 1.0:
            yield frame.rgb
        else:
            small = cv2.resize(frame.rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            yield np.ascontiguousarray(small)


def _grown(people: People, scale: float) -> People:
    grown = people.copy()
    grown[..., :3] /= scale
    return grown


def _glance(found: list[People], times_s: Floats, size_px: tuple[int, int]) -> Glance:
    people = whole(follow(found, times_s), times_s)
    runner = max(people, key=lambda person: _promise(person, times_s), default=None)
    if runner is None or len(runner.frames) < FEWEST_FRAMES:
        return Glance(None, 0)
    least = LEAST_HEIGHT * usual_height(runner)
    n_people = sum(
        len(p.frames) >= OFTEN * len(times_s) and usual_height(p) >= least for p in people
    )
    poses = np.full((len(times_s), len(LANDMARKS), VALUES), np.nan)
    poses[runner.frames] = runner.poses
    return Glance(_track(poses, times_s, size_px), max(1, n_people))


def _promise(person: Person, times_s: Floats) -> float:
    """How much a person looks like the runner: long in the pictures, large, swinging the legs."""
    swing = min(motion(person, times_s).swing, LIVELIEST)
    return len(person.frames) * usual_height(person) * (NO_SWING + swing)


def _track(poses: Floats, times_s: Floats, size_px: tuple[int, int]) -> Track:
    """The same as a track; landmarks outside the picture are invented, and NaN."""
    xy = poses[..., :2].copy()
    xy[(xy < 0).any(axis=-1) | (xy >= np.array(size_px)).any(axis=-1)] = np.nan
    sight, presence = np.nan_to_num(poses[..., 6]), np.nan_to_num(poses[..., 7])
    return Track(xy, poses[..., 2], poses[..., 3:6], sight, presence, times_s, size_px)
