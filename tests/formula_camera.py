"""A camera that trembles, pans, rolls and zooms before a formula runner, its path known."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from formcheck.types import CameraPath, Floats, Track

MIDDLE = np.array([640.0, 360.0])


@dataclass(frozen=True)
class Handling:
    """What is done to the camera. Shake is root mean square; pan and zoom are over the clip.

    `pan_px` is how far the picture travels to the right over the scene, `grow` by what factor
    the zoom enlarges from the first frame to the last.
    """

    shake_px: float = 0.0
    shake_deg: float = 0.0
    pan_px: float = 0.0
    roll_deg: float = 0.0
    grow: float = 1.0
    seed: int = 0


def path_of(how: Handling, times_s: Floats, middle: Floats = MIDDLE) -> CameraPath:
    """The true path: from pixels of each picture to those of the middle one."""
    share = (times_s - times_s[0]) / (times_s[-1] - times_s[0]) - 0.5
    x, y = (trembling(times_s, how.seed + k) * how.shake_px / np.sqrt(2) for k in range(2))
    turn = trembling(times_s, how.seed + 2) * how.shake_deg + 2 * share * how.roll_deg
    zoom = how.grow**share
    to_still = np.array([
        _matrix(a, b, (c, d), middle)
        for a, b, c, d in zip(np.radians(turn), 1 / zoom, x + how.pan_px * share, y, strict=True)
    ])  # fmt: skip
    many = np.full(len(times_s), 80.0)
    return CameraPath(to_still, many, many / 100)


def trembling(times_s: Floats, seed: int) -> Floats:
    """A hand's trembling, root mean square 1: waves of 0.4 to 7 Hz, the slow ones larger."""
    rng = np.random.default_rng(seed)
    hz = np.array([0.4, 0.9, 1.7, 2.9, 4.3, 7.0])
    waves = np.sin(2 * np.pi * (np.outer(times_s, hz) + rng.uniform(0, 1, len(hz))))
    total = waves @ (1 / hz**0.7)
    return np.asarray(total / np.sqrt(np.mean(total**2)))


def _matrix(turn: float, zoom: float, shift: tuple[float, float], middle: Floats) -> Floats:
    """Turned clockwise and enlarged about the middle, then moved."""
    c, s = zoom * np.cos(turn), zoom * np.sin(turn)
    (a, b), (x, y) = middle, shift
    return np.array([[c, -s, a - c * a + s * b + x], [s, c, b - s * a - c * b + y], [0, 0, 1.0]])


def handled(track: Track, how: Handling, *, seen: bool = True) -> Track:
    """The track as that camera sees it; the background tells its path, or nothing."""
    path = path_of(how, track.times_s)
    back = np.linalg.inv(path.to_still)
    points = np.concatenate([track.xy, np.ones((*track.xy.shape[:2], 1))], axis=2)
    xy = np.einsum("fij,flj->fli", back, points)[..., :2]
    if not seen:
        nothing = np.zeros(len(track.times_s))
        path = CameraPath(np.full_like(path.to_still, np.nan), nothing, nothing)
    return replace(track, xy=xy, camera=path)


def grown(track: Track, factor: float, middle: Floats = MIDDLE) -> Track:
    """A runner who comes nearer: that many times as large at the end as at the start."""
    share = (track.times_s - track.times_s[0]) / (track.times_s[-1] - track.times_s[0]) - 0.5
    size = (factor**share)[:, None, None]
    return replace(track, xy=middle + (track.xy - middle) * size, depth=track.depth * size[..., 0])
