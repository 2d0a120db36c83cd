"""A second camera before a rendered clip: it trembles, pans, rolls, zooms, and its path is known.

Each picture of the clip is pasted on a larger wall full of marks, and the second camera sees a
window of that. Where the clip's own camera stood, so do clip and wall, and the window's path is
the camera's. `FOLLOW` is a window that goes along with a runner who crosses the picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from formula_camera import Handling, path_of
from truth import Truth

from formcheck.types import CameraPath, Floats, Pixels
from formcheck.video import VideoWriter, open_source, read

ROOM = 500  # pixels of wall on each side of the clip


@dataclass(frozen=True)
class Shot:
    """One clip seen by a second camera. Moves: beyond a hand's trembling."""

    name: str
    clip: str
    how: Handling
    moves: bool = False
    seconds: float = 4.0
    follow: bool = False


SHOTS = (
    Shot("trembles", "side_overstride", Handling(shake_px=6.0, shake_deg=0.4)),
    Shot("pans", "side_overstride", Handling(pan_px=500.0, shake_px=4.0), moves=True),
    Shot("trembles much", "side_good", Handling(shake_px=14.0, shake_deg=1.0, seed=3)),
    Shot("rolls", "side_good", Handling(roll_deg=4.0, shake_px=4.0)),
    Shot("zooms", "side_good", Handling(grow=1.25, shake_px=4.0), moves=True),
    Shot("trembles", "rear_drop", Handling(shake_px=6.0, shake_deg=0.4, seed=7)),
    Shot("trembles", "trail_side", Handling(shake_px=6.0, shake_deg=0.4, seed=9)),
    Shot("follows", "trail_side", Handling(shake_px=3.0), moves=True, follow=True),
)


@cache
def wall(size: tuple[int, int]) -> Pixels:
    """Marks of all sizes and greys, (height, width, 3), wider and higher than the clip."""
    rng, (width, height) = np.random.default_rng(2), (side + 2 * ROOM for side in size)
    picture = np.full((height, width, 3), 140, np.uint8)
    for _ in range(900):
        at, extent = rng.uniform((0, 0), (width, height)), rng.uniform(8, 90, 2)
        ends = [tuple(int(v) for v in at + k * extent) for k in (0, 1)]
        colour = tuple(int(c) for c in rng.uniform(60, 210, 3))
        cv2.rectangle(picture, *ends, colour, -1)
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.5), np.uint8)


def path(shot: Shot, true: Truth, size: tuple[int, int]) -> CameraPath:
    """The second camera's true path, from pixels of its pictures to those of the clip."""
    times_s = true.times_s[true.times_s < shot.seconds]
    found = path_of(shot.how, times_s, np.array(window(shot, size)) / 2)
    aside = (np.array(size) - window(shot, size)) / 2
    shift = np.repeat(np.eye(3)[None], len(times_s), axis=0)
    shift[:, :2, 2] = aside
    if shot.follow:
        hips = (true.image["hip_l"] + true.image["hip_r"])[: len(times_s), 0] / 2
        shift[:, 0, 2] = (
            np.polyval(np.polyfit(times_s, hips, 2), times_s) - window(shot, size)[0] / 2
        )
    return replace(found, to_still=shift @ found.to_still)


def window(shot: Shot, size: tuple[int, int]) -> tuple[int, int]:
    """Width and height of what the second camera sees."""
    return (size[0] // 2, size[1]) if shot.follow else size


def pictures(shot: Shot, clip: Path, true: Truth) -> Iterator[tuple[Pixels, float]]:
    """What the second camera sees, and when."""
    source = open_source(clip)
    size = (source.width, source.height)
    camera, scene = path(shot, true, size), wall(size).copy()
    corner = np.array([[1.0, 0, ROOM], [0, 1.0, ROOM], [0, 0, 1.0]])
    for frame, matrix in zip(read(source), camera.to_still, strict=False):
        scene[ROOM:-ROOM, ROOM:-ROOM] = frame.rgb
        seen = cv2.warpPerspective(
            scene, corner @ matrix, window(shot, size),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        )  # fmt: skip
        yield np.asarray(seen, np.uint8), frame.time_s


def shoot(shot: Shot, clip: Path, true: Truth, out: Path) -> Path:
    """Write what the second camera sees of the clip."""
    with VideoWriter(out) as writer:
        for rgb, time_s in pictures(shot, clip, true):
            writer.write(rgb, time_s)
    return out


def off_px(found: CameraPath, true: CameraPath, size: tuple[int, int]) -> Floats:
    """How far pictures are put from where they belong, (frames,), at worst of four places."""
    middle = len(true.points) // 2
    at = [replace(c, to_still=np.linalg.inv(c.to_still[middle]) @ c.to_still)
          for c in (found.filled(), true)]  # fmt: skip
    places = np.array(size) * np.array([[0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]])
    return np.max([np.linalg.norm(at[0].still(p) - at[1].still(p), axis=1) for p in places], axis=0)
