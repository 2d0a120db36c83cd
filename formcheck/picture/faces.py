"""Blurs heads in pictures so that nobody can be known by them.

Two nets: the heads that the pose network found, and what OpenCV's face detector takes for a
face. A head becomes a few patches of colour, in coarse steps, so that next to nothing of it is
left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from formcheck.types import Floats, Frame, Heads, Pixels

# Chosen by us.
CELLS: Final = 4  # patches of colour across a head
STEP: Final = 16  # of 255, between colours
FACE_GROWN: Final = 0.85  # radius of a head, of the width of the face that was detected
LONG_SIDE_PX: Final = 640  # faces are looked for in pictures no larger
LEAST_PX: Final = 24  # of them; the detector knows no smaller faces
SURE: Final = 6  # neighbours that a detection needs; fewer find faces in shadows and shoes
EVERY: Final = 8  # one of so many frames is searched: the search is slow
AGAIN: Final = 1.4  # times larger in the frames around it
# Where a known person's trunk and legs are, in radii of the head: aside, from, to. What looks
# like a face there is cloth or a knee.
BODY: Final = (3.5, 2.0, 9.0)

_FRONT, _PROFILE = "haarcascade_frontalface_default.xml", "haarcascade_profileface.xml"

Detectors = tuple[cv2.CascadeClassifier, ...]


def blurred(frames: Iterable[Frame], heads: Heads) -> Iterator[Frame]:
    """The same frames with all heads blurred; those given are left alone.

    A few frames are held back, so that a face is hidden shortly before it is detected too.
    """
    detectors = face_detectors()
    before: list[Floats] = []
    waiting: list[tuple[list[Frame], list[Floats]]] = []
    for group in _groups(frames):
        waiting.append((group, faces_in(group[len(group) // 2], heads, detectors)))
        if len(waiting) > 1:
            (held, own), (_, after) = waiting
            yield from _blurred(held, heads, (*before, *own, *after))
            before, waiting = own, waiting[1:]
    for held, own in waiting:
        yield from _blurred(held, heads, (*before, *own))


def _groups(frames: Iterable[Frame]) -> Iterator[list[Frame]]:
    """Frames by the few."""
    ahead = iter(frames)
    while group := list(islice(ahead, EVERY)):
        yield group


def _blurred(group: list[Frame], heads: Heads, faces: Iterable[Floats]) -> Iterator[Frame]:
    """Copies of the frames with the heads known and the faces detected blurred."""
    for frame in group:
        rgb = frame.rgb.copy()
        for circle in (*_circles(heads, frame.time_s), *faces):
            blur(rgb, circle)
        yield replace(frame, rgb=rgb)


def _circles(heads: Heads, time_s: float) -> Floats:
    """The circles of the frame at that time, (people, 3), or of the nearest one."""
    if not len(heads.times_s):
        return np.empty((0, 3))
    row = int(np.abs(heads.times_s - time_s).argmin())
    circles = heads.circles[:, row]
    return circles[np.isfinite(circles).all(axis=1)]


def faces_in(frame: Frame, heads: Heads, detectors: Detectors) -> list[Floats]:
    """Circles around the faces of those whose heads are not known, (3,) each."""
    known = _circles(heads, frame.time_s)
    found = detected(frame.rgb, detectors)
    return [face * (1, 1, AGAIN) for face in found if not _is_of_body(face, known)]


def _is_of_body(face: Floats, known: Floats) -> bool:
    """Whether that lies where a known person has trunk and legs."""
    aside, start, end = BODY
    away = np.abs(face[0] - known[:, 0]) / known[:, 2]
    below = (face[1] - known[:, 1]) / known[:, 2]
    return bool(((away < aside) & (below > start) & (below < end)).any())


def blur(rgb: Pixels, circle: Floats) -> None:
    """Nothing; what lies in the circle (x, y, radius) becomes a few patches of colour."""
    x, y, radius = (float(value) for value in circle)
    size = np.array([rgb.shape[1], rgb.shape[0]])
    low = np.clip(np.floor([x - radius, y - radius]), 0, size).astype(int)
    high = np.clip(np.ceil([x + radius + 1, y + radius + 1]), 0, size).astype(int)
    part = rgb[low[1] : high[1], low[0] : high[0]]
    if not part.size:
        return
    few = cv2.resize(part, (CELLS, CELLS), interpolation=cv2.INTER_AREA)
    few = (few // STEP * STEP + STEP // 2).astype(np.uint8)
    flat = cv2.resize(few, (part.shape[1], part.shape[0]), interpolation=cv2.INTER_LINEAR)
    rows, columns = np.ogrid[low[1] : high[1], low[0] : high[0]]
    inside = (columns - x) ** 2 + (rows - y) ** 2 <= radius**2
    part[inside] = flat[inside]


def face_detectors() -> Detectors:
    """Detectors of faces from in front and from the side; none where OpenCV brings none."""
    folder = getattr(getattr(cv2, "data", None), "haarcascades", None)
    if folder is None or not hasattr(cv2, "CascadeClassifier"):
        return ()
    made = [cv2.CascadeClassifier(str(Path(folder) / name)) for name in (_FRONT, _PROFILE)]
    return tuple(one for one in made if not one.empty())


def detected(rgb: Pixels, detectors: Detectors) -> Iterator[Floats]:
    """Circles around what looks like a face, (3,) each."""
    scale = min(1.0, LONG_SIDE_PX / max(rgb.shape[:2]))
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    flipped = np.ascontiguousarray(grey[:, ::-1])
    for k, detector in enumerate(detectors):
        for is_flipped in (False, True)[: k + 1]:  # the profile knows one side only
            looked_at = flipped if is_flipped else grey
            least = (LEAST_PX, LEAST_PX)
            for left, top, wide, tall in detector.detectMultiScale(looked_at, 1.2, SURE, 0, least):
                middle = left + wide / 2
                x = grey.shape[1] - middle if is_flipped else middle
                yield np.array([x, top + tall / 2, FACE_GROWN * wide]) / scale
