"""What must not change a number, and what must change it in a known way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from formula_clips import (
    filmed_numbers,
    magnified,
    mirrored,
    played,
    read,
    shifted,
    unseen,
    values,
    with_frames,
    with_noise,
)
from formula_runner import Film, Stick, film
from formula_truth import truth
from hypothesis import given
from hypothesis import strategies as st

from formcheck.gait import Level
from formcheck.metrics import METRICS
from formcheck.types import Runner

ROW = {m.id: m for m in METRICS}  # the stick runner's points have none

UNEVEN = Stick(overstride=17.0, overstride_right=23.0)
VIEWS = st.sampled_from([Film(seconds=4.0), Film("rear", seconds=4.0), Film("front", seconds=4.0)])
AGELESS = ("trunk_lean:both", "thigh_extension:right", "arm_swing:right", "elbow_flexion:right",
           "trunk_rotation:both", "vertical_oscillation:both", "arm_leg_locking:right",
           "head_forward:both")  # fmt: skip
UNIT = {m.id: m.unit for m in METRICS}


def swapped_sides(found: dict[str, float]) -> dict[str, float]:
    other = {"left": "right", "right": "left", "both": "both"}
    return {f"{k.split(':')[0]}:{other[k.split(':')[1]]}": v for k, v in found.items()}


def same(found: dict[str, float], wanted: dict[str, float], near: float = 1e-6) -> None:
    assert found.keys() == wanted.keys()
    for key, value in wanted.items():
        assert found[key] == pytest.approx(value, rel=near, abs=near), key


@given(how=VIEWS, spm=st.floats(150, 190))
def test_the_mirror_twin_has_left_and_right_exchanged(how: Film, spm: float) -> None:
    track = film(replace(UNEVEN, cadence_spm=spm), how)
    found, twin = values(read(track)), values(read(mirrored(track)))
    # from rear and front the strides of the left foot are counted, in the twin those of the other
    same(swapped_sides(twin), found, 1e-6 if how.view == "side" else 0.01)


@given(how=VIEWS, factor=st.floats(0.3, 3.0))
def test_more_pixels_change_nothing(how: Film, factor: float) -> None:
    track = with_noise(film(UNEVEN, how), 1.0)
    same(values(read(magnified(track, factor))), values(read(track)))


@given(how=VIEWS, right=st.floats(-300, 300), down=st.floats(-200, 200))
def test_the_place_in_the_picture_changes_nothing(how: Film, right: float, down: float) -> None:
    track = with_noise(film(UNEVEN, how), 1.0)
    same(values(read(shifted(track, right, down))), values(read(track)))


def test_twice_as_fast_doubles_what_counts_time_and_leaves_angles() -> None:
    stick = Stick(cadence_spm=100.0, contact_s=0.44)
    slow = film(stick, Film(fps=50.0, seconds=9.0))
    before, after = values(read(slow)), values(read(played(slow, 0.5)))
    assert after["cadence:both"] == pytest.approx(2 * before["cadence:both"], rel=0.005)
    assert after["stride_time:both"] == pytest.approx(before["stride_time:both"] / 2, rel=0.005)
    for name in AGELESS:
        assert after[name] == pytest.approx(before[name], rel=0.05, abs=0.3), name


@given(seed=st.integers(0, 10_000), how=st.sampled_from([Film(), Film("rear"), Film(fps=120.0)]))
def test_dropped_frames_keep_the_truth_inside_the_interval(seed: int, how: Film) -> None:
    stick, track = Stick(), with_noise(film(Stick(), how), 1.5, seed)
    kept = np.random.default_rng(seed).random(len(track.times_s)) > 0.15
    for key, m in read(with_frames(track, kept)).items():
        if m.value is None or m.id == "speed":
            continue
        true = truth(stick, "right" if m.side == "right" else "left")[m.id]
        true -= ROW[m.id].bias_from(how.view)
        assert m.interval95 is not None
        assert m.interval95[0] <= true <= m.interval95[1], (key, true, m.interval95)


@given(seed=st.integers(0, 10_000), share=st.floats(0.05, 0.2))
def test_holes_never_give_a_wrong_number(seed: int, share: float) -> None:
    """Single landmarks unseen, up to a fifth of the samples: right, or less sure, or no number."""
    rng, track = np.random.default_rng(seed), film(Stick(), Film(seconds=5.0))
    hole = rng.random(track.xy.shape[:2]) < share
    full = filmed_numbers(Stick(), Film(seconds=5.0))
    for key, m in read(replace(track, xy=np.where(hole[..., None], np.nan, track.xy))).items():
        if m.value is None:
            assert m.reason
        else:
            assert full[key].interval95 is not None
            low, high = full[key].interval95
            assert low <= m.value <= high, key


@pytest.mark.parametrize(
    "name",
    ["right_heel", "right_foot_index", "right_wrist", "right_elbow", "right_ear", "left_hip"],
)
def test_a_landmark_never_seen_gives_no_number_that_rests_on_it(name: str) -> None:
    track = unseen(film(), slice(None), name)
    rests_on = {
        "right_heel": {"foot_strike_angle:right"},
        "right_foot_index": {f"{id}:right" for id in (
            "contact_time", "duty_factor", "knee_flexion_stance", "foot_strike_angle",
            "flight_time")},
        "right_wrist": {"elbow_flexion:right", "elbow_range:right"},
        "right_elbow": {"arm_swing:right", "arm_leg_lag:right", "arm_leg_locking:right"},
        "right_ear": {"head_forward:both", "shoulder_lift:both"},
    }  # fmt: skip
    if name == "left_hip":
        with pytest.raises(Exception, match="no person is seen"):
            read(track)
        return
    found = read(track)
    for key in rests_on[name]:
        assert found[key].value is None and found[key].reason, key
    assert found["cadence:both"].value == pytest.approx(166.0, abs=0.5)


@given(roll=st.floats(-8, 8), how=VIEWS)
def test_a_rolled_camera_that_is_known_changes_nothing(roll: float, how: Film) -> None:
    level = filmed_numbers(Stick(), how)
    found = read(film(Stick(), replace(how, roll_deg=roll)), level=Level(roll, 1.0))
    straight = values(level)
    # joint offsets are moved along the picture's axes, before the picture is turned
    for key, value in values(found).items():
        assert value == pytest.approx(straight[key], rel=0.01, abs=0.5), key


def test_a_roll_that_is_not_known_leans_the_trunk_and_widens_the_interval() -> None:
    tilted = read(film(Stick(), Film(roll_deg=3.0)), level=Level(0.0, 3.0))["trunk_lean:both"]
    assert tilted.value == pytest.approx(4.0, abs=0.4)  # turned clockwise it would be 7
    assert tilted.standard_error.roll == pytest.approx(3.0, abs=0.2)
    assert tilted.interval95[0] <= 7.0 <= tilted.interval95[1]


def test_a_wrong_height_shows_in_lengths_only() -> None:
    right, tall = (read(film(), Runner(height_cm=cm)) for cm in (176.0, 193.6))
    for key, m in right.items():
        if m.value is not None:
            grows = UNIT[m.id] in ("cm", "m", "m/s")
            bias = ROW[m.id].bias
            read_here, read_there = m.value + bias, tall[key].value + bias
            assert read_there == pytest.approx(read_here * (1.1 if grows else 1.0)), key
            assert grows == (m.standard_error.scale > 0), key
