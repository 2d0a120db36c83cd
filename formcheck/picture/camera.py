"""How the camera moved: the motion that most of the still background agrees on.

1. Points on the runner are left out: those within the box of the landmarks, widened. So are
   those at the height of the feet and below, where belts run, if enough others are left.
2. The rest vote: a similarity (shift, turn, zoom), or where it explains clearly more of them,
   a homography, which a panning camera makes (RANSAC: Fischler and Bolles 1981,
   doi:10.1145/358669.358692).
3. Keys are chained, and all is put on the picture of the middle of the clip, turned as the
   first seconds are in the mean: of those the camera's roll is read (`video.level`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import cv2
import numpy as np

from formcheck.picture.background import Follower, Sighting, shrinking
from formcheck.types import Bools, CameraPath, Floats, Track

ROOM: Final = 0.12  # of the box's height round the runner; hands and hair reach beyond the points
AGREE_PX: Final = 1.2  # of the small picture; by us, as are the following
FEWEST_POINTS: Final = 10
LEAST_SHARE: Final = 0.25  # of the points followed
ABOVE_FEET: Final = 0.25  # of the box's height from its lower edge: shanks end there
ENOUGH_POINTS: Final = 20  # above the feet, to do without those below
BETTER: Final = 1.15  # times as many points for a homography
LEVELLED_S: Final = 2.5
LEAST_SPREAD: Final = 0.25  # of the picture's width a homography's points must span
TURNED_PX: Final = 10.0  # of the small picture: a smaller shift fans nothing out

_SAME: Final = np.eye(3)
Fit = tuple[Floats, int]


def find_camera(follower: Follower, track: Track) -> CameraPath:
    """The camera's path through the clip the follower has seen; `track` is the runner in it."""
    boxes = _boxes(track)
    px = float(shrinking(track.size_px))
    n_frames = len(track.times_s)
    path = np.full((n_frames, 3, 3), np.nan)
    points, share = np.zeros((2, n_frames))
    known = {0: _SAME}
    for k, sighting in enumerate(follower.sightings[:n_frames]):
        then_now = _of_background(sighting, boxes, k)
        fit = _motion(*then_now, px, track.size_px[0])
        start = known[sighting.key]
        if fit is not None:
            path[k] = _scaled(start @ np.linalg.inv(fit[0]))
            points[k], share[k] = fit[1], fit[1] / len(then_now[0])
        if _is_key(follower.sightings, k):
            known[k] = path[k] if fit is not None else _before(path, k)
    if not np.isfinite(path[1:2, 0, 0]).all():  # alike only to itself
        path[0], points[0], share[0] = np.nan, 0, 0
    return _levelled(CameraPath(_on_middle(path), points, share), track)


def _is_key(sightings: list[Sighting], k: int) -> bool:
    return k + 1 < len(sightings) and sightings[k + 1].key == k


def _before(path: Floats, k: int) -> Floats:
    """Where the camera was last seen: over a gap it is taken to have stayed."""
    seen = np.flatnonzero(np.isfinite(path[: k + 1, 0, 0]))
    return path[seen[-1]] if len(seen) else _SAME


def _boxes(track: Track) -> Floats:
    """Left, top, right, bottom of the runner in each frame, px, widened; NaN when not seen."""
    boxes = np.full((len(track.times_s), 4), np.nan)
    seen = np.isfinite(track.xy[..., 0]).any(axis=1)
    low, high = np.nanmin(track.xy[seen], axis=1), np.nanmax(track.xy[seen], axis=1)
    room = ROOM * (high - low)[:, 1:]
    boxes[seen] = np.concatenate([low - room, high + room], axis=1)
    return boxes


def _of_background(sighting: Sighting, boxes: Floats, k: int) -> tuple[Floats, Floats]:
    """Points of the key and where they are now, without those on the runner or on a belt."""
    then, now = (sighting.then, boxes[sighting.key]), (sighting.now, boxes[k])
    kept = _outside(*then) & _outside(*now)
    above = kept & _above(*then) & _above(*now)
    kept = above if above.sum() >= ENOUGH_POINTS else kept
    return sighting.then[kept], sighting.now[kept]


def _outside(points: Floats, box: Floats) -> Bools:
    inside = (points >= box[:2]).all(axis=1) & (points <= box[2:]).all(axis=1)
    return np.asarray(~inside)


def _above(points: Floats, box: Floats) -> Bools:
    """Whether points lie above the runner's feet; all do where nobody is seen."""
    feet = box[3] - ABOVE_FEET * (box[3] - box[1])
    return np.asarray(~(points[:, 1] > feet))


def _motion(then: Floats, now: Floats, px: float, width_px: float) -> Fit | None:
    """From key to picture: the matrix and how many points agree; None when too few do."""
    if len(then) < FEWEST_POINTS:
        return None
    best = _similarity(then, now, px)
    if best is None:
        return None
    shift = float(np.median(np.abs(now - then).max(axis=1)))
    spread = float(np.ptp(then[:, 0]))
    if shift > TURNED_PX * px and spread > LEAST_SPREAD * width_px:
        best = max(best, _homography(then, now, px), key=_worth)
    enough = best[1] >= max(FEWEST_POINTS, LEAST_SHARE * len(then))
    return best if enough else None


def _worth(fit: Fit) -> float:
    is_plain = bool(np.all(fit[0][2, :2] == 0))
    return fit[1] * (BETTER if is_plain else 1.0)


def _similarity(then: Floats, now: Floats, px: float) -> Fit | None:
    if len(then) < FEWEST_POINTS:
        return None
    found, agrees = cv2.estimateAffinePartial2D(
        then, now, method=cv2.RANSAC, ransacReprojThreshold=AGREE_PX * px, maxIters=300,
        confidence=0.995, refineIters=10,
    )  # fmt: skip
    if found is None:
        return None
    return np.vstack([found, [0.0, 0.0, 1.0]]), int(agrees.sum())


def _homography(then: Floats, now: Floats, px: float) -> Fit:
    found, agrees = cv2.findHomography(
        then, now, cv2.RANSAC, AGREE_PX * px, maxIters=300, confidence=0.995
    )
    return (_SAME, 0) if found is None else (np.asarray(found, float), int(agrees.sum()))


def _scaled(matrix: Floats) -> Floats:
    return np.asarray(matrix / matrix[2, 2])


def _on_middle(path: Floats) -> Floats:
    """The path on the picture of the middle one of the frames in which it is known."""
    seen = np.flatnonzero(np.isfinite(path[:, 0, 0]))
    if not len(seen):
        return path
    on_first = np.linalg.inv(path[seen[len(seen) // 2]]) @ path
    return np.asarray(on_first / on_first[:, 2:, 2:])


def _levelled(camera: CameraPath, track: Track) -> CameraPath:
    """The path on a still picture that is turned as the first seconds are in the mean."""
    first = camera.seen & (track.times_s - track.times_s[0] <= LEVELLED_S)
    if not first.any():
        return camera
    turn = np.radians(_turns_deg(camera, track.size_px))
    c, s = np.cos(-turn[first].mean()), np.sin(-turn[first].mean())
    x, y = np.array(track.size_px) / 2
    about = np.array([[c, -s, x - c * x + s * y], [s, c, y - s * x - c * y], [0.0, 0.0, 1.0]])
    return replace(camera, to_still=about @ camera.to_still)


def turns_deg(track: Track) -> Floats:
    """By how much each picture is turned clockwise to lie on the still one, (frames,), degrees.

    0 for all where the background was never seen.
    """
    if track.camera is None or not track.camera.seen.any():
        return np.zeros(len(track.times_s))
    return _turns_deg(track.camera, track.size_px)


def _turns_deg(camera: CameraPath, size_px: tuple[int, int]) -> Floats:
    middle = np.array(size_px) / 2
    return np.asarray(np.degrees(camera.filled().turn_and_zoom(middle)[0]))
