"""Where the history is, who may read it, and what is said where it cannot be used."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys

import pytest
from history_makers import some_analysis
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from formcheck import store
from formcheck.errors import HistoryError
from formcheck.store.places import default_place, url_of
from formcheck.store.troubles import plainly

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="permissions of another kind")


def test_it_is_in_the_users_own_folder_unless_told_otherwise(monkeypatch, tmp_path):
    monkeypatch.delenv("FORMCHECK_HISTORY", raising=False)
    assert default_place().endswith("history.sqlite") and "formcheck" in default_place()
    monkeypatch.setenv("FORMCHECK_HISTORY", str(tmp_path / "other.db"))
    assert store.shown(None) == str(tmp_path / "other.db")


def test_a_folder_holds_a_history(tmp_path):
    assert store.shown(tmp_path) == str(tmp_path / "history.sqlite")
    assert store.shown(f"sqlite:///{tmp_path}/a.db") == str(tmp_path / "a.db")


@pytest.mark.parametrize("kind", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_server_is_named_by_its_address_without_its_password(kind):
    shown = store.shown(f"{kind}://me:secret@host/db")
    assert shown == "postgresql+psycopg://me:***@host/db"
    assert url_of(f"{kind}://me:secret@host/db").password == "secret"


@pytest.mark.parametrize("place", ["mysql://host/db", "sqlite://", "sqlite:///:memory:", "://"])
def test_other_addresses_are_refused(place):
    with pytest.raises(HistoryError) as refused:
        store.entries(place=place)
    assert "postgresql://" in refused.value.hint


@POSIX
def test_nobody_else_may_read_it(file):
    store.add(some_analysis(), "r07", place=file)
    other = sqlite3.connect(file)  # while it is open there are more files
    other.execute("SELECT count(*) FROM runners").fetchone()
    store.add(some_analysis(view="rear"), "r07", place=file)
    modes = {f.name: stat.S_IMODE(f.stat().st_mode) for f in file.parent.iterdir()}
    assert {"history.sqlite", "history.sqlite-wal"} <= modes.keys()
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    other.close()


def test_reading_makes_no_history(file):
    with pytest.raises(HistoryError, match="no history at"):
        store.entries(place=file)
    assert not file.parent.exists()


def test_one_that_is_damaged_says_so(file):
    store.add(some_analysis(), "r07", place=file)
    file.write_bytes(b"no history " * 1000)
    with pytest.raises(HistoryError, match="damaged") as refused:
        store.entries(place=file)
    assert "history.md" in refused.value.hint


def test_one_whose_pages_are_damaged_says_so(file):
    store.add(some_analysis(), "r07", place=file)
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(HistoryError, match="damaged"):
        store.entries(place=file)


def test_one_that_another_program_locks_says_so(file, monkeypatch):
    store.add(some_analysis(), "r07", place=file)
    monkeypatch.setattr("formcheck.store.opening.BUSY_S", 0.1)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(HistoryError, match="in use by another program"):
        store.add(some_analysis(view="rear"), "r07", place=file)
    other.close()


@POSIX
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_one_that_cannot_be_written_to_says_so(file):
    store.add(some_analysis(), "r07", place=file)
    file.chmod(0o400)
    file.parent.chmod(0o500)
    try:
        with pytest.raises(HistoryError, match="cannot be written to"):
            store.add(some_analysis(view="rear"), "r07", place=file)
    finally:
        file.parent.chmod(0o700)


def test_a_file_in_the_way_of_its_folder_says_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(HistoryError, match="cannot be"):
        store.add(some_analysis(), "r07", place=tmp_path / "file" / "history.sqlite")


@pytest.mark.parametrize(
    ("complaint", "told"),
    [
        ("attempt to write a readonly database", "cannot be written to"),
        ("unable to open database file", "cannot be written to"),
        ("database or disk is full", "no room"),
        ("database disk image is malformed", "damaged"),
        ("something else", "cannot be used: something else."),
    ],
)
def test_what_sqlite_complains_of_is_told_in_plain_words(complaint, told):
    with pytest.raises(HistoryError, match=told), plainly(make_url("sqlite:////x/h.db")):
        raise OperationalError("INSERT", {"text": "secret"}, sqlite3.OperationalError(complaint))


def test_what_sqlite_says_without_sqlalchemy_is_told_too():
    with pytest.raises(HistoryError, match="damaged"), plainly(make_url("sqlite:////x/h.db")):
        raise sqlite3.DatabaseError("file is not a database")


def test_a_server_that_does_not_answer_says_so(tmp_path):
    pytest.importorskip("psycopg")
    with pytest.raises(HistoryError, match="cannot be reached") as refused:
        store.entries(place=f"postgresql://me:secret@/db?host={tmp_path}")
    assert "secret" not in str(refused.value)
