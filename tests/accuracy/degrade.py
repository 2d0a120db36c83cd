"""One clip made worse on purpose: what happens to its numbers.

What happens to the pictures (feet cropped off, camera rolled) is done to the pictures, and the
network looks again. What happens to the frames (dropped, fewer, mirrored) is done to the landmarks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile
from pathlib import Path

import cv2
import numpy as np
from formula_clips import mirrored, with_frames
from rendered import clips, study_of, truth_of
from true_metrics import true_values

import formcheck
from formcheck import video
from formcheck.clean import clean, smooth
from formcheck.gait import Level, find_gait
from formcheck.metrics import measure
from formcheck.types import Gait, Measurement, Pixels, Runner, Track

VIDEOS = Path(__file__).parents[2] / "videos"
CLIP = VIDEOS / "side_good.mp4"
TURNED = "side_front35_man"  # of the set that `render/make_clips.py` makes
ROLL_DEG = 12.0
PICTURES_S = 5.0  # of the clip, where the network has to look again
SHOWN = ("cadence", "contact_time", "overstride", "tibia_angle", "knee_flexion_contact",
         "foot_strike_angle", "thigh_extension", "trunk_lean", "vertical_oscillation",
         "trunk_rotation", "arm_swing")  # fmt: skip
Numbers = dict[str, Measurement]


@dataclass(frozen=True)
class Worse:
    """What was done to the clip and what came out; `refused` when nobody was found running."""

    label: str
    numbers: Numbers
    truth: dict[str, float]
    refused: str | None = None


@cache
def as_it_is() -> tuple[Track, Level]:
    """The clip's raw landmarks and the camera's roll."""
    found = formcheck.study(CLIP, formcheck.Settings(**_known()))
    camera = found.analysis.gait.camera
    return found.raw, Level(camera.roll_deg, camera.roll_sd_deg)


def gait_of(track: Track) -> Gait:
    """What the stages after the network make of landmarks of the clip."""
    true, exact = truth_of(CLIP), clean(track)
    runner = Runner(100 * true.height_m, true.speed_mps, "given")
    return find_gait(exact, smooth(exact), runner, level=as_it_is()[1])


def by_landmarks(label: str, change: Callable[[Track], Track]) -> Worse:
    """The changed landmarks through the rest of the pipeline."""
    try:
        gait = gait_of(change(as_it_is()[0]))
    except formcheck.FormcheckError as error:
        return Worse(label, {}, {}, str(error))
    return Worse(label, {m.key: m for m in measure(gait)}, truth_during(gait.summary.steady_s))


def by_pictures(label: str, change: Callable[[Pixels], Pixels], folder: Path) -> Worse:
    """The changed pictures written as a clip and looked at again."""
    place = folder / f"{label.replace(' ', '-')}.mp4"
    source = video.open_source(CLIP)
    with video.VideoWriter(place) as writer:
        for frame in takewhile(lambda frame: frame.time_s < PICTURES_S, video.read(source)):
            writer.write(change(frame.rgb), frame.time_s)
    try:
        found = formcheck.analyze(place, **_known())
    except formcheck.FormcheckError as error:
        return Worse(label, {}, {}, str(error))
    numbers = {m.key: m for m in found.measurements}
    return Worse(label, numbers, truth_during(found.gait.steady_s))


def turned() -> list[Worse]:
    """A rendered clip filmed 35 deg from square, where it is at hand; another runner."""
    return [
        Worse("camera turned 35 deg (another runner)", numbers_of(path), truth_of(path).values)
        for path in clips()
        if path.stem == TURNED
    ]


def numbers_of(path: Path) -> Numbers:
    """What is said of a rendered clip, by key."""
    return {m.key: m for m in study_of(path).analysis.measurements}


def truth_during(span_s: tuple[float, float]) -> dict[str, float]:
    """What is true of the runner in that part of the clip."""
    return true_values(truth_of(CLIP).motion.within(span_s))


def _known() -> dict[str, float]:
    true = truth_of(CLIP)
    return {"height_m": true.height_m, "speed_mps": true.speed_mps}


# ------------------------------------------------------------------ to the landmarks


def half_dropped(track: Track) -> Track:
    """Half of the frames lost at random; the rest keep their times."""
    count = len(track.times_s)
    kept = np.random.default_rng(5).permutation(count)[: count // 2]
    return with_frames(track, np.sort(kept))


def every_fourth(track: Track) -> Track:
    """60 frames a second filmed at 15."""
    return with_frames(track, np.arange(0, len(track.times_s), 4))


def every_second(track: Track) -> Track:
    """60 frames a second filmed at 30."""
    return with_frames(track, np.arange(0, len(track.times_s), 2))


def three_strides(track: Track) -> Track:
    """The first three strides only."""
    end_s = truth_of(CLIP).strikes_s("left")[3] + 0.1
    return with_frames(track, np.flatnonzero(track.times_s <= end_s))


def feet_unseen(track: Track) -> Track:
    """Heels, toes and ankles never seen."""
    xy = track.xy.copy()
    for k, name in enumerate(track.names):
        if name.endswith(("ankle", "heel", "foot_index")):
            xy[:, k] = np.nan
    return replace(track, xy=xy)


# ------------------------------------------------------------------ to the pictures


def feet_cropped(rgb: Pixels) -> Pixels:
    """The picture ends above the ankles."""
    true = truth_of(CLIP)
    low = min(float(np.nanmin(true.image[f"ankle_{side}"][:, 1])) for side in "lr")
    bottom = int(max(low, rgb.shape[0] * 0.5))
    return np.ascontiguousarray(rgb[: bottom - bottom % 2])


def rolled(rgb: Pixels) -> Pixels:
    """The camera turned by 12 deg."""
    height, width = rgb.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), ROLL_DEG, 1.0)
    turned = cv2.warpAffine(rgb, turn, (width, height), borderMode=cv2.BORDER_REFLECT)
    return np.asarray(turned, dtype=np.uint8)


def all_worse(folder: Path) -> list[Worse]:
    """Every degradation, the untouched clip first."""
    return [
        by_landmarks("as filmed, 60 frames/s", lambda track: track),
        by_landmarks("mirrored", mirrored),
        by_landmarks("half of the frames lost", half_dropped),
        by_landmarks("30 frames/s", every_second),
        by_landmarks("15 frames/s", every_fourth),
        by_landmarks("three strides only", three_strides),
        by_landmarks("feet never seen", feet_unseen),
        by_pictures("feet cropped off", feet_cropped, folder),
        by_pictures("camera rolled 12 deg", rolled, folder),
        *turned(),
    ]
