"""A camera that moves, and a runner who comes nearer: the numbers of a camera that stands."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from formula_camera import Handling, grown, handled
from formula_clips import Numbers, filmed_numbers, gait_of, numbers
from formula_runner import Film, Stick, film
from formula_truth import truth

from formcheck.gait.one_size import to_one_size
from formcheck.metrics.stride_length import stride_length
from formcheck.types import Runner, Track

HELD = Runner(height_cm=176.0)
WAYS = {
    "trembles": Handling(shake_px=8.0, shake_deg=0.5),
    "trembles much": Handling(shake_px=25.0, shake_deg=1.5, seed=5),
    "pans": Handling(pan_px=1500.0),
    "pans back": Handling(pan_px=-900.0, shake_px=8.0),
    "rolls": Handling(roll_deg=6.0),
    "zooms": Handling(grow=1.25),
    "all": Handling(10.0, 0.6, 1200.0, 4.0, 0.8),
}
MOVES = {"pans", "pans back", "zooms", "all"}
VIEWS = {
    "belt": Film(), "belt, left": Film(towards="left"), "rear": Film("rear"),
    "ground": Film(overground=True, seconds=4.0),
}  # fmt: skip
NEAR = 0.5  # away from the still camera's number, as a share of half its interval


@cache
def moved(view: str, way: str) -> tuple[object, Numbers]:
    gait = gait_of(handled(film(Stick(), VIEWS[view]), WAYS[way]), HELD)
    return gait.summary, numbers(gait)


def apart(found: Numbers, still: Numbers) -> dict[str, float]:
    """How far each number is off, in halves of the still camera's interval."""
    off = {}
    for key, m in still.items():
        if m.value is None or m.interval95 is None:
            continue
        assert found[key].value is not None, key
        half = (m.interval95[1] - m.interval95[0]) / 2
        off[key] = abs(found[key].value - m.value) / max(half, 1e-6 * abs(m.value) + 1e-9)
    return off


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("way", WAYS)
def test_every_number_is_that_of_a_camera_that_stands(view: str, way: str) -> None:
    summary, found = moved(view, way)
    still = filmed_numbers(Stick(), VIEWS[view])
    assert {k: v for k, v in apart(found, still).items() if v > NEAR} == {}
    assert summary.camera.moving == (way in MOVES)
    assert summary.setting == ("overground" if view == "ground" else "treadmill")
    assert summary.direction == {"belt, left": "left", "rear": "away"}.get(view, "right")


@pytest.mark.parametrize(("view", "way"), [("rear", "trembles much"), ("belt", "pans")])
def test_without_the_path_the_same_pictures_mislead(view: str, way: str) -> None:
    """The test above can fail: this is what the camera does to numbers left as they are."""
    track = handled(film(Stick(), VIEWS[view]), WAYS[way])
    gait = gait_of(replace(track, camera=None), HELD)
    off = apart(numbers(gait), filmed_numbers(Stick(), VIEWS[view]))
    assert gait.summary.setting != "treadmill" or max(off.values()) > 1.0


def test_a_background_that_shows_nothing_leaves_the_setting_open() -> None:
    gait = gait_of(handled(film(), WAYS["trembles"], seen=False), HELD)
    assert gait.summary.setting == "unknown" and not gait.summary.camera.moving
    assert gait.summary.camera.background_share == 0.0 and gait.summary.camera.shake_px is None
    bounce = numbers(gait)["vertical_oscillation:both"]
    assert bounce.status == "indicative" and "background" in bounce.reason


def test_the_trembling_is_told_in_pixels() -> None:
    summary, _ = moved("belt", "trembles")
    assert 4.0 < summary.camera.shake_px < 8.0  # what is slower than a second is no trembling
    assert summary.camera.background_share == 1.0


def test_a_roll_that_changes_is_undone_to_that_of_the_first_seconds() -> None:
    """The path given here lies on the middle picture, which is level."""
    _, found = moved("belt", "rolls")
    lean = filmed_numbers(Stick(), VIEWS["belt"])["trunk_lean:both"].value
    assert found["trunk_lean:both"].value == pytest.approx(lean, abs=0.1)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("factor", [1.2, 1 / 1.2, 1.5])
def test_a_runner_who_comes_nearer_keeps_his_numbers(view: str, factor: float) -> None:
    gait = gait_of(grown(film(Stick(), VIEWS[view]), factor), HELD)
    still = filmed_numbers(Stick(), VIEWS[view])
    assert {k: v for k, v in apart(numbers(gait), still).items() if v > NEAR} == {}


def test_the_formula_body_itself_is_of_one_size() -> None:
    for how in VIEWS.values():
        track = film(Stick(), how)
        assert to_one_size(track, track)[2] == 0.0
        assert to_one_size(track, grown(track, 1.2))[2] == pytest.approx(0.18, abs=0.02)


# ------------------------------------------------------------ over ground


def over(track: Track) -> Numbers:
    return numbers(gait_of(track, HELD))


def test_stride_length_over_ground_is_from_foothold_to_foothold() -> None:
    true = truth(Stick(), "right")
    for way in ("trembles", "pans", "all"):
        found = over(handled(film(Stick(), VIEWS["ground"]), WAYS[way]))
        for metric in ("stride_length", "speed"):
            m = found[f"{metric}:both"]
            assert m.status == "measured"
            assert m.value == pytest.approx(true[metric], rel=0.03), way
            assert m.interval95[0] <= true[metric] <= m.interval95[1]


def test_footholds_differ_where_strides_do() -> None:
    """A runner who speeds up: the footholds show it, speed times time would not."""
    gait = gait_of(film(Stick(), VIEWS["ground"]), HELD)
    faster = 0.2 * np.maximum(gait.times_s - 2.0, 0.0) ** 2
    even = stride_length(gait)
    uneven = stride_length(replace(gait, progress=gait.progress + faster))
    assert np.ptp(even) < 0.03 and np.ptp(uneven) > 0.1
    belt = stride_length(replace(gait, is_ground_seen=False))
    assert belt.mean() == pytest.approx(even.mean(), rel=0.03)


def test_a_background_further_off_than_the_runner_is_not_believed() -> None:
    """From a car alongside: what is three times as far away passes at a third of the speed."""
    track = handled(film(Stick(), VIEWS["ground"]), Handling())
    hips = (track["left_hip"] + track["right_hip"])[:, 0] / 2
    shift = hips - hips.mean()
    xy, to_still = track.xy.copy(), track.camera.to_still.copy()
    xy[..., 0] -= shift[:, None]  # he stays in the middle of the picture
    to_still[:, 0, 2] = 0.45 * shift
    gait = gait_of(replace(track, xy=xy, camera=replace(track.camera, to_still=to_still)), HELD)
    assert gait.summary.setting == "overground" and gait.summary.camera.moving
    assert not gait.is_ground_seen
    speed = numbers(gait)["speed:both"]
    assert speed.status == "indicative" and "camera went along" in speed.reason
    assert speed.value == pytest.approx(truth(Stick(), "right")["speed"], rel=0.05)
