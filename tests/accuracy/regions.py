"""Whether regions from elsewhere than each picture's own detection bring landmarks nearer.

    python tests/accuracy/regions.py [CLIP.mp4 ...]

The detector takes a fifth of the time of a picture with the heavy network. It could look at some
pictures only, or the regions of a whole clip could be smoothed, or come from the landmarks of a
first pass. Prints the errors of each way against rendered joints; one person, all pictures.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from scipy.signal import butter, sosfiltfilt

from formcheck.pose import model_path
from formcheck.pose.blaze import detector, find_runtime, landmarks
from formcheck.pose.blaze.crop import crop
from formcheck.pose.blaze.heat_map import refined
from formcheck.pose.blaze.looker import Eyes, open_eyes
from formcheck.pose.blaze.region import Region, around
from formcheck.pose.blaze.task_file import read_task
from formcheck.pose.wire import NO_ONE, People
from formcheck.types import Floats, Pixels
from formcheck.video import open_source, read

sys.path.insert(0, str(Path(__file__).parent))
from landmark_error import CLIPS, VIDEOS, score
from truth import load

RATE_HZ: Final = 15.0  # of detections, where not in each picture
BODY_POINTS: Final = slice(33, 35)  # of the network's landmarks: the region's middle, its edge


@dataclass(frozen=True, slots=True)
class Sight:
    """What one region shows: a pose or nobody, and the region that its landmarks ask for."""

    people: People
    next_region: Region


def sight(eyes: Eyes, rgb: Pixels, region: Region) -> Sight:
    """The person in a region."""
    part = crop(rgb, region, landmarks.EDGE, is_black_outside=False)
    flat, there, heat, metres = (np.array(out) for out in eyes.landmarker(part))
    pose = landmarks.decode((flat, heat, metres), region)
    shares = flat.reshape(landmarks.OUT, 5)[:, :2].astype(float) / landmarks.EDGE
    heat = heat.reshape(landmarks.CELLS, landmarks.CELLS, landmarks.OUT)
    points = (refined(shares, heat)[BODY_POINTS] - 0.5) * region.side
    cos, sin = math.cos(region.turn_rad), math.sin(region.turn_rad)
    middle, edge = points @ np.array([[cos, sin], [-sin, cos]]) + (region.x, region.y)
    seen = pose[None] if there.item() >= landmarks.LEAST_PRESENCE else NO_ONE
    return Sight(seen, around(middle, edge))


def as_rows(regions: list[Region]) -> Floats:
    """(pictures, 4), what may be averaged: place, logarithm of the size, turn."""
    return np.array([[r.x, r.y, math.log(r.side), r.turn_rad] for r in regions])


def as_regions(rows: Floats) -> list[Region]:
    """The regions of such rows."""
    return [Region(x, y, math.exp(size), turn) for x, y, size, turn in rows.tolist()]


def now_and_then(rows: Floats, fps: float) -> Floats:
    """Detections of some pictures, and between them what lies between them."""
    count = len(rows)
    kept = np.unique([*range(0, count, max(1, round(fps / RATE_HZ))), count - 1])
    return np.stack([np.interp(range(count), kept, column[kept]) for column in rows.T], axis=1)


def smoothed(hz: float) -> Callable[[Floats, float], Floats]:
    """Without what changes faster, and without lag."""
    return lambda rows, fps: np.asarray(
        sosfiltfilt(butter(2, hz, fs=fps, output="sos"), rows, axis=0)
    )


WAYS: Final[dict[str, Callable[[Floats, float], Floats]]] = {
    "each picture": lambda rows, fps: rows,
    f"{RATE_HZ:.0f} a second": now_and_then,
    "smoothed, 4 Hz": smoothed(4.0),
    "smoothed, 1 Hz": smoothed(1.0),
}


def report(eyes: Eyes, clip: Path) -> None:
    """Print a row for each way of one clip: of the detector's regions, then of the landmarks'."""
    pictures = [frame.rgb for frame in read(open_source(clip))]
    rows = _detected(eyes, pictures)
    for source in ("detector", "landmarks"):
        for name, way in WAYS.items():
            regions = as_regions(way(rows, load(clip.with_suffix("")).fps))
            sights = [sight(eyes, *pair) for pair in zip(pictures, regions, strict=True)]
            _print(f"{clip.stem} | {source}, {name}", sights, clip)
            if name == "each picture":
                following = as_rows([seen.next_region for seen in sights])
        rows = following


def _detected(eyes: Eyes, pictures: list[Pixels]) -> Floats:
    """The region of the surest person in each picture, (pictures, 4); between, where missed."""
    found = [detector.find(eyes.detector, rgb, 1) for rgb in pictures]
    known = [k for k, regions in enumerate(found) if regions]
    rows = as_rows([found[k][0] for k in known])
    return np.stack([np.interp(range(len(found)), known, column) for column in rows.T], axis=1)


def _print(what: str, sights: list[Sight], clip: Path) -> None:
    e = score([seen.people for seen in sights], load(clip.with_suffix("")))
    numbers = f"{e.median_pct:.2f} | {e.p95_pct:.1f} | {e.lag_frames:+.2f} | {e.swaps}"
    print(f"| {what} | {e.poses} | {numbers} |", flush=True)


def main(clips: list[Path]) -> None:
    """Print the table."""
    task = read_task(model_path("heavy"))
    (eyes,) = open_eyes(find_runtime(), task, 1, 1, is_bf16=False)
    print("| clip | regions | poses | median, % | 95 %, % | lag, frames | swaps |")
    print("|---|---|---|---|---|---|---|")
    for clip in clips or [VIDEOS / f"{name}.mp4" for name in CLIPS]:
        report(eyes, clip)


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
