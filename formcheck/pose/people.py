"""Who is who from frame to frame: poses joined into persons."""

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
FASTEST: Final = 2.0  # body heights a second by which a person may have gone elsewhere meanwhile
SIZES_ALIKE: Final = (0.6, 1.7)
LONGEST_ABSENCE_S: Final = 0.6
SAME_PERSON: Final = 0.15  # two poses this near each other are one person seen twice
OTHER_CLOTHES: Final = 60.0  # of 255, root mean square; red against blue is 70 to 90
LIGHT: Final = (0.5, 2.0)  # times as much light on the same clothes
AT_ONCE_S: Final = 0.15
OFTEN: Final = 3.0  # times as far as usual is allowed, where colours vary more
SLOWLY: Final = 0.03  # how much of what clothes look like now enters what they usually look like

_HIPS: Final = [LANDMARKS.index("left_hip"), LANDMARKS.index("right_hip")]
_SHOULDERS: Final = [LANDMARKS.index("left_shoulder"), LANDMARKS.index("right_shoulder")]


@dataclass(slots=True)
class Person:
    """One person through the clip: the frames with a pose, and the poses, (33, 8) each.

    `rows` says where the poses stand among those of the whole clip; `clothes` are the
    colours usual of late, (6,), NaN where not known, and `varying` how far from them the
    colours usually are: arms, shadows and badly met trunks change what is seen.
    """

    frames: list[int] = field(default_factory=list)
    poses: list[People] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    clothes: Floats = field(default_factory=lambda: np.full(6, np.nan))
    varying: float = 0.0

    def add(self, frame: int, pose: People, row: int, colours: Floats) -> None:
        """Note where the person is in that frame, and in which colours."""
        self.frames.append(frame)
        self.poses.append(pose)
        self.rows.append(row)
        self.varying += SLOWLY * (colours_apart(self.clothes, colours) - self.varying)
        newer = np.where(np.isnan(self.clothes), colours, self.clothes)
        changed = np.where(np.isnan(colours), newer, colours) - newer
        self.clothes = newer + SLOWLY * changed


def centre(pose: People | Floats) -> Floats:
    """Mid-hip, (2,), px."""
    return np.asarray(pose[_HIPS, :2].mean(axis=0), float)


def height(pose: People | Floats) -> float:
    """About the body's height, px: from the trunk, which neither bends nor hides like legs."""
    trunk = pose[_SHOULDERS, :2].mean(axis=0) - pose[_HIPS, :2].mean(axis=0)
    box = float(np.ptp(pose[:, 1]))
    return max(float(np.hypot(*trunk)) / 0.3, 0.7 * box, 1.0)


def usual_height(person: Person) -> float:
    """The median of the person's heights, px."""
    return float(np.median([height(pose) for pose in person.poses]))


def follow(found: Sequence[People], times_s: Floats, colours: Floats | None = None) -> list[Person]:
    """Everybody in the clip, each followed by where they should be next and what they wear.

    `found` are the poses of each frame, `colours` (poses, 6) their clothes, if known. A
    person unseen for more than 0.6 s, or found elsewhere, at another size or in other
    clothes, becomes somebody new.
    """
    if colours is None:
        colours = np.full((sum(map(len, found)), 6), np.nan)
    people: list[Person] = []
    present: list[Person] = []
    first_row = 0
    for frame, poses in enumerate(found):
        present = [
            p for p in present if times_s[frame] - times_s[p.frames[-1]] <= LONGEST_ABSENCE_S
        ]
        now = _without_twins(poses)
        looks = colours[first_row : first_row + len(poses)]
        seen = [(poses[k], looks[k]) for k in now]
        taken = _match(present, seen, frame, times_s)
        arrived = [Person() for _ in range(len(now) - len(taken))]
        free = iter(arrived)
        for place, k in enumerate(now):
            who = present[taken[place]] if place in taken else next(free)
            who.add(frame, poses[k], first_row + k, looks[k])
        present += arrived
        people += arrived
        first_row += len(poses)
    return people


def _without_twins(poses: People) -> list[int]:
    """Which of the poses are different persons, the surest first."""
    if len(poses) < 2:
        return list(range(len(poses)))
    kept: list[int] = []
    for k in np.argsort(-poses[:, :, 6].mean(axis=1), kind="stable").tolist():
        here, tall = centre(poses[k]), height(poses[k])
        apart = [np.hypot(*(here - centre(poses[j]))) / max(tall, height(poses[j])) for j in kept]
        if not apart or min(apart) > SAME_PERSON:
            kept.append(k)
    return kept


def _match(
    people: list[Person], seen: list[tuple[People, Floats]], frame: int, times_s: Floats
) -> dict[int, int]:
    """Which pose is which person: pose index to person index."""
    if not people or not seen:
        return {}
    cost = np.array(
        [
            [_distance(p, pose, frame, times_s) + _other_clothes(p, look) for p in people]
            for pose, look in seen
        ]
    )
    rows, columns = linear_sum_assignment(np.minimum(cost, 1e3))
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return {k: j for k, j in pairs if cost[k, j] <= 2.0}


def _distance(person: Person, pose: People, frame: int, times_s: Floats) -> float:
    """How far from where the person should be, as a share of what is allowed.

    Infinite for another size.
    """
    last = person.poses[-1]
    ratio = height(pose) / height(last)
    if not SIZES_ALIKE[0] <= ratio <= SIZES_ALIKE[1]:
        return float("inf")
    gap_s = float(times_s[frame] - times_s[person.frames[-1]])
    expected = centre(last) + _velocity(person, times_s) * gap_s
    away = float(np.hypot(*(centre(pose) - expected))) / height(last)
    unknown_s = gap_s if len(person.frames) < 4 else 0.0
    share = away / (FARTHEST + FASTEST * unknown_s)
    return share if share <= 1 else float("inf")


def _other_clothes(person: Person, look: Floats) -> float:
    """How different the clothes are, as a share of what is allowed; infinite beyond it."""
    allowed = max(OTHER_CLOTHES, OFTEN * person.varying)
    apart = colours_apart(person.clothes, look) / allowed
    return apart if apart <= 1 else float("inf")


def colours_apart(one: Floats, other: Floats) -> float:
    """Root mean square between two persons' colours, 0 to 255; 0 where unknown.

    Up to twice the light, or half of it, makes no difference: the sun comes and goes.

    >>> colours_apart(np.array([200.0, 40, 40]), np.array([100.0, 20, 20]))
    0.0
    """
    known = np.isfinite(one) & np.isfinite(other)
    if not known.any():
        return 0.0
    a, b = one[known], other[known]
    light = float(np.clip((a @ b) / max(float(a @ a), 1.0), *LIGHT))
    return float(np.sqrt(np.mean((b - light * a) ** 2)))


def _velocity(person: Person, times_s: Floats) -> Floats:
    """Mean velocity over the last few poses, px/s; zero for a new person."""
    if len(person.frames) < 4:
        return np.zeros(2)
    first = max(-8, -len(person.frames))
    span_s = times_s[person.frames[-1]] - times_s[person.frames[first]]
    return np.asarray((centre(person.poses[-1]) - centre(person.poses[first])) / span_s)


def whole(people: Sequence[Person], times_s: Floats, colours: Floats | None = None) -> list[Person]:
    """The same with pieces of one person joined, those with most frames first.

    Pieces belong together when they are never seen at once and size, place and, where
    `colours` (poses, 6) are given, clothes fit.
    """
    left = sorted(people, key=lambda p: -len(p.frames))
    joined: list[Person] = []
    while left:
        person = left.pop(0)
        again = True
        while again:
            other = next((o for o in left if _continues(person, o, times_s, colours)), None)
            again = other is not None
            if other is not None:
                left.remove(other)
                person = _joined(person, other)
        joined.append(person)
    return joined


def _continues(person: Person, other: Person, times_s: Floats, colours: Floats | None) -> bool:
    """Whether the two are never seen at once, alike in size and moving, and meet in place."""
    if len(other.frames) < 3 or set(person.frames) & set(other.frames):
        return False
    sizes = [usual_height(person), usual_height(other)]
    if not SIZES_ALIKE[0] <= sizes[1] / sizes[0] <= SIZES_ALIKE[1]:
        return False
    ends = (other.frames[0], other.frames[-1])
    nearest, end = min(
        ((a, b) for a in person.frames for b in ends), key=lambda pair: abs(pair[0] - pair[1])
    )
    gap_s = abs(float(times_s[end] - times_s[nearest]))
    mine = person.poses[person.frames.index(nearest)]
    theirs = other.poses[other.frames.index(end)]
    apart = float(np.hypot(*(centre(mine) - centre(theirs)))) / sizes[0]
    if gap_s <= AT_ONCE_S and apart <= SAME_PERSON:
        return True  # nobody takes somebody's place at once: the light or the network changed
    fits = apart <= FARTHEST + FASTEST * gap_s
    return fits and (colours is None or _alike(person, other, colours))


def _alike(person: Person, other: Person, colours: Floats) -> bool:
    """Whether the two usually wear the same."""
    usual = [usual_colour(colours[who.rows]) for who in (person, other)]
    return colours_apart(*usual) <= OTHER_CLOTHES


def usual_colour(colours: Floats) -> Floats:
    """The median of colours, (6,), leaving out poses of which not all are known."""
    known = colours[np.isfinite(colours).all(axis=1)]
    return np.asarray(np.median(known, axis=0)) if len(known) else np.full(6, np.nan)


def _joined(person: Person, other: Person) -> Person:
    frames = np.array(person.frames + other.frames)
    poses, rows = person.poses + other.poses, person.rows + other.rows
    order = np.argsort(frames).tolist()
    return Person(
        [int(frames[k]) for k in order],
        [poses[k] for k in order],
        [rows[k] for k in order],
        person.clothes,
    )
