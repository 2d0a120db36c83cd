"""Holds the data folder still for a moment, while the server goes on working in it.

Large files are linked, not copied: they take no room, and what the server deletes or replaces
meanwhile stays as it was in the snapshot. It is taken again until nothing changed while it was
taken.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, delete, select

from formcheck import store
from formcheck.errors import SettingsError
from formcheck.folder import FETCHED, PART
from formcheck.store.opening import reading, writing
from formcheck.store.places import make_private
from formcheck.store.tables import invitations, jobs, sessions, uploads
from formcheck.types.said import Said
from formcheck.web.ageing import SNAPSHOT
from formcheck.web.places import Places

TRIES: Final = 20
_PAUSE_S: Final = 0.5
_SMALL_BYTES: Final = 1 << 20  # copied: files so small may be written again in their place

Listing = dict[str, tuple[int, int, int]]  # path -> inode, bytes, when changed


@contextmanager
def snapshot(places: Places, engine: Engine, *, has_store: bool) -> Iterator[Path]:
    """A folder beside the data with all that belongs in a backup; gone afterwards.

    Raises
    ------
    SettingsError : it changed all the time, or cannot be written
    """
    folder = Path(tempfile.mkdtemp(prefix=SNAPSHOT, dir=places.data))
    try:
        for n in range(TRIES):
            if _taken(folder / str(n), places, engine, has_store=has_store):
                yield folder / str(n)
                return
            shutil.rmtree(folder / str(n))
            time.sleep(_PAUSE_S)
        raise SettingsError(
            Said("The server changed something at every moment; no backup was made."),
            Said("Try again when less is going on."),
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _taken(into: Path, places: Places, engine: Engine, *, has_store: bool) -> bool:
    """Whether all was taken while nothing changed."""
    into.mkdir()
    before = _marks(engine), _listing(places, engine)
    if has_store:
        _copy_store(places.store, into / "history.sqlite")
    try:
        for path in before[1]:
            _take(places.data / path, into / path)
    except FileNotFoundError:
        return False
    for file in places.landmarks.glob("[!.]*"):
        with suppress(FileNotFoundError):  # landmarks can always be found anew
            _take(file, into / "landmarks" / file.name)
    return before == (_marks(engine), _listing(places, engine))


def _marks(engine: Engine) -> tuple[object, ...]:
    """What the store says that files belong to; not how far a job or an upload is."""
    mine = select(uploads.c.id, uploads.c.state, uploads.c.file, uploads.c.sha256)
    with reading(engine) as connection:
        clips = connection.execute(mine.where(uploads.c.state != "arriving").order_by(uploads.c.id))
        done = connection.execute(select(jobs.c.id, jobs.c.state).order_by(jobs.c.id))
        return tuple(map(tuple, clips)), tuple(map(tuple, done))


def _listing(places: Places, engine: Engine) -> Listing:
    """Every file of clips that are all here, and of comparisons; nothing half-written."""
    with reading(engine) as connection:
        here = list(connection.scalars(select(uploads.c.id).where(uploads.c.state != "arriving")))
        made = list(connection.scalars(select(jobs.c.id).where(jobs.c.kind == "compare")))
    roots = [*map(places.folder, here), *map(places.comparison, made), *map(places.incoming, here)]
    found: Listing = {}
    for file in (file for root in roots for file in _files(root)):
        with suppress(FileNotFoundError):
            facts = file.stat()
            name = file.relative_to(places.data).as_posix()
            found[name] = (facts.st_ino, facts.st_size, facts.st_mtime_ns)
    return found


def _files(root: Path) -> Iterator[Path]:
    """The files below, or the file itself; no links."""
    if root.is_file() and not root.is_symlink():
        yield root
    for folder, inner, names in os.walk(root):
        inner[:] = [one for one in inner if one not in (PART, FETCHED)]
        paths = (Path(folder, name) for name in names)
        yield from (path for path in paths if path.is_file() and not path.is_symlink())


def _take(file: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    if file.stat().st_size > _SMALL_BYTES:
        with suppress(OSError):  # not every disk knows links
            os.link(file, to)
            return
    shutil.copy2(file, to)


def _copy_store(file: Path, copy: Path) -> None:
    """Nothing; a copy of the store at one moment, without who is let in just now."""
    make_private(copy)
    with closing(sqlite3.connect(file, timeout=30)) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)
    engine = store.opened(copy)
    try:
        with writing(engine) as connection:
            connection.execute(delete(uploads).where(uploads.c.state == "arriving"))
            connection.execute(delete(sessions))
            connection.execute(delete(invitations))
    finally:
        engine.dispose()
    with closing(sqlite3.connect(copy)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
        raw.execute("VACUUM")
    for beside in copy.parent.glob(f"{copy.name}?*"):
        beside.unlink()
