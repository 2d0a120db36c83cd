"""All that is kept about a runner comes out in files that anybody can read."""

from __future__ import annotations

import csv
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from history_makers import SECOND, some_analysis

from formcheck import store
from formcheck.errors import SettingsError
from formcheck.report.json_file import to_json


@pytest.fixture
def known(file):
    store.add(some_analysis(), "r07", store.Origin("2026-03-01", note='5 km, "easy"'), file)
    store.add(some_analysis(SECOND), "r08", store.Origin("2026-03-02"), file)
    return file


def names(out: Path) -> list[str]:
    return sorted(p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file())


def test_everything_about_one_runner_and_nothing_of_another(known, tmp_path):
    out = tmp_path / "out"
    (entry,) = store.export(out, "r07", known)
    assert names(out) == [
        "analyses.csv", "analyses/r07_2026-03-01_1.formcheck.json", "history.json",
        "measurements.csv",
    ]  # fmt: skip
    assert not [p for p in out.rglob("*") if p.is_file() and "r08" in p.read_text("utf-8")]
    assert (out / f"analyses/r07_2026-03-01_{entry.id}.formcheck.json").read_text(
        "utf-8"
    ) == to_json(some_analysis())


def test_tables_hold_what_the_analysis_says(known, tmp_path):
    store.export(tmp_path / "out", None, known)
    with (tmp_path / "out" / "analyses.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert [r["runner"] for r in rows] == ["r07", "r08"]
    assert rows[0]["note"] == '5 km, "easy"'
    numbers = pl.read_csv(tmp_path / "out" / "measurements.csv")
    for m in some_analysis().measurements:
        same = (pl.col("measurement") == m.id) & (pl.col("side") == m.side)
        found = numbers.filter(same & (pl.col("runner") == "r07"))
        assert found["value"].to_list() == [m.value] and found["reason"].to_list() == [m.reason]
    told = json.loads((tmp_path / "out" / "history.json").read_text("utf-8"))
    assert told[1]["day_how"] == "given" and told[1]["settings"] == some_analysis().settings


def test_of_each_clip_one_analysis_is_the_latest(known, tmp_path):
    again = replace(some_analysis(), settings=some_analysis().settings | {"height_m": 1.9})
    newest = store.add(again, "r07", store.Origin("2026-03-01"), known)
    store.export(tmp_path / "out", None, known)
    told = json.loads((tmp_path / "out" / "history.json").read_text("utf-8"))
    assert {e["id"] for e in told if e["is_latest"]} == {2, newest.id} and len(told) == 3
    numbers = pl.read_csv(tmp_path / "out" / "measurements.csv")
    latest = numbers.filter(pl.col("is_latest"))
    assert set(latest["analysis"]) == {2, newest.id}


def test_a_zip_holds_the_same(known, tmp_path):
    store.export(tmp_path / "out", "r07", known)
    store.export(tmp_path / "out.zip", "r07", known)
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert sorted(archive.namelist()) == names(tmp_path / "out")
        for name in archive.namelist():
            assert archive.read(name) == (tmp_path / "out" / name).read_bytes()


def test_nothing_is_written_over(known, tmp_path):
    (tmp_path / "mine.txt").write_text("")
    with pytest.raises(SettingsError, match="something at"):
        store.export(tmp_path, "r07", known)


def test_an_unknown_runner_has_nothing_to_export(known, tmp_path):
    with pytest.raises(SettingsError, match="nothing to export"):
        store.export(tmp_path / "out", "r99", known)
    assert not (tmp_path / "out").exists()
