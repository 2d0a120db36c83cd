"""Deleted is deleted: nothing of it can be read back from any file of the history."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from history_makers import FIRST, SECOND, some_analysis

from formcheck import store
from formcheck.errors import HistoryError
from formcheck.store.opening import writing

SECRET = "the-remark-that-must-go"


def in_files(folder: Path, text: str) -> list[str]:
    return [f.name for f in sorted(folder.iterdir()) if text.encode() in f.read_bytes()]


def fill(place, runner="r07", sha256=FIRST, note=SECRET) -> int:
    analysis = some_analysis(sha256, f"{note}.mp4", note=note)
    return store.add(analysis, runner, store.Origin(note=note), place).id


def test_an_analysis_goes_and_nothing_else(place):
    gone, kept = fill(place), fill(place, sha256=SECOND)
    store.delete([gone], place)
    assert [e.id for e in store.entries(place=place)] == [kept]
    assert [r.id for r in store.runners(place)] == ["r07"]
    assert fill(place) > kept  # a number is given once


def test_who_has_no_analysis_left_is_not_in_the_history(place):
    fill(place, "r08", SECOND)
    store.delete([fill(place)], place)
    assert [r.id for r in store.runners(place)] == ["r08"]
    engine = store.opened(place)
    with engine.connect() as connection:
        for table in ("runners", "clips", "analyses"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 1
    engine.dispose()


def test_no_byte_of_it_stays(file):
    gone = fill(file)
    for k in range(5):  # so that it lies among others, and in pages that are used again
        fill(file, "r08", f"{k:064x}", "of-somebody-else")
    assert in_files(file.parent, SECRET)
    store.delete([gone], file)
    assert in_files(file.parent, SECRET) == in_files(file.parent, "r07") == []
    assert in_files(file.parent, FIRST) == []
    assert in_files(file.parent, "of-somebody-else") == ["history.sqlite"]


def test_no_byte_stays_while_another_one_has_it_open(file):
    """A process that was ended leaves its log behind; so does one that goes on."""
    gone = fill(file)
    other = sqlite3.connect(file)
    other.execute("SELECT count(*) FROM runners").fetchone()
    store.delete([gone], file)
    assert in_files(file.parent, SECRET) == []
    other.close()


def test_whoever_is_reading_is_waited_for_and_else_told_of(file, monkeypatch):
    gone = fill(file)
    monkeypatch.setattr("formcheck.store.opening.BUSY_S", 0.1)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM runners").fetchone()
    with pytest.raises(HistoryError, match="traces stay") as told:
        store.delete([gone], file)
    assert "formcheck history scrub" in told.value.hint
    other.close()
    store.scrub(file)
    assert in_files(file.parent, SECRET) == []


def test_copies_made_before_a_change_of_version_go_too(file):
    gone = fill(file)
    copy = file.with_name("history.sqlite.0000.copy")
    copy.write_bytes(file.read_bytes() + SECRET.encode())
    store.delete([gone], file)
    assert not copy.exists()
    assert in_files(file.parent, SECRET) == []


def test_deleting_nothing_needs_no_history(file):
    store.delete([], file)
    assert not file.exists()


def test_whoever_is_writing_keeps_the_file_from_being_scrubbed(file, monkeypatch):
    fill(file)
    monkeypatch.setattr("formcheck.store.opening.BUSY_S", 0.1)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(HistoryError, match="traces stay"):
        store.scrub(file)
    other.close()


def test_rows_are_overwritten_as_they_are_deleted(file):
    fill(file, note=100 * SECRET)
    with writing(file) as connection:
        connection.exec_driver_sql("DELETE FROM analyses")
        connection.exec_driver_sql("DELETE FROM clips")
    assert in_files(file.parent, SECRET) == []


def test_the_file_is_made_anew(file):
    gone = [fill(file, sha256=f"{k:064x}") for k in range(20)]
    before = file.stat().st_size
    store.delete(gone, file)
    assert file.stat().st_size < before / 2
