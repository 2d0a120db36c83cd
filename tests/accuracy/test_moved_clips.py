"""Rendered clips seen by a camera in motion: as a camera that stands sees them, and true."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from rendered import VIDEOS, truth_of
from virtual_camera import SHOTS, Shot, off_px, path, shoot

import formcheck
from formcheck.types import Measurement, Study

pytestmark = pytest.mark.accuracy
EACH = pytest.mark.parametrize("shot", SHOTS, ids=lambda s: f"{s.clip}-{s.name}".replace(" ", "_"))

# Made of other numbers, or of how they change over the clip, of which the shots show a part
LEFT_OUT = ("asymmetry", "variability", "drift", "shoulder_lift", "ankle_steadiness")
MOST_OFF_PX = 4.0  # of 1280; where the clip's own background is nearly plain, 0.4 elsewhere


@cache
def still(clip: str) -> Study:
    """What formcheck says of the clip itself, told the height."""
    return _study(VIDEOS / f"{clip}.mp4", clip)


def _study(path: Path, clip: str) -> Study:
    height_m = truth_of(VIDEOS / f"{clip}.mp4").height_m
    return formcheck.study(path, formcheck.Settings(height_m=height_m))


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> dict[Shot, Study]:
    folder, studies = tmp_path_factory.mktemp("moved"), {}
    for k, shot in enumerate(SHOTS):
        clip = VIDEOS / f"{shot.clip}.mp4"
        out = shoot(shot, clip, truth_of(clip), folder / f"{k}.mp4")
        studies[shot] = _study(out, shot.clip)
    return studies


@EACH
def test_the_camera_and_the_ground_are_told_right(moved: dict[Shot, Study], shot: Shot) -> None:
    gait = moved[shot].analysis.gait
    assert gait.camera.moving == shot.moves
    assert gait.setting == ("overground" if shot.clip == "trail_side" else "treadmill")
    assert gait.view == still(shot.clip).analysis.gait.view


@EACH
def test_the_path_is_found(moved: dict[Shot, Study], shot: Shot) -> None:
    true = path(shot, truth_of(VIDEOS / f"{shot.clip}.mp4"), still(shot.clip).raw.size_px)
    found = moved[shot].raw.camera
    assert found is not None and found.seen.mean() > 0.95
    off = off_px(found, true, moved[shot].raw.size_px)
    assert np.percentile(off, 95) < MOST_OFF_PX


@EACH
def test_numbers_are_those_of_a_camera_that_stands(moved: dict[Shot, Study], shot: Shot) -> None:
    """Within the interval of their difference: both rest on a few strides of their own."""
    stood = {m.key: m for m in still(shot.clip).analysis.measurements}
    off = {}
    for m in moved[shot].analysis.measurements:
        before = stood[m.key]
        if m.value is None or before.value is None or m.id.startswith(LEFT_OUT):
            continue
        off[m.key] = abs(m.value - before.value) / np.hypot(half(m), half(before))
    assert len(off) > 8
    assert {key: round(share, 2) for key, share in off.items() if share > 1.0} == {}


@EACH
def test_measured_numbers_hold_the_truth_as_often_as_they_say(
    moved: dict[Shot, Study], shot: Shot
) -> None:
    true = truth_of(VIDEOS / f"{shot.clip}.mp4").values
    held = [
        abs(m.value - true[m.key]) <= half(m)
        for m in moved[shot].analysis.measurements
        if m.value is not None and m.status == "measured" and m.key in true
    ]
    assert np.mean(held) >= 0.9


def half(m: Measurement) -> float:
    assert m.interval95 is not None
    return (m.interval95[1] - m.interval95[0]) / 2
