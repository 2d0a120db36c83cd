"""Which of the people in a clip is the runner to measure, and what is told of the others."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.errors import NoRunnerError, SettingsError
from formcheck.pose.candidates import Candidate, candidates
from formcheck.pose.people import Person, centre
from formcheck.pose.wire import People
from formcheck.types import Crowd, Floats, Somebody
from formcheck.types.said import Said, either

# All chosen by us.
NEARLY_AS_GOOD: Final = 0.35  # of the best score: then the user is told of the other
GROWN: Final = 0.15  # body heights around a person that a pointing finger may miss by
POINTED_S: Final = 1.0  # how far from the moment pointed at a person may be seen


@dataclass(frozen=True, slots=True)
class Choice:
    """The runner, what is told of everybody, and what the user should know of the choice.

    `shown` has the pose, (33, 8), of everybody by number at the moment of the box.
    """

    person: Person
    people: tuple[Somebody, ...]
    shown: Mapping[int, People]
    notes: tuple[str, ...] = ()


def choose_runner(
    crowd: Crowd,
    number: int | None = None,
    point: Sequence[float] | None = None,
    known: Sequence[Somebody] = (),
) -> Choice:
    """The runner among the crowd: that `number`, the one at `point` (x, y, s), or the likeliest.

    `known` is a list told before: who is on it keeps the number.

    Raises
    ------
    NoRunnerError : nobody is in the clip
    SettingsError : there is no such number, or nobody at that point
    """
    listed = _numbered(candidates(crowd), crowd, known)
    if not listed:
        raise NoRunnerError(
            Said("No running found: no person is seen in the clip."),
            Said("Film one runner, whole body in the picture, for 10 to 30 seconds."),
        )
    if number is not None:
        chosen = _of_number(listed, number)
        why: str = Said("chosen as person {number}", number=number)
    elif point is not None:
        chosen, why = _at_point(listed, crowd, point), Said("chosen by a point in the picture")
    else:
        chosen = max(listed, key=lambda n: listed[n].score)
        why = _why(listed, chosen)
    moments = _moments(listed)
    people = tuple(
        _told(n, c, crowd, moments[n], why if n == chosen else None)
        for n, c in sorted(listed.items())
    )
    shown = {n: c.person.poses[moments[n]] for n, c in listed.items()}
    notes = () if number is not None or point is not None else _doubts(listed, chosen)
    return Choice(listed[chosen].person, people, shown, notes)


def _numbered(
    found: list[Candidate], crowd: Crowd, known: Sequence[Somebody]
) -> dict[int, Candidate]:
    """Everybody by number: as known, and counted on from there; else from left to right."""
    left_to_right = sorted(found, key=lambda c: _middle_x(c.person))
    numbers: dict[int, Candidate] = {}
    for somebody in known:
        free = [c for c in left_to_right if all(c is not taken for taken in numbers.values())]
        same = [(_away(c, crowd, _middle(somebody)), k) for k, c in enumerate(free)]
        away, k = min(same, default=(math.inf, 0))
        if away <= 0.5:
            numbers[somebody.number] = free[k]
    following = max((s.number for s in known), default=0) + 1
    for one in left_to_right:
        if all(one is not taken for taken in numbers.values()):
            numbers[following] = one
            following += 1
    return numbers


def _middle(somebody: Somebody) -> tuple[float, float, float]:
    left, top, width, tall = somebody.box_px
    return left + width / 2, top + tall / 2, somebody.box_s


def _middle_x(person: Person) -> float:
    return float(np.median([centre(pose)[0] for pose in person.poses]))


def _of_number(listed: dict[int, Candidate], number: int) -> int:
    if number not in listed:
        hint = Said("See who is who with: formcheck people CLIP.")
        if len(listed) == 1:
            what = Said("There is no person {number}: 1 person was found.", number=number)
            raise SettingsError(what, hint)
        raise SettingsError(
            Said(
                "There is no person {number}: {n} people were found.", number=number, n=len(listed)
            ),
            hint,
        )
    return number


def _at_point(listed: dict[int, Candidate], crowd: Crowd, point: Sequence[float]) -> int:
    away, number = min((_away(c, crowd, point), n) for n, c in listed.items())
    if not away <= GROWN:
        at = Said(" at {moment_s:g} s", moment_s=point[2]) if len(point) > 2 else ""
        raise SettingsError(
            Said("Nobody is seen at the point {x:g},{y:g}{at}.", x=point[0], y=point[1], at=at),
            Said("Show a point on the runner's trunk; formcheck people CLIP shows who was found."),
        )
    return number


def _away(candidate: Candidate, crowd: Crowd, point: Sequence[float]) -> float:
    """Body heights from the point to the person, 0 inside the box; infinite when not there."""
    person = candidate.person
    if len(point) > 2:
        late_s = np.abs(crowd.times_s[person.frames] - point[2])
        near = [int(late_s.argmin())] if late_s.min() <= POINTED_S else []
    else:
        near = list(range(len(person.poses)))
    outside = [_outside(box_of(person.poses[k]), point) for k in near]
    return min(outside, default=math.inf) / candidate.motion.height_px


def _outside(box: tuple[float, float, float, float], point: Sequence[float]) -> float:
    """Pixels from a point to a box; a little for being far from the middle of it."""
    left, top, width, tall = box
    x, y = point[0], point[1]
    past = math.hypot(max(left - x, 0, x - left - width), max(top - y, 0, y - top - tall))
    return past + 0.01 * math.hypot(x - left - width / 2, y - top - tall / 2)


def box_of(pose: Floats | People) -> tuple[float, float, float, float]:
    """Left, top, width, height of the box around a pose, px."""
    xy = pose[:, :2]
    xy = xy[np.isfinite(xy).all(axis=1)]
    (left, top), (right, bottom) = xy.min(axis=0), xy.max(axis=0)
    return float(left), float(top), float(right - left), float(bottom - top)


def _moments(listed: dict[int, Candidate]) -> dict[int, int]:
    """Which of their sights shows each person: that in the frame with most people.

    Of several such frames the middle one; who is not in it is shown at the middle of theirs.
    """
    frames = np.concatenate([c.person.frames for c in listed.values()])
    seen, count = np.unique(frames, return_counts=True)
    fullest = seen[count == count.max()]
    moment = int(fullest[len(fullest) // 2])
    return {
        n: c.person.frames.index(moment) if moment in c.person.frames else len(c.person.frames) // 2
        for n, c in listed.items()
    }


def _told(number: int, one: Candidate, crowd: Crowd, at: int, why: str | None) -> Somebody:
    person, times_s = one.person, crowd.times_s
    left, top, width, tall = (round(v, 1) for v in box_of(person.poses[at]))
    return Somebody(
        number=number,
        does=one.motion.does,
        share=round(len(person.frames) / len(times_s), 4),
        height_px=round(one.motion.height_px, 1),
        box_px=(left, top, width, tall),
        box_s=float(times_s[person.frames[at]]),
        seen_s=(float(times_s[person.frames[0]]), float(times_s[person.frames[-1]])),
        is_measured=why is not None,
        why=why or _why_not(one),
    )


def _why(listed: dict[int, Candidate], chosen: int) -> str:
    """Why the likeliest is the likeliest, in a few words."""
    best = listed[chosen]
    others = [c for n, c in listed.items() if n != chosen and not c.mirrors]
    if len(listed) == 1:
        return Said("the only person found")
    if best.motion.does == "runs" and all(c.motion.does != "runs" for c in others):
        return Said("the only one who runs")
    larger = all(best.motion.height_px >= c.motion.height_px for c in others)
    longer = all(len(best.person.frames) >= len(c.person.frames) for c in others)
    if larger and longer:
        return Said("the largest, and in the picture for longest")
    return Said("larger than the others") if larger else Said("the one whose running shows best")


def _why_not(one: Candidate) -> str:
    if one.mirrors:
        return Said("moves exactly as another does: a reflection")
    words = {
        "runs": Said("runs, but smaller, for a shorter time or less clearly"),
        "walks": Said("walks"),
        "stands": Said("stands"),
        "moves": Said("moves, but does not run"),
        "unclear": Said("seen in too few pictures"),
    }
    return words[one.motion.does]


def _doubts(listed: dict[int, Candidate], chosen: int) -> tuple[str, ...]:
    """What the user should know when somebody else might have been meant."""
    best = listed[chosen]
    rivals = [
        n for n, c in listed.items()
        if n != chosen and not c.mirrors and c.motion.does == "runs"
        and c.score >= NEARLY_AS_GOOD * best.score
    ]  # fmt: skip
    if not rivals:
        return ()
    names = either(Said("person {n}", n=n) for n in rivals)
    return (
        Said(
            "{n} people run in this clip; person {chosen} from the left was measured. "
            "For another one choose {names}.",
            n=len(rivals) + 1,
            chosen=chosen,
            names=names,
        ),
    )
