"""Everybody in a clip worth a number, each with what speaks for being the runner."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from formcheck.pose.motion import LIVELIEST, UNKNOWN_BEAT, Motion, motion
from formcheck.pose.people import Person, centre, follow, whole
from formcheck.skeleton import LANDMARKS
from formcheck.types import Crowd, Floats

# All chosen by us.
FEWEST_SIGHTS: Final = 3  # of a person worth a number
SHORTEST_S: Final = 0.4  # from the first to the last of them
FAINTEST: Final = 0.03  # of the best score: less is a piece of somebody, or nobody
SPARSE_S: Final = 0.3  # between two sights for which the person counts as seen
MOST_LISTED: Final = 9
SAME_MOTION: Final = 0.93  # correlation of the ankles' distances: a mirror image
MIRROR_S: Final = 2.0  # two runners may keep in step for less
AT_THE_EDGE: Final = 0.3  # of the score of somebody whose head or feet are never in the picture
OFF_THE_BEAT: Final = 0.3  # of the score of somebody whose legs have no beat at all
OFF_CENTRE: Final = 0.8  # of the score of somebody at the left or right edge
NO_SWING: Final = 0.02  # counts as that much swing: of people who stand one is chosen, too
_CORE: Final = [LANDMARKS.index(n) for n in ("nose", "left_ankle", "right_ankle")]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person with the motion and what speaks for measuring that one."""

    person: Person
    motion: Motion
    score: float
    mirrors: bool = False  # moves exactly as a larger person does


def candidates(crowd: Crowd) -> list[Candidate]:
    """Everybody worth a number, the likeliest runner first."""
    times_s = crowd.times_s
    colours = crowd.colours.astype(float)
    people = whole(follow(crowd.by_frame(), times_s, colours), times_s, colours)
    found = [_candidate(p, crowd) for p in people if _worth_a_number(p, times_s)]
    found.sort(key=lambda c: -c.score)
    clear = [c for c in found if c.score >= FAINTEST * found[0].score]
    return _with_mirrors(clear[:MOST_LISTED], times_s)


def _worth_a_number(person: Person, times_s: Floats) -> bool:
    """Whether a person is seen for long enough; of a few pictures any sight will do."""
    whole_s = float(times_s[-1] - times_s[0])
    seen_s = float(times_s[person.frames[-1]] - times_s[person.frames[0]])
    few = min(FEWEST_SIGHTS, len(times_s))
    return len(person.frames) >= few and seen_s >= min(SHORTEST_S, 0.5 * whole_s)


def _candidate(person: Person, crowd: Crowd) -> Candidate:
    moves = motion(person, crowd.times_s)
    poses = np.asarray(person.poses)
    size = np.array(crowd.size_px)
    core = poses[:, _CORE, :2]
    inside = float(((core >= 0) & (core < size)).all(axis=(1, 2)).mean())
    aside = abs(float(np.median([centre(p)[0] for p in poses])) / size[0] - 0.5) * 2
    beat = UNKNOWN_BEAT if moves.beat is None else moves.beat
    score = (
        _seen_s(person, crowd.times_s)
        * moves.height_px
        * (NO_SWING + min(moves.swing, LIVELIEST))
        * _between(OFF_THE_BEAT, beat)
        * _between(AT_THE_EDGE, inside)
        * _between(OFF_CENTRE, 1 - min(1.0, aside))
        * float(poses[:, :, 6].mean())
    )
    return Candidate(person, moves, score)


def _seen_s(person: Person, times_s: Floats) -> float:
    """For how long a person is seen, s; also where only some pictures were looked at."""
    gaps_s = np.diff(times_s[person.frames])
    frame_s = float(np.median(np.diff(times_s))) if len(times_s) > 1 else 1.0
    return float(np.minimum(gaps_s, SPARSE_S).sum()) + frame_s


def _between(least: float, share: float) -> float:
    return least + (1 - least) * share


def _with_mirrors(found: list[Candidate], times_s: Floats) -> list[Candidate]:
    """The same, with those marked who move exactly as somebody better does."""
    told: list[Candidate] = []
    for one in found:
        real = [c for c in told if not c.mirrors]
        told.append(replace(one, mirrors=any(_in_step(one, other, times_s) for other in real)))
    return told


def _in_step(one: Candidate, other: Candidate, times_s: Floats) -> bool:
    """Whether the two swing their legs at the very same moments, for long."""
    if "stands" in (one.motion.does, other.motion.does):
        return False
    frames, a, b = np.intersect1d(one.person.frames, other.person.frames, return_indices=True)
    if len(frames) < 20 or times_s[frames[-1]] - times_s[frames[0]] < MIRROR_S:
        return False
    together = np.corrcoef(one.motion.apart[a], other.motion.apart[b])[0, 1]
    return bool(together >= SAME_MOTION)
