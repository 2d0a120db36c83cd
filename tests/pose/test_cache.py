"""Where landmarks of clips seen before are kept."""

from __future__ import annotations

import numpy as np
import pytest
from formula_runner import Film, film

from formcheck.pose import cache as module
from formcheck.pose import cache_folder, cache_path, clear, keep, recall


@pytest.fixture(scope="module")
def track():
    return film(how=Film(seconds=0.5))


def test_the_variable_names_the_place(cache, monkeypatch):
    assert cache_folder() == cache
    monkeypatch.delenv("FORMCHECK_CACHE")
    assert cache_folder().name == "landmarks"
    assert "formcheck" in cache_folder().parts


def test_another_clip_backend_network_or_version_has_another_file(cache, monkeypatch):
    ways = {cache_path(*way) for way in ("abc", "xbc", "axc", "abx")}
    assert len(ways) == 4
    assert {path.parent for path in ways} == {cache}
    monkeypatch.setattr(module, "POSE_VERSION", module.POSE_VERSION + 1)
    assert cache_path(*"abc") not in ways


def test_what_is_kept_is_recalled(track):
    path = cache_path(*"abc")
    assert recall(path) is None
    assert keep(path, track, roll_deg=2.0)
    again, facts = recall(path)
    assert np.array_equal(again.xy, track.xy, equal_nan=True)
    assert facts == {"roll_deg": 2.0}


def test_a_damaged_file_is_as_good_as_none(track):
    path = cache_path(*"abc")
    keep(path, track)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    assert recall(path) is None


def test_a_disk_that_cannot_be_written_stops_nothing(track, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    assert keep(tmp_path / "file" / "x.npz", track) is False


def test_clear_deletes_landmarks_and_nothing_else(track, cache):
    assert clear() == 0
    keep(cache_path(*"abc"), track)
    keep(cache_path(*"abd"), track)
    (cache / "notes.txt").write_text("mine")
    assert clear() == 2
    assert [p.name for p in cache.iterdir()] == ["notes.txt"]
