"""Parquet and CSV read back with pyarrow and csv, against what was measured."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from export_makers import EXAMPLES, GAP, example, exported

from formcheck.report.exports.parquet import units
from formcheck.skeleton import LANDMARKS
from formcheck.types import Curve

FORMATS = ("parquet", "landmarks", "curves")


def table(path: Path) -> dict[str, list[object]]:
    return pq.read_table(path).to_pydict()


def column(found: dict[str, list[object]], name: str) -> np.ndarray:
    """Numbers of a column, null as NaN."""
    return np.array([np.nan if v is None else v for v in found[name]], float)


def rows_of(found: dict[str, list[object]], curve: Curve) -> list[bool]:
    return [pair == (curve.id, curve.side) for pair in zip(found["id"], found["side"], strict=True)]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("clip", EXAMPLES)
def test_parquet_holds_what_the_csv_holds(clip: str, name: str, tmp_path: Path) -> None:
    files = exported(example(clip), tmp_path, name)
    csvs = files | exported(example(clip), tmp_path, "csv")
    parquets = [p for p in files.values() if p.suffix == ".parquet"]
    assert parquets
    for path in parquets:
        with csvs[f"{path.stem}.csv"].open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        found = table(path)
        assert list(found) == head
        for k, values in enumerate(found.values()):
            cells = [row[k] for row in rows]
            assert [v is None for v in values] == [c == "" for c in cells]
            for value, cell in zip(values, cells, strict=True):
                assert value is None or value == type(value)(cell)


@pytest.mark.parametrize("name", FORMATS)
def test_parquet_says_its_schema_and_its_units(name: str, tmp_path: Path) -> None:
    for path in exported(example("side"), tmp_path, name).values():
        if path.suffix == ".parquet":
            file = pq.read_table(path)
            said = pq.read_metadata(path).metadata
            words = {k.decode(): v.decode() for k, v in said.items()}
            assert words["schema"] == f"formcheck.{path.stem}/1"
            assert words["clip"] == "één clip.mp4"
            assert json.loads(words["units"]) == units(file.column_names)
            assert not any(np.isnan(v) for c in file.columns for v in c.to_pylist()
                           if isinstance(v, float))  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_study_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    one = exported(example("side"), tmp_path / "one", name)
    two = exported(example("side"), tmp_path / "two", name)
    assert [p.read_bytes() for p in one.values()] == [p.read_bytes() for p in two.values()]


def test_landmarks_come_back_raw_cleaned_and_in_leg_lengths(tmp_path: Path) -> None:
    study = example("gap")
    found = table(exported(study, tmp_path, "landmarks")["landmarks.parquet"])
    shape = (len(study.track.times_s), len(LANDMARKS))
    assert found["landmark"] == list(LANDMARKS) * shape[0]
    for name, values in {
        "raw_x_px": study.raw.xy[..., 0],
        "raw_y_px": study.raw.xy[..., 1],
        "x_px": study.track.xy[..., 0],
        "y_px": study.track.xy[..., 1],
        "forward_leg": study.gait.path[..., 0],
        "up_leg": study.gait.path[..., 1],
        "time_s": np.repeat(study.track.times_s, shape[1]).reshape(shape),
    }.items():
        read = column(found, name).reshape(shape)
        assert read == pytest.approx(values, abs=1e-6, nan_ok=True)
    elbow = column(found, "x_px").reshape(shape)[:, LANDMARKS.index("right_elbow")]
    assert np.isnan(elbow[GAP]).all()
    assert not any(v is not None for v in found["right_leg"])


def test_from_behind_right_is_seen_and_forward_is_not(tmp_path: Path) -> None:
    study = example("rear")
    found = table(exported(study, tmp_path, "landmarks")["landmarks.parquet"])
    assert not any(v is not None for v in found["forward_leg"])
    shoulder = np.array(found["landmark"]) == "right_shoulder"
    assert np.median(column(found, "right_leg")[shoulder]) > 0.1


@pytest.mark.parametrize("clip", ["side", "rear"])
def test_curves_come_back_and_strides_make_up_their_mean(clip: str, tmp_path: Path) -> None:
    study = example(clip)
    files = exported(study, tmp_path, "curves")
    typical, each = table(files["curves.parquet"]), table(files["curve_strides.parquet"])
    for curve in (c for c in study.curves if len(c.mean)):
        mine = rows_of(typical, curve)
        assert column(typical, "mean")[mine] == pytest.approx(curve.mean, abs=1e-6, nan_ok=True)
        assert column(typical, "sd")[mine] == pytest.approx(curve.spread, abs=1e-6, nan_ok=True)
        assert column(typical, "stride_pct")[mine].tolist() == list(range(101))
        mine = rows_of(each, curve)
        assert column(each, "stride_pct")[mine].tolist() == [*range(101)] * len(curve.spans_s)
        strides = column(each, "value")[mine].reshape(-1, 101)
        assert len(strides) == len(curve.spans_s) >= 3
        seen = np.isfinite(strides).all(axis=0)
        assert strides[:, seen].mean(axis=0) == pytest.approx(curve.mean[seen], abs=1e-5)


def test_slow_motion_tells_both_times(tmp_path: Path) -> None:
    from export_makers import study_of
    from formula_clips import played
    from formula_runner import Film, film

    study = study_of(played(film(how=Film(seconds=4.0)), 4.0), slow_motion=4.0)
    found = table(exported(study, tmp_path, "landmarks")["landmarks.parquet"])
    assert column(found, "clip_time_s") == pytest.approx(4.0 * column(found, "time_s"), abs=1e-5)
