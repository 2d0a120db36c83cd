"""Motion files against the angles that the formula runner was made with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from export_makers import EXAMPLES, GAP, SIDE, example, exported, study_of
from formula_body import Stick, _foot, body
from formula_clips import unseen
from formula_runner import film

from formcheck.types import Study

SIDED = ("hip_flexion", "knee_angle", "ankle_angle", "arm_flex", "elbow_flex")
PHASE = (SIDE.times_s - SIDE.first_strike_s) / Stick().stride_s


def read(study: Study, out: Path, ending: str = ".sto") -> dict[str, np.ndarray]:
    """Columns of a motion file, read as its header tells, and nothing else."""
    path = exported(study, out, "mot")[ending]
    head, _, rest = path.read_text(encoding="utf-8").partition("endheader\n")
    told = dict(line.split("=") for line in head.split("\n") if "=" in line)
    names, *rows = (line.split("\t") for line in rest.rstrip("\n").split("\n"))
    assert told["inDegrees"] == "yes"
    assert (len(rows), len(names)) == (int(told["nRows"]), int(told["nColumns"]))
    table = np.array(rows, float)
    return {name: table[:, k] for k, name in enumerate(names)}


def hanging_deg(points: dict[str, np.ndarray], high: str, low: str) -> np.ndarray:
    """Of a limb hanging down, + = its lower end ahead."""
    way = points[low] - points[high]
    return np.degrees(np.arctan2(way[:, 0], -way[:, 1]))


@pytest.mark.parametrize("side", ["left", "right"])
def test_angles_are_those_of_the_body(side: str, tmp_path: Path) -> None:
    found, points = read(example("side"), tmp_path), body(Stick(), PHASE)
    inner = slice(10, -10)  # smoothing has both its sides there
    thigh, shank, arm, forearm = (
        hanging_deg(points, f"{side}_{high}", f"{side}_{low}")
        for high, low in (("hip", "knee"), ("knee", "ankle"), ("shoulder", "elbow"),
                          ("elbow", "wrist"))
    )  # fmt: skip
    neck, hips = ((points[f"left_{j}"] + points[f"right_{j}"]) / 2 for j in ("shoulder", "hip"))
    lean = np.degrees(np.arctan2((neck - hips)[:, 0], (neck - hips)[:, 1]))
    foot = _foot(Stick(), side, PHASE + (0.0 if side == "left" else 0.5))[2]
    expected = {
        "hip_flexion": thigh, "knee_angle": thigh - shank, "ankle_angle": foot - shank,
        "arm_flex": arm + lean, "elbow_flex": forearm - arm,
    }  # fmt: skip
    for name, truth in expected.items():
        off = (found[f"{name}_{side[0]}"] - truth)[inner]
        limit = 3.0 if name == "ankle_angle" else 1.0  # its zero is the foot at 30-60 % of contact
        assert np.percentile(np.abs(off), 90) < limit, name
    assert np.abs(found["lumbar_extension"] + lean)[inner].max() < 2.0


def test_the_mirror_twin_has_the_same_angles_on_the_other_side(tmp_path: Path) -> None:
    one, twin = read(example("side"), tmp_path / "a"), read(example("mirrored"), tmp_path / "b")
    for name in SIDED:
        assert one[f"{name}_r"] == pytest.approx(twin[f"{name}_l"], abs=1e-3)
    assert one["lumbar_extension"] == pytest.approx(twin["lumbar_extension"], abs=1e-3)
    assert one["pelvis_ty"] == pytest.approx(twin["pelvis_ty"], abs=1e-4)


def test_what_was_not_seen_is_no_number(tmp_path: Path) -> None:
    found = read(example("gap"), tmp_path)
    for name in ("arm_flex_r", "elbow_flex_r", "lumbar_extension"):
        assert np.flatnonzero(np.isnan(found[name])).tolist() == list(range(*GAP.indices(300)))
    assert np.isfinite(found["knee_angle_r"]).all()


@pytest.mark.parametrize("name", ["rear", "front"])
def test_from_behind_and_in_front_the_trunk_leans_aside_and_legs_are_left_out(
    name: str, tmp_path: Path
) -> None:
    study = example(name)
    found = read(study, tmp_path)
    assert set(found) == {"time", "pelvis_tx", "pelvis_ty", "pelvis_tz", "lumbar_bending"}
    shoulders = (study.gait["left_shoulder"] + study.gait["right_shoulder"])[:, 0]
    hips = (study.gait["left_hip"] + study.gait["right_hip"])[:, 0]
    assert np.corrcoef(found["lumbar_bending"], shoulders - hips)[0, 1] > 0.99
    assert not found["pelvis_tx"].any()


@pytest.mark.parametrize("name", EXAMPLES)
def test_ways_in_metres_only_with_a_scale(name: str, tmp_path: Path) -> None:
    found = read(example(name), tmp_path)
    assert ("pelvis_ty" in found) == (name != "unscaled")
    assert found["time"][0] == pytest.approx(example(name).gait.times_s[0])
    assert np.diff(found["time"]) == pytest.approx(1 / 60, abs=2e-6)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_motion_file_has_no_gaps_and_else_the_same_numbers(name: str, tmp_path: Path) -> None:
    """OpenSim's older tools stop reading at the first gap, and say nothing of it."""
    whole, found = read(example(name), tmp_path), read(example(name), tmp_path, ".mot")
    at = np.searchsorted(whole["time"], found["time"] - 1e-6)
    for column, values in found.items():
        assert np.isfinite(values).all()
        assert np.array_equal(values, whole[column][at])
    assert set(found) == set(whole)


def test_a_limb_that_is_seen_in_part_is_left_out_of_the_motion(tmp_path: Path) -> None:
    track = unseen(film(Stick(), SIDE), GAP, "left_knee", "left_ankle")
    found = read(study_of(track, height_m=1.76), tmp_path, ".mot")
    assert len(found["time"]) == len(SIDE.times_s)
    assert {"knee_angle_r", "hip_flexion_r"} <= set(found)
    assert not {"knee_angle_l", "hip_flexion_l", "ankle_angle_l"} & set(found)


def test_of_two_stretches_the_longer_is_the_motion(tmp_path: Path) -> None:
    found = read(example("gap"), tmp_path, ".mot")
    assert found["time"] == pytest.approx(SIDE.times_s[GAP.stop :], abs=1e-6)
