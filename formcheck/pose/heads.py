"""Finds everybody's head in every frame, also where nobody was seen for a moment.

    seen:    |-----------|     gap     |-------|
    circles: . o o o o o o o O O O O O o o o o o .
             grown where the person was not seen, and for a while before and after

A circle is rather too large than too small: it is what gets blurred.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.pose.people import Person, follow, height, whole
from formcheck.skeleton import LANDMARKS
from formcheck.types import Crowd, Floats, Heads, Track

# Of body height. A head with hair is 0.15 high; its middle lies between ears and nose,
# which the network finds within 0.02. Chosen by us.
RADIUS: Final = 0.105
LEAST_RADIUS_PX: Final = 6.0
BESIDE_S: Final = 0.5  # circles go on so long before the first and after the last sight
GROWTH_PER_S: Final = 2.0  # of the radius, with the time since the person was seen
LARGEST: Final = 2.0  # times the radius
USUAL_OVER: Final = 15  # frames whose median is the usual height

_FACE: Final = [k for k, name in enumerate(LANDMARKS) if name in ("nose", "left_ear", "right_ear")]
_SIZED: Final = [LANDMARKS.index(f"{side}_{joint}") for side in ("left", "right")
                 for joint in ("shoulder", "hip")]  # fmt: skip


def find_heads(crowd: Crowd, track: Track | None = None) -> Heads:
    """A circle around the head of everybody in the crowd, and of the runner of the track."""
    times_s, colours = crowd.times_s, crowd.colours.astype(float)
    people = whole(follow(crowd.by_frame(), times_s, colours), times_s, colours)
    circles = [_of_person(person, times_s) for person in people]
    if track is not None:
        circles.append(_of_track(track, times_s))
    return Heads(times_s, np.array(circles).reshape(-1, len(times_s), 3))


def _of_person(person: Person, times_s: Floats) -> Floats:
    seen = np.array([_circle(pose[:, :2].astype(float)) for pose in person.poses])
    known = np.isfinite(seen).all(axis=1)
    return filled(times_s[person.frames][known], seen[known], times_s)


def _of_track(track: Track, times_s: Floats) -> Floats:
    """The runner's own circle, from the closest look; the face points may be all there is."""
    seen = np.array([_circle(points) for points in track.xy])
    known = np.isfinite(seen).all(axis=1)
    return filled(track.times_s[known], seen[known], times_s)


def _circle(points: Floats) -> Floats:
    """Middle of the head and its radius, (3,); NaN where face or trunk are not seen."""
    if not np.isfinite(points[_FACE + _SIZED]).all():
        return np.full(3, np.nan)
    seen = points[np.isfinite(points).all(axis=1)]
    tall = max(height(points), 0.7 * float(np.ptp(seen[:, 1])))
    face = points[_FACE].mean(axis=0)
    return np.array([*face, max(RADIUS * tall, LEAST_RADIUS_PX)])


def filled(seen_s: Floats, seen: Floats, times_s: Floats) -> Floats:
    """Circles at all times out of those that were seen, (frames, 3); NaN long before and after.

    Between sights the circle goes straight on from one to the other; before the first and
    after the last it keeps its pace, no longer than the person was seen.
    """
    if not len(seen_s):
        return np.full((len(times_s), 3), np.nan)
    radius = np.maximum(seen[:, 2], _usual(seen[:, 2]))
    beside_s = min(BESIDE_S, float(seen_s[-1] - seen_s[0]))
    early, late = _onward(seen_s, seen, -beside_s), _onward(seen_s, seen, beside_s)
    at_s = np.concatenate([[early[0]], seen_s, [late[0]]])
    xs = np.concatenate([[early[1]], seen[:, 0], [late[1]]])
    ys = np.concatenate([[early[2]], seen[:, 1], [late[2]]])
    radii = np.concatenate([[radius[0]], radius, [radius[-1]]])
    since_s = np.abs(times_s - seen_s[_nearest(seen_s, times_s)])
    grown = np.minimum(1 + GROWTH_PER_S * since_s, LARGEST)
    columns = [np.interp(times_s, at_s, column) for column in (xs, ys, radii)]
    circles = np.stack([columns[0], columns[1], columns[2] * grown], axis=1)
    circles[(times_s < at_s[0]) | (times_s > at_s[-1])] = np.nan
    return circles


def _onward(seen_s: Floats, seen: Floats, beside_s: float) -> tuple[float, float, float]:
    """When and where a head is that long after the last sight, or before the first; (s, px, px)."""
    few = slice(-5, None) if beside_s > 0 else slice(0, 5)
    edge = -1 if beside_s > 0 else 0
    span_s = float(np.ptp(seen_s[few]))
    pace = (seen[few][-1, :2] - seen[few][0, :2]) / span_s if span_s > 0 else np.zeros(2)
    x, y = seen[edge, :2] + pace * beside_s
    return float(seen_s[edge] + beside_s), float(x), float(y)


def _usual(values: Floats) -> Floats:
    """The running median."""
    half = USUAL_OVER // 2
    spans = (values[max(0, k - half) : k + half + 1] for k in range(len(values)))
    return np.array([np.median(span) for span in spans])


def _nearest(sorted_s: Floats, times_s: Floats) -> Floats:
    """For each time the index of the nearest of the sorted ones."""
    after = np.clip(np.searchsorted(sorted_s, times_s), 1, max(1, len(sorted_s) - 1))
    after = np.minimum(after, len(sorted_s) - 1)
    before = np.maximum(after - 1, 0)
    is_before = np.abs(times_s - sorted_s[before]) <= np.abs(sorted_s[after] - times_s)
    return np.where(is_before, before, after)
