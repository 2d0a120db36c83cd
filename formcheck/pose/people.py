"""Who is who from frame to frame, and which of them is the runner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from scipy.optimize import linear_sum_assignment

from formcheck.pose.wire import People
from formcheck.skeleton import LANDMARKS
from formcheck.types import Floats

# All chosen by us; lengths in body heights (nose to lowest foot).
FARTHEST: Final = 0.35  # from where a person should be now
SIZES_ALIKE: Final = (0.6, 1.7)
LONGEST_ABSENCE_S: Final = 0.6
LIVELIEST: Final = 0.25  # feet apart swing by more than this in any running; more is no merit
SAME_PERSON: Final = 0.15  # two poses this near each other are one person seen twice

_HIPS: Final = [LANDMARKS.index("left_hip"), LANDMARKS.index("right_hip")]
_ANKLES: Final = [LANDMARKS.index("left_ankle"), LANDMARKS.index("right_ankle")]
_SHOULDERS: Final = [LANDMARKS.index("left_shoulder"), LANDMARKS.index("right_shoulder")]


@dataclass(slots=True)
class Person:
    """One person through the clip: the frames with a pose, and the poses, (33, 8) each."""

    frames: list[int] = field(default_factory=list)
    poses: list[Floats] = field(default_factory=list)

    def add(self, frame: int, pose: Floats) -> None:
        """Note where the person is in that frame."""
        self.frames.append(frame)
        self.poses.append(pose)


def centre(pose: Floats) -> Floats:
    """Mid-hip, (2,), px."""
    return np.asarray(pose[_HIPS, :2].mean(axis=0))


def height(pose: Floats) -> float:
    """About the body's height, px: from the trunk, which neither bends nor hides like legs."""
    trunk = pose[_SHOULDERS, :2].mean(axis=0) - pose[_HIPS, :2].mean(axis=0)
    box = float(np.ptp(pose[:, 1]))
    return max(float(np.hypot(*trunk)) / 0.3, 0.7 * box, 1.0)


def follow(found: Sequence[People], times_s: Floats) -> list[Person]:
    """Everybody in the clip, each followed by where they should be next.

    `found` are the poses of each frame. A person unseen for more than 0.6 s, or
    found elsewhere or at another size, becomes somebody new.
    """
    people: list[Person] = []
    for frame, poses in enumerate(found):
        now = _without_twins(poses)
        present = [p for p in people if times_s[frame] - times_s[p.frames[-1]] <= LONGEST_ABSENCE_S]
        taken = _match(present, now, frame, times_s)
        for k, pose in enumerate(now):
            if k in taken:
                present[taken[k]].add(frame, pose)
            else:
                people.append(Person([frame], [pose]))
    return people


def _without_twins(poses: People) -> list[Floats]:
    kept: list[Floats] = []
    for pose in sorted(poses.astype(float), key=lambda p: -float(p[:, 6].mean())):
        apart = [np.hypot(*(centre(pose) - centre(k))) / height(k) for k in kept]
        if not apart or min(apart) > SAME_PERSON:
            kept.append(pose)
    return kept


def _match(
    people: list[Person], poses: list[Floats], frame: int, times_s: Floats
) -> dict[int, int]:
    """Which pose is which person: pose index to person index."""
    if not people or not poses:
        return {}
    cost = np.array([[_distance(p, pose, frame, times_s) for p in people] for pose in poses])
    rows, columns = linear_sum_assignment(np.minimum(cost, 1e3))
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return {k: j for k, j in pairs if cost[k, j] <= FARTHEST}


def _distance(person: Person, pose: Floats, frame: int, times_s: Floats) -> float:
    """Body heights from where the person should be; infinite for another size."""
    last = person.poses[-1]
    ratio = height(pose) / height(last)
    if not SIZES_ALIKE[0] <= ratio <= SIZES_ALIKE[1]:
        return float("inf")
    expected = centre(last) + _velocity(person, times_s) * (
        times_s[frame] - times_s[person.frames[-1]]
    )
    return float(np.hypot(*(centre(pose) - expected))) / height(last)


def _velocity(person: Person, times_s: Floats) -> Floats:
    """Mean velocity over the last few poses, px/s; zero for a new person."""
    if len(person.frames) < 4:
        return np.zeros(2)
    first = max(-8, -len(person.frames))
    span_s = times_s[person.frames[-1]] - times_s[person.frames[first]]
    return np.asarray((centre(person.poses[-1]) - centre(person.poses[first])) / span_s)


def runner_among(people: list[Person], times_s: Floats) -> Person | None:
    """The one who runs: long in the picture, large, with legs that swing; None for nobody.

    Pieces of the same person, interrupted by an absence, are joined when size and place fit.
    """
    if not people:
        return None
    best = max(people, key=_score)
    for other in sorted(people, key=_score, reverse=True):
        if other is not best and _continues(best, other, times_s):
            best = _joined(best, other)
    return best


def _score(person: Person) -> float:
    poses = np.asarray(person.poses)
    size = float(np.median([height(p) for p in person.poses]))
    apart = poses[:, _ANKLES[0], :2] - poses[:, _ANKLES[1], :2]
    swing = float(np.std(np.hypot(*apart.T))) / size if len(poses) > 5 else 0.0
    return len(poses) * size * (0.02 + min(swing, LIVELIEST))


def _continues(person: Person, other: Person, times_s: Floats) -> bool:
    """Whether the two are never seen at once, alike in size and moving, and meet in place."""
    if set(person.frames) & set(other.frames) or len(other.frames) < 3:
        return False
    sizes = [float(np.median([height(p) for p in who.poses])) for who in (person, other)]
    if not SIZES_ALIKE[0] <= sizes[1] / sizes[0] <= SIZES_ALIKE[1]:
        return False
    meetings = [(a, b) for a in person.frames for b in (other.frames[0], other.frames[-1])]
    nearest, end = min(meetings, key=lambda pair: abs(pair[0] - pair[1]))
    gap_s = abs(float(times_s[end] - times_s[nearest]))
    mine = person.poses[person.frames.index(nearest)]
    theirs = other.poses[other.frames.index(end)]
    apart = float(np.hypot(*(centre(mine) - centre(theirs)))) / sizes[0]
    return apart <= FARTHEST + 2.0 * gap_s


def _joined(person: Person, other: Person) -> Person:
    pairs = sorted(
        zip(person.frames + other.frames, person.poses + other.poses, strict=True),
        key=lambda pair: pair[0],
    )
    return Person([f for f, _ in pairs], [p for _, p in pairs])
