"""Clips in which nobody runs give a reason and no numbers."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import formcheck
from formcheck.api import default_folder
from formcheck.errors import NoRunnerError
from formcheck.pose import save_track
from formcheck.skeleton import LANDMARKS
from formcheck.types import Floats, Track

CLIP = Path(__file__).resolve().parents[2] / "videos" / "side_overstride.mp4"
LEG_PX = 250.0
FPS, SECONDS = 30.0, 8.0
TIMES_S = np.arange(round(FPS * SECONDS)) / FPS

# from the mid-hip, leg lengths; x right (forward), y down
STILL = {
    "nose": (0.2, -0.85), "eye": (0.18, -0.9), "ear": (0.05, -0.88), "mouth": (0.18, -0.8),
    "shoulder": (0.02, -0.6), "elbow": (-0.03, -0.25), "wrist": (0.08, 0.03),
    "pinky": (0.1, 0.07), "index": (0.12, 0.07), "thumb": (0.1, 0.05), "hip": (0.0, 0.0),
    "knee": (0.03, 0.5), "ankle": (0.0, 1.0), "heel": (-0.06, 1.06), "foot_index": (0.16, 1.06),
}  # fmt: skip


def standing(facing: float = 1.0) -> Track:
    """Somebody who stands, seen from the side, with the tremble of a network."""
    parts = [next(xy for part, xy in STILL.items() if part in name) for name in LANDMARKS]
    xy = np.repeat(np.array([parts]), len(TIMES_S), axis=0) * [facing, 1.0]
    shaken = xy + np.random.default_rng(0).normal(0, 0.004, xy.shape)
    return track(shaken)


def walking(
    steps_hz: float, facing: float = 1.0, reach: float = 0.42, raised: float = 0.12
) -> Track:
    """Somebody who walks on a belt: lowest with the feet apart, feet hardly raised."""
    walk = standing(facing)
    xy = (walk.xy - [360.0, 600.0]) / LEG_PX
    phase = np.pi * steps_hz * TIMES_S
    for side, lag in (("left", 0.0), ("right", np.pi)):
        ahead = reach * np.cos(phase + lag)
        # the foot swings forward while `ahead` grows
        lift = raised * np.clip(-np.sin(phase + lag), 0, None) ** 2
        down = np.sqrt(1 - ahead**2)
        _shift(xy, f"{side}_ankle", facing * ahead, down - 1 - lift)
        for part in ("heel", "foot_index"):
            _shift(xy, f"{side}_{part}", facing * ahead, down - 1 - lift)
        _shift(xy, f"{side}_knee", facing * (ahead / 2 + lift), (down - 1 - lift) / 2)
        _shift(xy, f"{side}_wrist", -facing * ahead / 2, 0 * ahead)
    # the hips fall by as much as the longer leg loses
    xy[..., 1] += (1 - np.sqrt(1 - (reach * np.cos(phase)) ** 2))[:, None]
    return track(xy)


def _shift(xy: Floats, name: str, right: Floats, down: Floats) -> None:
    xy[:, LANDMARKS.index(name)] += np.stack([right, down], axis=1)


def nobody() -> Track:
    """Not one landmark seen."""
    return track(np.full((len(TIMES_S), len(LANDMARKS), 2), np.nan))


def track(legs: Floats) -> Track:
    n = len(legs)
    sight = np.where(np.isfinite(legs[..., 0]), 0.98, 0.0)
    return Track(
        xy=legs * LEG_PX + [360.0, 600.0],
        depth=np.zeros((n, len(LANDMARKS))),
        world=np.zeros((n, len(LANDMARKS), 3)),
        visibility=sight,
        presence=sight.copy(),
        times_s=TIMES_S,
        size_px=(720, 1280),
    )


def jerked() -> Track:
    """A network that sees a body in noise: every landmark anywhere, every frame anew."""
    anywhere = np.random.default_rng(5).uniform(-1, 1, (len(TIMES_S), len(LANDMARKS), 2))
    return track(anywhere)


def half_a_second_of(whole: Track) -> Track:
    parts = ("xy", "depth", "world", "visibility", "presence", "times_s")
    return replace(whole, **{part: getattr(whole, part)[:15] for part in parts})


NEGATIVES = {
    "standing": (standing(), "stands still"),
    "standing, facing left": (standing(-1.0), "stands still"),
    "walking at 110": (walking(110 / 60), "walks"),
    "walking at 140, facing left": (walking(140 / 60, -1.0), "walks"),
    "strolling at 80": (walking(80 / 60, reach=0.33), "walks"),
    "walking in slow motion": (walking(110 / 60 / 4), "walks"),
    "walking with high knees": (walking(110 / 60, raised=0.35), "walks"),
    "nobody": (nobody(), "no person is seen"),
    "half a second": (half_a_second_of(walking(110 / 60)), ""),
    "a body in noise": (jerked(), ""),
}


@pytest.mark.parametrize("name", NEGATIVES)
def test_nobody_runs(tmp_path, name):
    clip = Path(shutil.copy(CLIP, tmp_path / "clip.mp4"))
    landmarks, reason = NEGATIVES[name]
    save_track(landmarks, default_folder(clip) / "landmarks.npz")
    with pytest.raises(NoRunnerError, match="No running found") as told:
        formcheck.analyze(clip, backend="stored", height_m=1.7, speed_mps=2.5)
    assert reason in told.value.problem
    assert told.value.hint.startswith("Film ")
    assert told.value.exit_code == 4


def test_a_formula_runner_in_their_place_is_found(tmp_path):
    """The same way of telling, with somebody who runs: the negatives are no dead end."""
    from formula_runner import Film, film

    clip = Path(shutil.copy(CLIP, tmp_path / "clip.mp4"))
    save_track(film(how=Film(fps=FPS)), default_folder(clip) / "landmarks.npz")
    found = formcheck.analyze(clip, backend="stored")
    assert found.measurement("cadence").value == pytest.approx(166.0, abs=0.5)
