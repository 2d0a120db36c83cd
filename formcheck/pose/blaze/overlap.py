"""Several sights of the same person made one: weighted non-maximum suppression."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.types import Floats

# Shared area over joint area of two boxes of the same person; pose_detector_graph.cc of MediaPipe.
SAME: Final = 0.5


@dataclass(frozen=True, slots=True)
class Candidates:
    """What may be people.

    Attributes
    ----------
    boxes : (candidates, 4), left, top, right, bottom
    points : (candidates, 2, 2), the body's middle and a point on the circle around it
    scores : (candidates,), 0 to 1
    """

    boxes: Floats
    points: Floats
    scores: Floats


def merged(found: Candidates) -> list[Floats]:
    """The two points of each person, (2, 2), the surest person first.

    Of candidates that overlap, the points are the mean, weighted with the scores.
    """
    people = []
    left = np.argsort(-found.scores, kind="stable")
    while len(left):
        is_same = shared(found.boxes[left[0]], found.boxes[left]) > SAME
        is_same[0] = True  # a box without area shares nothing, not even with itself
        same, left = left[is_same], left[~is_same]
        people.append(np.average(found.points[same], axis=0, weights=found.scores[same]))
    return people


def shared(box: Floats, boxes: Floats) -> Floats:
    """Shared area over joint area, (boxes,).

    >>> square = np.array([0.0, 0.0, 1.0, 1.0])
    >>> shared(square, np.array([[0.0, 0.0, 1.0, 1.0], [0.5, 0.0, 1.5, 1.0], [2.0, 2.0, 3.0, 3.0]]))
    array([1.        , 0.33333333, 0.        ])
    """
    low = np.maximum(box[:2], boxes[:, :2])
    high = np.minimum(box[2:], boxes[:, 2:])
    inner = np.clip(high - low, 0, None).prod(axis=1)
    joint = _area(box[None]) + _area(boxes) - inner
    return np.asarray(np.divide(inner, joint, out=np.zeros(len(boxes)), where=joint > 0))


def _area(boxes: Floats) -> Floats:
    return np.asarray(np.clip(boxes[:, 2:] - boxes[:, :2], 0, None).prod(axis=1))
