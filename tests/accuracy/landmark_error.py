"""How far landmarks are from the joints of rendered runners, backend by backend.

    python tests/accuracy/landmark_error.py [CLIP.mp4 ...]

What is compared is the network's own answer to each picture, before anything is cleaned.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.pose import BACKENDS, Looker
from formcheck.pose.blaze import find_runtime
from formcheck.pose.wire import People
from formcheck.skeleton import LANDMARKS, LEG, LOWER_LEG, SIDES
from formcheck.types import Floats, Pixels
from formcheck.video import open_source, read

sys.path.insert(0, str(Path(__file__).parent))
from truth import Truth, load

VIDEOS: Final = Path(__file__).parents[2] / "videos"
CLIPS: Final = ("side_good", "side_overstride", "rear_drop", "front_twist")
TRUE_NAME: Final = {"foot_index": "toe"}
LEGS_APART: Final = 0.15  # leg lengths; nearer each other, an exchange does not show

Opener = Callable[[], AbstractContextManager[Looker]]


@dataclass(frozen=True, slots=True)
class LandmarkError:
    """One clip seen by one backend, the joints of both legs.

    Attributes
    ----------
    poses : pictures in which somebody was found
    median_pct, p95_pct : of the leg length; each joint's usual offset is taken out
    lag_frames : positive is late
    swaps : pictures in which the left leg is named right
    """

    poses: int
    median_pct: float
    p95_pct: float
    lag_frames: float
    swaps: int


def ways() -> dict[str, Opener]:
    """Every way of looking that this computer has."""
    found: dict[str, Opener] = {
        name: partial(BACKENDS[name], "heavy") for name in ("mediapipe", "fast")
    }
    if find_runtime().has_bf16():
        found["fast, bf16"] = partial(BACKENDS["fast"], "heavy", "fast")
    return found


def landmark_error(open_looker: Opener, clip: Path) -> LandmarkError:
    """The error of one way of looking at one rendered clip."""
    with open_looker() as looker:
        found = list(looker.look(_pictures(clip)))
    return score(found, load(clip.with_suffix("")))


def _pictures(clip: Path) -> Iterator[Pixels]:
    return (frame.rgb for frame in read(open_source(clip)))


def score(found: Iterable[People], true: Truth) -> LandmarkError:
    """The error of the first person of each picture."""
    seen = _xy(found, LEG)
    joints = _true(true, LEG)[:, : len(seen)]
    leg_px = float(np.median(_length(joints)))
    away = seen.swapaxes(0, 1) - joints
    away -= np.nanmedian(away, axis=1, keepdims=True)
    speed = np.gradient(joints, axis=1)
    known = np.isfinite(away)
    lag = -(away * speed)[known].sum() / (speed**2)[known].sum()
    distance = np.hypot(*np.moveaxis(away, -1, 0))[known[..., 0]] / leg_px * 100
    return LandmarkError(
        int(known[0, :, 0].sum()),
        float(np.median(distance)),
        float(np.percentile(distance, 95)),
        float(lag),
        _swaps(_xy(found, LOWER_LEG).swapaxes(0, 1), _true(true, LOWER_LEG), leg_px),
    )


def _xy(found: Iterable[People], joints: tuple[str, ...]) -> Floats:
    """(frames, 2 x joints, 2), left joints before right ones; NaN where nobody is."""
    at = [LANDMARKS.index(f"{side}_{joint}") for side in SIDES for joint in joints]
    nobody = np.full((len(at), 2), np.nan)
    return np.array([people[0, at, :2] if len(people) else nobody for people in found], float)


def _true(true: Truth, joints: tuple[str, ...]) -> Floats:
    """(2 x joints, frames, 2), in the same order."""
    names = [f"{TRUE_NAME.get(joint, joint)}_{side[0]}" for side in SIDES for joint in joints]
    return np.array([true.image[name] for name in names], float)


def _length(joints: Floats) -> Floats:
    """Hip to knee to ankle of the left leg, (frames,), px."""
    return np.hypot(*np.moveaxis(np.diff(joints[:3], axis=0), -1, 0)).sum(axis=0)


def _swaps(seen: Floats, joints: Floats, leg_px: float) -> int:
    """Pictures in which the legs fit better when they are exchanged."""
    joints, half = joints[:, : seen.shape[1]], len(joints) // 2
    other = np.roll(joints, half, axis=0)
    apart = np.linalg.norm(joints - other, axis=-1).mean(axis=0) > LEGS_APART * leg_px
    own_fit = np.linalg.norm(seen - joints, axis=-1).mean(axis=0)
    other_fit = np.linalg.norm(seen - other, axis=-1).mean(axis=0)
    return int((apart & (other_fit < own_fit)).sum())


def main(clips: list[Path]) -> None:
    """Print a row for each clip and way."""
    print("| clip | way | poses | median, % | 95 %, % | lag, frames | swaps |")
    print("|---|---|---|---|---|---|---|")
    for clip in clips or [VIDEOS / f"{name}.mp4" for name in CLIPS]:
        for name, opener in ways().items():
            e = landmark_error(opener, clip)
            numbers = f"{e.median_pct:.3f} | {e.p95_pct:.2f} | {e.lag_frames:+.3f} | {e.swaps}"
            print(f"| {clip.stem} | {name} | {e.poses} | {numbers} |", flush=True)


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
