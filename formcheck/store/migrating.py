"""Brings a history up to this version of formcheck: a copy first, then step by step, or not at all.

A history says its version in a table of its own, so that it can share a server's database.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Engine, inspect, text

from formcheck.errors import HistoryError
from formcheck.store.places import file_of, make_private, shown
from formcheck.types.said import Said

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

SCRIPTS: Final = Path(__file__).parent / "migrations"
VERSION_TABLE: Final = "formcheck_version"
_LOCK: Final = 0x666F726D  # the same number in every formcheck: one migrates at a time
PATIENCE_S: Final = 60.0  # for another one that migrates; chosen by us


def migrate(engine: Engine, scripts: Path = SCRIPTS) -> None:
    """Nothing; the history has the newest tables afterwards.

    Raises
    ------
    HistoryError : a newer formcheck made it, or it is a database of something else
    """
    if _is_newest(engine, scripts):
        return
    with _alone(engine):
        if _is_newest(engine, scripts):  # another one was quicker
            return
        before = version(engine)
        _copy(engine, before) if before else _refuse_foreign(engine)
        _upgrade(engine, scripts)


def version(engine: Engine) -> str | None:
    """The version of the tables; None where there are none."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(VERSION_TABLE):
            return None
        row = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).first()
    return None if row is None else str(row[0])


def copies(file: Path) -> tuple[Path, ...]:
    """The copies of a history that were made before it was brought up to a newer version."""
    return tuple(sorted(file.parent.glob(f"{file.name}.*.copy")))


def _is_newest(engine: Engine, scripts: Path) -> bool:
    found, known = version(engine), _known(scripts)
    names = {one.revision for one in known.walk_revisions()}
    if found is not None and found not in names:
        raise HistoryError(
            Said(
                "The history at {place} is of a newer formcheck (version {found}).",
                place=shown(engine.url),
                found=found,
            ),
            Said("Update formcheck, or choose another history with --history."),
        )
    return found is not None and found == known.get_current_head()


def _known(scripts: Path) -> ScriptDirectory:
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(scripts))


def _refuse_foreign(engine: Engine) -> None:
    """Nothing is ever written into a database of another program."""
    from formcheck.store.tables import metadata

    there = set(inspect(engine).get_table_names())
    ours = there if file_of(engine.url) else there & set(metadata.tables)
    if ours:
        raise HistoryError(
            Said("The database at {place} is not a history.", place=shown(engine.url)),
            Said("Choose another file or database with --history."),
        )


def _copy(engine: Engine, before: str) -> None:
    """A copy beside the file, readable by its owner only; servers have their own."""
    file = file_of(engine.url)
    if file is None:
        return
    copy = file.with_name(f"{file.name}.{before}.copy")
    copy.unlink(missing_ok=True)
    make_private(copy)
    with closing(sqlite3.connect(file)) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)


def _upgrade(engine: Engine, scripts: Path) -> None:
    """Every step that is missing, in one transaction.

    Tables that are made anew would take the rows that belong to theirs along, so SQLite looks
    after these again when all is done.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["version_table"] = VERSION_TABLE
    writing = engine.execution_options(writes=True)
    with writing.connect() as connection:
        if file_of(engine.url):
            raw = connection.connection.dbapi_connection
            assert isinstance(raw, sqlite3.Connection)
            raw.execute("PRAGMA foreign_keys = OFF")
            raw.execute("PRAGMA journal_mode = WAL")
        with connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


@contextmanager
def _alone(engine: Engine) -> Iterator[None]:
    """Nothing; no other process migrates this history at the same time."""
    file = file_of(engine.url)
    if file is None:
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            yield
        return
    from filelock import FileLock, Timeout

    try:
        with FileLock(file.with_name(f"{file.name}.lock"), timeout=PATIENCE_S, mode=0o600):
            yield
    except Timeout as error:
        raise HistoryError(
            Said("The history at {place} is in use by another program.", place=shown(engine.url)),
            Said("Close that program, or wait a moment, and try again."),
        ) from error
