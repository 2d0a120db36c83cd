"""Marker files read back with a reader that is not ours, against what was measured."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from export_makers import EXAMPLES, GAP, example, exported
from trc import TRCData

from formcheck.report.exports.markers import MARKERS, MIDDLES
from formcheck.skeleton import ASIDE
from formcheck.types import Study

SCALED = [name for name in EXAMPLES if name != "unscaled"]
FOOT = ("Heel", "BigToe")


def read(path: Path) -> dict[str, np.ndarray]:
    """Markers of a file as an independent reader finds them, (frames, 3) each, and the times."""
    data = TRCData()
    data.load(str(path))
    paths = {name: np.array(data[name]) for name in data["Markers"]}
    return {**paths, "time": np.array(data["Time"]), "rate": np.array(data["DataRate"])}


def cells(path: Path) -> dict[str, np.ndarray]:
    """The same where blanks matter: that reader takes them for no column at all."""
    lines = path.read_text(encoding="utf-8").split("\n")
    names = lines[3].split("\t")[2::3][: len(MARKERS) + len(MIDDLES)]
    rows = [[float(c) if c else np.nan for c in line.split("\t")] for line in lines[5:-1]]
    table = np.array(rows)
    xyz = table[:, 2:].reshape(len(table), -1, 3)
    return {**{n: xyz[:, k] for k, n in enumerate(names)}, "time": table[:, 1]}


def metres(study: Study, out: Path) -> Path:
    return exported(study, out, "trc")["_m.trc"]


@pytest.mark.parametrize("name", ["side", "mirrored", "overground"])
def test_places_are_those_measured_in_metres(name: str, tmp_path: Path) -> None:
    study = example(name)
    found, gait = read(metres(study, tmp_path)), study.gait
    leg_m = gait.leg_length_m
    assert leg_m is not None
    assert found["time"] == pytest.approx(gait.times_s, abs=1e-6)
    for landmark in ("left_knee", "right_ankle", "left_foot_index", "right_shoulder"):
        off = (found[MARKERS[landmark]] - found["Hip"])[:, 0]
        assert off == pytest.approx(leg_m * gait[landmark][:, 0], abs=2e-6)
        between = (found[MARKERS[landmark]] - found["Nose"])[:, 1]
        up = leg_m * (gait[landmark] - gait["nose"])[:, 1]
        assert between == pytest.approx(up, abs=2e-6)
    way_m = leg_m * (gait.progress - gait.progress[0])
    assert found["Hip"][:, 0] == pytest.approx(way_m, abs=2e-6)


@pytest.mark.parametrize("name", SCALED)
def test_the_feet_are_on_the_ground_and_the_head_is_up(name: str, tmp_path: Path) -> None:
    found = cells(metres(example(name), tmp_path))
    feet = np.stack([found[f"{side}{part}"][:, 1] for side in "LR" for part in FOOT])
    assert -0.05 < np.nanmin(feet) < 0.02
    assert 1.4 < np.nanmedian(found["Nose"][:, 1]) < 1.76


@pytest.mark.parametrize("name", ["side", "mirrored"])
def test_from_the_side_z_is_a_typical_body_and_right_is_positive(name: str, tmp_path: Path) -> None:
    study = example(name)
    found, leg_m = read(metres(study, tmp_path)), study.gait.leg_length_m
    assert found["RHip"][:, 2] == pytest.approx(leg_m * ASIDE["hip"], abs=1e-6)
    assert found["LHip"][:, 2] == pytest.approx(-leg_m * ASIDE["hip"], abs=1e-6)
    assert not found["Nose"][:, 2].any()


@pytest.mark.parametrize("name", ["rear", "front"])
def test_from_behind_and_in_front_z_is_seen_and_x_is_not(name: str, tmp_path: Path) -> None:
    study = example(name)
    found = read(metres(study, tmp_path))
    assert not any(found[marker][:, 0].any() for marker in MARKERS.values())
    assert (found["RShoulder"] - found["LShoulder"])[:, 2].min() > 0.2


def test_the_mirror_twin_runs_the_same_way_with_its_sides_exchanged(tmp_path: Path) -> None:
    one = read(metres(example("side"), tmp_path / "one"))
    twin = read(metres(example("mirrored"), tmp_path / "twin"))
    for marker in ("Knee", "Ankle", "BigToe", "Elbow"):
        for side, other in ("LR", "RL"):
            mirror = twin[other + marker] * (1, 1, -1)
            assert one[side + marker] == pytest.approx(mirror, abs=1e-4)


def test_forward_is_where_the_runner_goes(tmp_path: Path) -> None:
    found = read(metres(example("overground"), tmp_path))
    assert np.all(np.diff(found["Hip"][:, 0]) > 0)
    toes = found["RBigToe"][:, 0] - found["RHeel"][:, 0]
    assert np.median(toes) > 0.05


def test_what_was_not_seen_stays_blank(tmp_path: Path) -> None:
    files = exported(example("gap"), tmp_path, "trc")
    for path in files.values():
        found = cells(path)
        blank = np.isnan(found["RElbow"]).all(axis=1)
        assert np.flatnonzero(blank).tolist() == list(range(*GAP.indices(300)))
        assert np.array_equal(np.isnan(found["Neck"][:, 0]), blank)
        assert np.isfinite(found["RKnee"]).all()


def test_uneven_times_become_even_and_long_gaps_stay_open(tmp_path: Path) -> None:
    study, whole = example("uneven"), example("side")
    found = cells(metres(study, tmp_path))
    assert np.diff(found["time"]) == pytest.approx(1 / 60, abs=2e-6)
    knee = found["RKnee"] - found["Hip"]
    assert np.flatnonzero(np.isnan(knee[:, 0])).tolist() == [50, 51, 52, 53, 54, 55]
    expected = whole.gait.leg_length_m * whole.gait["right_knee"][:, 0]
    seen = np.isfinite(knee[:, 0])
    assert knee[seen, 0] == pytest.approx(expected[seen], abs=0.01)


def test_pixels_are_those_of_the_picture(tmp_path: Path) -> None:
    study = example("side")
    found = read(exported(study, tmp_path, "trc")["_px.trc"])
    for landmark, marker in MARKERS.items():
        assert found[marker][:, :2] == pytest.approx(study.track[landmark], abs=1e-3)
        assert not found[marker][:, 2].any()


def test_without_a_scale_there_are_pixels_only(tmp_path: Path) -> None:
    files = exported(example("unscaled"), tmp_path, "trc")
    assert set(files) == {"_px.trc"}
    assert files["_px.trc"].read_text(encoding="utf-8").split("\n")[2].split("\t")[4] == "px"
