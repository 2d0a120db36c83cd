"""One row a clip, the same columns and bytes each time, and nothing that a spreadsheet runs."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import fastexcel
import polars as pl
import pytest
from batch_makers import analysed, failed, some_analysis

from formcheck.batch import summary
from formcheck.batch.columns import columns, numbers
from formcheck.batch.nouns import Outcome
from formcheck.metrics import DERIVED, METRICS
from formcheck.report.filing import draft_of
from formcheck.report.numbers import significant
from formcheck.types import QualityCheck

TABLES = ("summary.csv", "summary.parquet", "summary.xlsx")
RUNS = "=cmd|' /C calc'!A0.mp4"


def write(pairs: list, out: Path, lang: str = "en") -> pl.DataFrame:  # type: ignore[type-arg]
    summary.write(pairs, out, lang)
    return pl.read_parquet(out / "summary.parquet")


def sheet(out: Path, number: int = 0) -> pl.DataFrame:
    return fastexcel.read_excel(out / "summary.xlsx").load_sheet(number).to_polars()


def test_one_row_a_clip_in_order_of_name(tmp_path: Path) -> None:
    made = write([failed(tmp_path, "c.mp4"), analysed(tmp_path, "b/a.mp4"),
                  analysed(tmp_path, "a.mp4", runner="r7")], tmp_path)  # fmt: skip
    assert made["clip"].to_list() == ["a.mp4", "b/a.mp4", "c.mp4"]
    assert made["status"].to_list() == ["analysed", "analysed", "failed"]
    assert made["trouble"].to_list() == [None, None, "unreadable"]
    assert made["runner"].to_list() == ["r7", None, None]
    assert made["reason"].to_list()[2] == "The clip is damaged."
    assert made["hint"].to_list()[2] == "Film again."


def test_numbers_are_those_of_the_analysis(tmp_path: Path) -> None:
    analysis = some_analysis(cadence=171.2345678)
    row = write([analysed(tmp_path, "a.mp4", analysis)], tmp_path).row(0, named=True)
    assert row["cadence"] == 171.235 and row["cadence_low"] == 170.235
    assert row["cadence_status"] == "measured"
    for number in numbers():
        told = [m for m in analysis.measurements if m.key == number.key]
        wanted = significant(told[0].value) if told and told[0].value is not None else None
        assert row[number.column] == wanted
        assert row[f"{number.column}_status"] == (told[0].status if told else None)
    for finding in analysis.findings:
        assert row[f"finding_{finding.topic}"] == finding.level
    assert row["verdict"] is None and row["quality_failed"] == "light"
    assert (row["view"], row["speed_mps"], row["fps"]) == ("side", 3.0, 30.0)


def test_the_surface_is_what_somebody_said_and_the_setting_what_was_found(tmp_path: Path) -> None:
    found = some_analysis()
    found = replace(found, runner=replace(found.runner, surface="treadmill"),
                    gait=replace(found.gait, setting="treadmill"))  # fmt: skip
    silent = replace(found, settings={**found.settings, "surface": "unknown"})
    given = replace(found, settings={**found.settings, "surface": "road"})
    pairs = [analysed(tmp_path, "a.mp4", silent), analysed(tmp_path, "b.mp4", given)]
    made = write(pairs, tmp_path)
    assert made["surface"].to_list() == [None, "road"]
    assert made["setting"].to_list() == ["treadmill", "treadmill"]


def test_what_hurts_a_clip_is_listed_in_one_cell(tmp_path: Path) -> None:
    bad = (QualityCheck("light", False, "Dark."), QualityCheck("contrast", False, "Grey."))
    analysis = replace(some_analysis(), quality=bad)
    assert write([analysed(tmp_path, "a.mp4", analysis)], tmp_path)["quality_failed"].item() == (
        "light;contrast"
    )


def test_columns_are_the_same_whatever_the_clips_are(tmp_path: Path) -> None:
    good = write([analysed(tmp_path, "a.mp4")], tmp_path / "good")
    bad = write([failed(tmp_path, "a.mp4")], tmp_path / "bad")
    none = write([], tmp_path / "none")
    assert good.schema == bad.schema == none.schema
    assert none.height == 0 and sheet(tmp_path / "none").columns == good.columns


def test_every_number_that_is_ever_given_has_its_columns() -> None:
    from formcheck.api import handbook

    names = [column.name for column in columns(handbook())]
    assert len(names) == len(set(names))
    for row in (*METRICS, *DERIVED):
        mine = [n for n in numbers() if n.id == row.id]
        assert bool(mine) == (not row.withheld)
        for number in mine:
            assert {f"{number.column}{end}" for end in ("", "_low", "_high", "_status")} <= {*names}
    assert not [name for name in names if "wall" in name or "took" in name]


def test_a_real_clip_has_no_number_without_a_column(formcheck_analysis_keys: set[str]) -> None:
    withheld = {row.id for row in (*METRICS, *DERIVED) if row.withheld}
    given = {key for key in formcheck_analysis_keys if key.partition(":")[0] not in withheld}
    assert given == {number.key for number in numbers()}


def test_the_same_outcomes_give_the_same_bytes(tmp_path: Path) -> None:
    pairs = [analysed(tmp_path, "a.mp4"), failed(tmp_path, "b.mp4")]
    slower = [
        (task, replace(o, took_s=99.0, attempts=3, tries=("It crashed.",))) for task, o in pairs
    ]
    summary.write(pairs, tmp_path / "one", "en")
    time.sleep(2.1)  # zip keeps times to two seconds
    summary.write(slower[::-1], tmp_path / "two", "en")
    for name in TABLES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    timings = [(tmp_path / d / "timings.csv").read_text() for d in ("one", "two")]
    assert timings[0] != timings[1] and "It crashed." in timings[1]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    pairs = [analysed(tmp_path, RUNS, runner="@SUM(A1)"), failed(tmp_path, "-1+2.mp4")]
    made = write(pairs, tmp_path)
    assert made["clip"].to_list() == ["-1+2.mp4", RUNS]
    cells = pl.read_csv(tmp_path / "summary.csv")
    assert cells["clip"].to_list() == ["'-1+2.mp4", f"'{RUNS}"]
    assert cells["runner"].to_list() == [None, "'@SUM(A1)"]
    assert pl.read_csv(tmp_path / "timings.csv")["clip"].to_list()[1] == f"'{RUNS}"
    assert sheet(tmp_path)["clip"].to_list() == ["-1+2.mp4", RUNS]
    assert b"<f>" not in _unzipped(tmp_path / "summary.xlsx")


def _unzipped(path: Path) -> bytes:
    from zipfile import ZipFile

    with ZipFile(path) as book:
        return b"".join(book.read(name) for name in book.namelist() if "sheet" in name)


def test_negative_numbers_stay_numbers_in_csv(tmp_path: Path) -> None:
    write([analysed(tmp_path, "a.mp4", some_analysis(cadence=-3.5))], tmp_path)
    assert pl.read_csv(tmp_path / "summary.csv")["cadence"].to_list() == [-3.5]


def test_a_name_that_is_no_unicode_is_spelt_out(tmp_path: Path) -> None:
    task, outcome = failed(tmp_path, "a.mp4")
    name = b"caf\xe9.mp4".decode("utf-8", "surrogateescape")
    made = write([(replace(task, name=name), replace(outcome, name=name))], tmp_path)
    assert made["clip"].item() == "caf\\udce9.mp4" == sheet(tmp_path)["clip"].item()


def test_an_analysis_that_is_gone_counts_as_failed(tmp_path: Path) -> None:
    pair = analysed(tmp_path, "a.mp4")
    (pair[0].out / "clip.formcheck.json").write_text("{", "utf-8")
    row = write([pair], tmp_path).row(0, named=True)
    assert row["status"] == "failed" and "JSON" in row["reason"] and row["cadence"] is None


def test_excel_holds_what_parquet_holds_and_says_what_it_means(tmp_path: Path) -> None:
    made = write([analysed(tmp_path, "a.mp4"), failed(tmp_path, "b.mp4")], tmp_path)
    cells = sheet(tmp_path)
    assert cells.columns == made.columns
    for name in ("clip", "cadence", "cadence_low", "fps", "landings_left"):
        assert cells[name].to_list() == made[name].to_list()
    meaning = {row[0]: row[1:] for row in sheet(tmp_path, 1).rows()}
    assert list(meaning) == made.columns
    assert meaning["cadence"][0] == "Cadence" and meaning["cadence"][1] == "steps/min"
    assert all(row[-1] for row in meaning.values())


def test_dutch_words_and_the_same_names(tmp_path: Path) -> None:
    pairs = [analysed(tmp_path, "a.mp4")]
    dutch, english = write(pairs, tmp_path / "nl", "nl"), write(pairs, tmp_path / "en")
    assert dutch.equals(english)
    names = fastexcel.read_excel(tmp_path / "nl" / "summary.xlsx").sheet_names
    assert names == ["Filmpjes", "Kolommen"]
    meaning = {row[0]: row[1:] for row in sheet(tmp_path / "nl", 1).rows()}
    assert "links" in meaning["overstride_left"][0]


def test_a_draft_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    final = tmp_path / "summary.csv"
    final.write_text("old")
    with pytest.raises(KeyboardInterrupt), draft_of(final) as draft:
        draft.write_text("half")
        raise KeyboardInterrupt
    assert [p.name for p in tmp_path.iterdir()] == ["summary.csv"] and final.read_text() == "old"


def test_timings_say_how_often_and_how_long(tmp_path: Path) -> None:
    task, _ = failed(tmp_path, "a.mp4")
    outcome = Outcome("a.mp4", "hung", "It hung.", "", 3, 61.23456, ("It crashed.", "It hung."))
    write([(task, outcome)], tmp_path)
    row = pl.read_csv(tmp_path / "timings.csv").row(0, named=True)
    assert (row["attempts"], row["took_s"], row["tries"]) == (3, 61.23, "It crashed.; It hung.")


def test_timings_of_clips_that_were_tried_once_have_an_empty_cell(tmp_path: Path) -> None:
    write([analysed(tmp_path, "a.mp4")], tmp_path)
    assert (tmp_path / "timings.csv").read_text().splitlines()[1] == "a.mp4,1,1.25,"


def test_the_overview_lies_beside_the_table(tmp_path: Path) -> None:
    pair = analysed(tmp_path, "b/a.mp4")
    (pair[0].out / "report.html").write_text("a page")
    files = summary.write([pair, failed(tmp_path, "c.mp4")], tmp_path, "en")
    assert tmp_path / "index.html" in files and all(file.is_file() for file in files)
    page = (tmp_path / "index.html").read_text("utf-8")
    assert 'href="./b/a.mp4.formcheck/report.html"' in page and "report.pdf" not in page
    assert "The clip is damaged." in page


def test_the_overview_is_the_same_page_each_time(tmp_path: Path) -> None:
    pairs = [analysed(tmp_path, f"{k}.mp4", some_analysis(cadence=160.0 + k)) for k in range(12)]
    summary.write(pairs, tmp_path, "en")
    first = (tmp_path / "index.html").read_bytes()
    summary.write(pairs[::-1], tmp_path, "en")
    assert (tmp_path / "index.html").read_bytes() == first and b"12 clips, median" in first


def test_only_measured_numbers_spread(tmp_path: Path) -> None:
    analysis = some_analysis()
    unsure = replace(analysis, measurements=tuple(
        replace(m, status="indicative") if m.status == "measured" else m
        for m in analysis.measurements))  # fmt: skip
    summary.write([analysed(tmp_path, "a.mp4", unsure)], tmp_path, "en")
    assert 'id="spread"' not in (tmp_path / "index.html").read_text("utf-8")
