"""Deletes analyses so that nothing of them is left in the history's files."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from sqlalchemy import Engine, select, text
from sqlalchemy import delete as deletion

from formcheck.errors import HistoryError
from formcheck.store.migrating import copies
from formcheck.store.opening import Place, opened, writing
from formcheck.store.places import file_of, shown
from formcheck.store.tables import analyses, clips, metadata, runners
from formcheck.store.troubles import plainly
from formcheck.types.said import Said


def delete(ids: Collection[int], place: Place = None) -> None:
    """Nothing; the analyses with these numbers are gone, and whom and what nothing is left of.

    A clip without an analysis goes, a runner without a clip too. Then `scrub`.

    Raises
    ------
    HistoryError : the history cannot be written to, or traces are left as others have it open
    """
    if not ids:
        return
    with writing(place) as connection:
        connection.execute(deletion(analyses).where(analyses.c.id.in_(ids)))
        kept = select(analyses.c.clip)
        connection.execute(deletion(clips).where(clips.c.id.not_in(kept)))
        connection.execute(deletion(runners).where(runners.c.id.not_in(select(clips.c.runner))))
    scrub(place)


def scrub(place: Place = None) -> None:
    """Nothing; what was deleted cannot be read back from the files.

    Rows are overwritten when they are deleted; this makes the file anew, empties the log of
    changes, and takes away the copies made before a change of version.

    Raises
    ------
    HistoryError : another program has the history open
    """
    engine = opened(place)
    try:
        with plainly(engine.url):
            _scrub_file(engine) if file_of(engine.url) else _scrub_server(engine)
    finally:
        if engine is not place:
            engine.dispose()


def _scrub_file(engine: Engine) -> None:
    file = file_of(engine.url)
    assert file is not None
    for copy in copies(file):
        copy.unlink(missing_ok=True)
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert isinstance(raw, sqlite3.Connection)
        is_done = _is_scrubbed(raw)
    if not is_done:
        raise HistoryError(
            Said(
                "It is deleted, but traces stay in {place}: another program has it open.",
                place=shown(engine.url),
            ),
            Said("Close that program and run: formcheck history scrub."),
        )


def _is_scrubbed(raw: sqlite3.Connection) -> bool:
    """Whether the file could be made anew and its log emptied; others may keep both from that."""
    try:
        raw.execute("VACUUM")
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            return False
        raise
    busy, _frames, _moved = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _scrub_server(engine: Engine) -> None:
    """PostgreSQL keeps deleted rows until their table is written anew."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in metadata.sorted_tables:
            connection.execute(text(f"VACUUM (FULL) {table.name}"))
