"""Landmarks come out of a file as they went in, or the file is refused in plain words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from formula_camera import Handling, path_of
from formula_runner import Film, film

from formcheck.errors import SettingsError
from formcheck.pose import landmark_file, load_track, save_track
from formcheck.types import PelvisTilt, Track

ARRAYS = ("xy", "depth", "world", "visibility", "presence", "times_s")


@pytest.fixture(scope="module")
def track() -> Track:
    made = film(how=Film(seconds=0.5))
    made.xy[3, 5] = np.nan
    return made


@pytest.fixture
def saved(track, tmp_path) -> Path:
    path = tmp_path / "folder" / "a.npz"
    save_track(track, path, roll_deg=-1.25, notes='["é"]')
    return path


def test_round_trip(track, saved):
    again, facts = load_track(saved)
    for name in ARRAYS:
        assert np.array_equal(getattr(again, name), getattr(track, name), equal_nan=True)
    assert (again.size_px, again.names) == (track.size_px, track.names)
    assert facts == {"roll_deg": -1.25, "notes": '["é"]'}
    assert [p.name for p in saved.parent.iterdir()] == ["a.npz"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(track, saved, monkeypatch):
    before = saved.read_bytes()

    def full(*args, **more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez_compressed", full)
    with pytest.raises(OSError, match="No space"):
        save_track(track, saved)
    assert saved.read_bytes() == before
    assert [p.name for p in saved.parent.iterdir()] == ["a.npz"]


def test_any_damage_is_told_in_plain_words(saved):
    """Every way a file breaks has its own exception in numpy and zip; here it is one."""
    whole, rng = saved.read_bytes(), np.random.default_rng(0)
    refused = 0
    for k in range(150):
        data = bytearray(whole)
        if k % 3 == 0:
            data = data[: rng.integers(len(data))]
        for _ in range(3):
            data[int(rng.integers(len(data)))] ^= int(rng.integers(1, 256))
        saved.write_bytes(data)
        try:
            load_track(saved)
        except SettingsError as error:
            assert error.problem.startswith("a.npz is not a landmark file that can be read")
            assert "--formats npz" in error.hint
            refused += 1
    assert refused > 100


def _of_a_later_version(path: Path) -> None:
    save_track(film(how=Film(seconds=0.5)), path)
    with np.load(path) as saved:
        np.savez(path, **{**saved, "version": 2})


def _not_ours(path: Path) -> None:
    np.savez(path, a=np.arange(3))


def _one_array(path: Path) -> None:
    with path.open("wb") as file:
        np.save(file, np.arange(3))


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _pickled(path: Path) -> None:
    np.savez(path, version=np.array([object()], dtype=object))


@pytest.mark.parametrize("make", [_of_a_later_version, _not_ours, _one_array, _empty, _pickled])
def test_other_files_are_refused(tmp_path, make):
    path = tmp_path / "b.npz"
    make(path)
    with pytest.raises(SettingsError, match=r"b\.npz is not a landmark file"):
        load_track(path)


def test_no_file(tmp_path):
    with pytest.raises(SettingsError, match="not a landmark file"):
        load_track(tmp_path / "none.npz")


def test_the_pelvis_is_kept_until_it_is_measured_otherwise(track, tmp_path, monkeypatch):
    tilt = np.linspace(-3.0, 3.0, len(track.times_s))
    tilt[4] = np.nan
    pelvis = PelvisTilt(tilt, 0.9 + tilt / 100, 12.5)
    save_track(replace(track, pelvis=pelvis), tmp_path / "a.npz")
    again = load_track(tmp_path / "a.npz")[0].pelvis
    assert again is not None and again.contrast == 12.5
    assert np.array_equal(again.tilt_deg, tilt, equal_nan=True)
    assert np.array_equal(again.agreement, pelvis.agreement, equal_nan=True)
    monkeypatch.setattr(landmark_file, "PELVIS_VERSION", 99)
    assert load_track(tmp_path / "a.npz")[0].pelvis is None


def test_the_camera_comes_back_unless_it_was_found_another_way(track, tmp_path, monkeypatch):
    camera = path_of(Handling(shake_px=3.0), track.times_s)
    camera.to_still[4] = np.nan
    path = tmp_path / "b.npz"
    save_track(replace(track, camera=camera), path)
    again = load_track(path)[0].camera
    assert np.array_equal(again.to_still, camera.to_still, equal_nan=True)
    assert np.array_equal(again.points, camera.points) and not again.undone
    monkeypatch.setattr(landmark_file, "CAMERA_VERSION", landmark_file.CAMERA_VERSION + 1)
    assert load_track(path)[0].camera is None
