"""Clips with several people, put together from the bundled clips of one runner each.

    side_by_side   two runners on neighbouring treadmills, the right one smaller
    crossing       somebody runs past behind the runner, or in front of the runner
    distant        one runner, small, before the trees of another clip
    mirrored       a runner, and the same one as a mirror behind shows it

A runner is cut out of a clip by what differs from the clip's picture without the runner.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

import cv2
import numpy as np

from formcheck.types import Bools, Pixels
from formcheck.video import VideoWriter, open_source, read

VIDEOS = Path(__file__).resolve().parents[1] / "videos"
DIFFERENT = 16  # of 255; less is noise of the coding
FPS = 60.0


@dataclass(frozen=True)
class Crossing:
    """A clip with a passer-by, and in which share of the runner's pixels each frame is hidden."""

    path: Path
    hidden_share: np.ndarray


def frames(name: str, step: int = 1) -> Iterator[Pixels]:
    """Pictures of a bundled clip, every `step`-th."""
    return (f.rgb for f in read(open_source(VIDEOS / f"{name}.mp4")) if f.index % step == 0)


def cut_out(name: str) -> Iterator[tuple[Pixels, Bools]]:
    """Pictures of a bundled clip, and where in them the runner is, (height, width)."""
    return ((rgb, _mask(rgb, plate(name))) for rgb in frames(name))


@cache
def plate(name: str) -> Pixels:
    """The clip's picture without the runner.

    Where the runner covers the same place all the time (the trunk, on a treadmill) the wall
    beside it is carried on.
    """
    some = np.stack(list(frames(name, EVERY[name])))
    usual = np.median(some, axis=0).astype(np.uint8)
    if name == "trail_side":
        return usual
    spread = some.max(axis=0).astype(int) - some.min(axis=0)
    moved = (spread.max(axis=2) > 2 * DIFFERENT).astype(np.uint8)
    moved = cv2.morphologyEx(moved, cv2.MORPH_CLOSE, np.ones((41, 41), np.uint8))
    body = cv2.morphologyEx(moved, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    filled = usual.copy()
    for row in np.flatnonzero(body.any(axis=1)):
        columns = np.flatnonzero(body[row])
        left, right = max(0, columns[0] - 3), min(body.shape[1] - 1, columns[-1] + 3)
        if row < LOWEST_WALL * body.shape[0]:
            ends = usual[row, left].astype(float), usual[row, right].astype(float)
            filled[row, left : right + 1] = np.linspace(*ends, right - left + 1)
    return filled


LOWEST_WALL = 0.82  # of the height: below it the legs swing and the usual picture is clean
EVERY = {"side_good": 10, "trail_side": 4}


def _mask(rgb: Pixels, empty: Pixels) -> Bools:
    differs = (cv2.absdiff(rgb, empty).max(axis=2) > DIFFERENT).astype(np.uint8)
    differs = cv2.morphologyEx(differs, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    differs = cv2.morphologyEx(differs, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(differs)
    if count < 2:
        return np.zeros(differs.shape, bool)
    largest = 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    return np.asarray(labels == largest)


def write(path: Path, pictures: Iterator[Pixels], fps: float = FPS) -> Path:
    """The pictures as a clip."""
    with VideoWriter(path) as writer:
        for k, rgb in enumerate(pictures):
            writer.write(np.ascontiguousarray(rgb), k / fps)
    return path


def side_by_side(path: Path, scale: float = 0.75) -> Path:
    """`side_good` on the left, `side_asymmetric` on the right, that much smaller."""

    def both() -> Iterator[Pixels]:
        for good, other in zip(frames("side_good"), frames("side_asymmetric", 2), strict=False):
            small = cv2.resize(other, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            canvas = np.full((720, 1280, 3), small[5, 5], np.uint8)
            canvas[720 - small.shape[0] :, 760:] = small[:, small.shape[1] // 2 - 260 :][:, :520]
            canvas[:, :760] = good[:, 280:1040]
            yield canvas

    return write(path, both())


def crossing(path: Path, where: str, size: float = 2.2, pace: float = 0.6) -> Crossing:
    """`side_good` with the runner of `trail_side` passing "behind" or in "front"."""
    walker = [(rgb, mask) for rgb, mask in cut_out("trail_side")]
    hidden: list[float] = []

    def together() -> Iterator[Pixels]:
        for k, (rgb, mine) in enumerate(cut_out("side_good")):
            j = int((k - 90) * pace)
            hidden.append(0.0)
            if not 0 <= j < len(walker) or walker[j][1].sum() < 500:
                yield rgb
                continue
            stamp, place = _enlarged(*walker[j], size, rgb.shape)
            hidden[-1] = (place & mine).sum() / mine.sum()
            drawn = rgb.copy()
            shown = place & ~mine if where == "behind" else place
            drawn[shown] = stamp[shown]
            yield drawn

    write(path, together())
    return Crossing(path, np.array(hidden))


def _enlarged(
    rgb: Pixels, mask: Bools, size: float, shape: tuple[int, ...]
) -> tuple[Pixels, Bools]:
    """Somebody `size` times larger at the same place across, feet near the lower edge."""
    columns = np.flatnonzero(mask.any(axis=0))
    middle = (columns[0] + columns[-1]) / 2
    shift = np.array([[size, 0, middle - size * middle], [0, size, shape[0] - 25 - size * FEET_Y]])
    where = (shape[1], shape[0])
    stamp = cv2.warpAffine(rgb, shift, where, flags=cv2.INTER_LINEAR)
    place = cv2.warpAffine(mask.astype(np.uint8), shift, where, flags=cv2.INTER_NEAREST)
    return stamp, place > 0


FEET_Y = 525.0  # where the feet of `trail_side` touch the ground, px


def distant(
    path: Path, height_px: float, size: tuple[int, int] = (1280, 720), seconds: float = 6.0
) -> Path:
    """The runner of `side_good`, that high, before the trees of `trail_side`."""
    scale = height_px / RUNNER_PX
    trees = cv2.resize(plate("trail_side"), size, interpolation=cv2.INTER_LINEAR)
    left, top = round(0.6 * size[0]), round(0.55 * size[1])

    def before_trees() -> Iterator[Pixels]:
        for rgb, mask in islice(cut_out("side_good"), round(seconds * FPS)):
            small, alpha = (
                cv2.resize(a, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
                for a in (rgb, mask.astype(np.float32))
            )
            drawn = trees.copy()
            part = drawn[top : top + small.shape[0], left : left + small.shape[1]]
            small, alpha = (a[: part.shape[0], : part.shape[1]] for a in (small, alpha))
            part[:] = small * alpha[..., None] + part * (1 - alpha[..., None])
            yield drawn

    return write(path, before_trees())


RUNNER_PX = 560.0  # height of the runner of `side_good`


def mirrored(path: Path, scale: float = 0.6, seconds: float = 5.0) -> Path:
    """The runner of `side_good`, and a smaller one who moves the same, as in a mirror."""
    empty = plate("side_good")

    def both() -> Iterator[Pixels]:
        for rgb, mask in islice(cut_out("side_good"), round(seconds * FPS)):
            shift = np.array([[-scale, 0, 640 * scale + 1060], [0, scale, 620 - 620 * scale]])
            drawn = np.where(mask[..., None], rgb, empty)
            stamp = cv2.warpAffine(rgb, shift, (1280, 720))
            place = cv2.warpAffine(mask.astype(np.uint8), shift, (1280, 720)) > 0
            drawn[place & ~mask] = stamp[place & ~mask]
            yield drawn

    return write(path, both())
