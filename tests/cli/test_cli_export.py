"""An analysis becomes files for other tools, also when its clip has moved or is gone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from formcheck.pose import clear
from formcheck.report.exporters import EXPORTERS

Run = Callable[..., "subprocess.CompletedProcess[str]"]
OTHERS = ("trc", "mot", "c3d", "csv", "parquet", "landmarks", "curves")


@pytest.fixture
def results(typed: Run, known: Path) -> Path:
    """The folder of results of a clip of which the height was told."""
    assert typed("analyze", known, "--height-cm", 168, "--formats", "json").returncode == 0
    return known.parent / "monday.formcheck"


def files(folder: Path) -> dict[str, bytes]:
    made = (p for p in folder.iterdir() if p.is_file() and not p.name.startswith("."))
    return {p.name: p.read_bytes() for p in made}


def test_every_format_for_others_comes_from_what_was_analysed(typed: Run, results: Path) -> None:
    before = files(results)
    done = typed("export", results)
    assert done.returncode == 0, done.stderr
    made = files(results / "exports")
    promised = ", ".join(EXPORTERS[name].files for name in OTHERS)
    assert {"monday_m.trc", "monday_px.trc", "monday.mot", "monday.c3d"} <= set(made)
    assert all(name in promised for name in made if not name.startswith("monday"))
    assert files(results) == before
    assert "version" not in done.stdout


def test_by_clip_folder_and_file_the_same_is_written(
    typed: Run, results: Path, known: Path, tmp_path: Path
) -> None:
    written = []
    for what in (known, results, results / "monday.formcheck.json"):
        out = tmp_path / what.name
        assert typed("export", what, "--to", "trc,csv", "--out", out).returncode == 0
        written.append(files(out))
    assert written[0] == written[1] == written[2]
    assert "monday_m.trc" in written[0]


def test_a_clip_that_is_gone_is_remembered_by_the_cache(
    typed: Run, results: Path, known: Path, tmp_path: Path
) -> None:
    typed("export", results, "--to", "trc,c3d,parquet", "--out", tmp_path / "there")
    known.unlink()
    assert (
        typed("export", results, "--to", "trc,c3d,parquet", "--out", tmp_path / "gone").returncode
        == 0
    )
    assert files(tmp_path / "there") == files(tmp_path / "gone")


def test_stored_landmarks_do_as_well(
    typed: Run, results: Path, known: Path, tmp_path: Path
) -> None:
    typed("analyze", known, "--height-cm", 168, "--formats", "json,npz")
    typed("export", results, "--to", "trc", "--out", tmp_path / "there")
    known.unlink()
    assert clear() > 0
    assert typed("export", results, "--to", "trc", "--out", tmp_path / "gone").returncode == 0
    assert files(tmp_path / "there") == files(tmp_path / "gone")


def test_neither_clip_nor_landmarks_says_what_to_do(typed: Run, results: Path, known: Path) -> None:
    known.unlink()
    assert clear() > 0
    done = typed("export", results, "--to", "trc")
    assert done.returncode == 2
    assert "kept nowhere" in done.stderr and "--clip" in done.stderr
    assert not (results / "exports").exists()


def test_pictures_need_the_clip(typed: Run, results: Path, known: Path, tmp_path: Path) -> None:
    moved = Path(shutil.move(known, tmp_path / "elsewhere.mp4"))
    done = typed("export", results, "--to", "trc,png")
    assert done.returncode == 2 and "png needs the clip" in done.stderr
    assert typed("export", results, "--to", "png", "--clip", moved).returncode == 0
    assert list((results / "exports" / "frames").glob("*.png"))


def test_another_clip_is_not_taken_for_it(typed: Run, results: Path, tmp_path: Path) -> None:
    other = Path(__file__).resolve().parents[2] / "videos" / "side_good.mp4"
    done = typed("export", results, "--clip", other)
    assert done.returncode == 2 and "not the clip of this analysis" in done.stderr


def test_numbers_that_come_out_otherwise_are_told(typed: Run, results: Path) -> None:
    (file,) = results.glob("*.formcheck.json")
    told = json.loads(file.read_text(encoding="utf-8"))
    cadence = next(m for m in told["measurements"] if m["id"] == "cadence")
    cadence["value"] += 2
    file.write_text(json.dumps(told), encoding="utf-8")
    assert "another version" in typed("export", results, "--to", "csv").stdout


def test_without_a_height_it_says_how_to_get_metres(typed: Run, known: Path) -> None:
    done = typed("export", known, "--to", "c3d", "--lang", "nl")
    assert done.returncode == 0
    assert "--height-cm" in done.stdout and "pixels" in done.stdout
    assert (known.parent / "monday.formcheck" / "exports" / "monday_px.c3d").is_file()


def test_an_unknown_format_is_refused_before_anything_is_looked_at(
    typed: Run, results: Path
) -> None:
    done = typed("export", results, "--to", "trc,fbx")
    assert done.returncode == 2 and "'fbx'" in done.stderr


def test_parquet_opens_elsewhere(typed: Run, results: Path) -> None:
    typed("export", results, "--to", "parquet")
    table = pq.read_table(results / "exports" / "measurements.parquet").to_pydict()
    (analysis,) = results.glob("*.formcheck.json")
    told = json.loads(analysis.read_text(encoding="utf-8"))["measurements"]
    assert table["id"] == [m["id"] for m in told]


def test_without_its_library_c3d_is_refused_before_anything_is_looked_at(
    typed: Run, known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Linux on ARM. The clip is none, so that looking at it would be another error."""
    monkeypatch.setitem(sys.modules, "ezc3d", None)
    known.write_bytes(b"no clip")
    results = known.parent / "all"
    for words in (
        ("analyze", known, "--formats", "json,c3d"),
        ("export", known, "--to", "trc,c3d"),
        ("batch", known.parent, "--out", results, "--formats", "c3d"),
    ):
        done = typed(*words)
        assert done.returncode == 2, done.stdout
        assert "C3D needs the library ezc3d" in done.stderr and "damaged" not in done.stderr
    assert not results.exists()


def test_without_c3d_the_other_formats_are_written(
    typed: Run, results: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ezc3d", None)
    done = typed("export", results)
    assert done.returncode == 0
    assert "C3D needs the library ezc3d" in done.stderr
    made = set(files(results / "exports"))
    assert {"monday.mot", "monday_m.trc", "curves.csv"} <= made and "monday.c3d" not in made
