"""Histories of older versions are brought up to date, those of newer ones left alone."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from history_makers import SECOND, some_analysis

from formcheck import store
from formcheck.errors import HistoryError
from formcheck.store import migrating
from formcheck.store.tables import metadata

# A second version that only this test knows: it makes tables anew that others hang on.
SECOND_VERSION = '''
"""Clips know their camera."""
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "0004"


def upgrade():
    how = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    for table in ("runners", "clips"):
        with op.batch_alter_table(table, recreate=how) as changed:
            changed.add_column(sa.Column("camera", sa.Text, nullable=False, server_default="?"))
    {more}
'''


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The scripts of a formcheck that has one version more."""
    scripts = shutil.copytree(migrating.SCRIPTS, tmp_path / "scripts")
    (scripts / "versions" / "9999_more.py").write_text(SECOND_VERSION.format(more=""))
    return scripts


def upgraded(place: str | Path, scripts: Path) -> None:
    engine = store.opened(place)
    migrating.migrate(engine, scripts)
    engine.dispose()


def column(file: Path, ask: str) -> list[object]:
    with closing(sqlite3.connect(file)) as raw:
        return [row[0] for row in raw.execute(ask)]


def test_the_tables_are_those_that_the_steps_make(place):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = store.opened(place, make=True)
    with engine.connect() as connection:
        options = {"version_table": migrating.VERSION_TABLE}
        there = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(there, metadata) == []
    engine.dispose()


def test_an_older_history_keeps_all_that_is_in_it(place, newer):
    store.add(some_analysis(), "r07", store.Origin("2026-03-01"), place)
    store.add(some_analysis(SECOND), "r08", place=place)
    engine = store.opened(place)
    migrating.migrate(engine, newer)
    assert migrating.version(engine) == "9999"
    days = {e.runner: e.day for e in store.entries(place=engine)}
    assert days.keys() == {"r07", "r08"} and days["r07"] == "2026-03-01"
    with engine.connect() as connection:
        cameras = connection.exec_driver_sql("SELECT camera FROM clips").scalars().all()
    assert cameras == ["?", "?"]
    engine.dispose()


def test_a_history_of_before_knows_when_its_clips_were_first_analysed(file):
    for day, view in ((9, "auto"), (1, "side")):
        origin = store.Origin(made_at=datetime(2026, 3, day, 12, tzinfo=UTC))
        store.add(some_analysis(view=view), "r07", origin, file)
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("ALTER TABLE clips DROP COLUMN first_made")
        for table in ("job_uploads", "jobs", "uploads", "invitations", "sessions", "accounts"):
            raw.execute(f"DROP TABLE {table}")
        raw.execute("UPDATE formcheck_version SET version_num = '0001'")
        raw.commit()
    assert [e.day for e in store.entries(place=file)] == ["2026-03-01", "2026-03-01"]


def test_a_copy_is_made_first(file, newer):
    store.add(some_analysis(), "r07", store.Origin("2026-03-01"), file)
    upgraded(file, newer)
    (copy,) = migrating.copies(file)
    assert copy.name == "history.sqlite.0004.copy"
    assert column(copy, "SELECT version_num FROM formcheck_version") == ["0004"]
    assert column(copy, "SELECT id FROM runners") == ["r07"]
    if sys.platform != "win32":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    shutil.copy(copy, file)  # and can be put back
    assert [e.day for e in store.entries(place=file)] == ["2026-03-01"]


def test_a_step_that_fails_leaves_the_history_as_it_was(file, newer):
    store.add(some_analysis(), "r07", place=file)
    wrong = SECOND_VERSION.format(more='op.execute("SELECT * FROM nothing")')
    (newer / "versions" / "9999_more.py").write_text(wrong)
    with pytest.raises(Exception, match="nothing"):
        upgraded(file, newer)
    assert [e.runner for e in store.entries(place=file)] == ["r07"]
    assert "camera" not in column(file, "SELECT name FROM pragma_table_info('clips')")


def test_a_newer_history_is_refused_and_left_alone(place, newer):
    store.add(some_analysis(), "r07", place=place)
    upgraded(place, newer)
    for use in (store.entries, store.runners):
        with pytest.raises(HistoryError, match=r"newer formcheck \(version 9999\)") as refused:
            use(place=place)
        assert "Update formcheck" in refused.value.hint
    with pytest.raises(HistoryError, match="newer"):
        store.add(some_analysis(), "r07", place=place)


def test_a_database_of_another_program_is_left_alone(file):
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE TABLE theirs (a)")
    before = file.read_bytes()
    with pytest.raises(HistoryError, match="not a history"):
        store.add(some_analysis(), "r07", place=file)
    assert file.read_bytes() == before
