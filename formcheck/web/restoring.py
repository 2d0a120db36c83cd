"""Puts a backup back into an empty folder: all of it, or nothing."""

from __future__ import annotations

import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import func, update

from formcheck import store
from formcheck.errors import SettingsError
from formcheck.store.opening import writing
from formcheck.store.tables import analyses
from formcheck.types import Progress
from formcheck.types.said import Said
from formcheck.web.archive import CHOOSE, NO_BACKUP, STORE, Page, checked, first_page


def restore(archive: Path, data: Path, tell: Progress) -> Page:
    """What was put back into the folder, which was empty, or not there.

    Raises
    ------
    SettingsError : the folder is not empty, as that of a running server; the file is no backup,
        or not all of one
    """
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise SettingsError(
            Said("{data} is not empty.", data=data),
            Said("Stop the server, and restore into a new folder."),
        )
    with _reading(archive) as tar, _filling(data) as part:
        page = first_page(tar)
        _refuse_full(page, part)
        _unpack(tar, page, part, tell)
        if page.has_store:
            _check_store(part / STORE)
            _move_results(part / STORE, page.data, data.absolute())
    return page


@contextmanager
def _reading(archive: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(archive, "r:") as tar:
            yield tar
    except (tarfile.TarError, EOFError):
        raise SettingsError(NO_BACKUP, CHOOSE) from None
    except OSError as error:
        why = error.strerror or error
        raise SettingsError(
            Said("Cannot restore {archive}: {why}.", archive=archive, why=why), CHOOSE
        ) from error


@contextmanager
def _filling(data: Path) -> Iterator[Path]:
    """A folder to fill; what is in it comes into `data` when all went well, else it is gone.

    The data folder itself may be the root of a disk, which nobody can rename.
    """
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix="restore-", dir=data))
    try:
        yield part
        for path in sorted(part.iterdir(), key=lambda one: one.name == STORE):
            path.rename(data / path.name)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _refuse_full(page: Page, part: Path) -> None:
    if page.n_bytes > shutil.disk_usage(part).free:
        raise SettingsError(
            Said("There is not enough room for {gb:.1f} GB.", gb=page.n_bytes / 1e9),
            Said("Choose a folder on a larger disk."),
        )


def _unpack(tar: tarfile.TarFile, page: Page, part: Path, tell: Progress) -> None:
    """Every file, written by us and nobody else: no links, no rights, no owners, no ways out."""
    n_files = n_bytes = 0
    while (member := tar.next()) is not None:
        name = checked(member)
        n_files, n_bytes = n_files + 1, n_bytes + member.size
        if n_bytes > page.n_bytes:
            raise SettingsError(NO_BACKUP, CHOOSE)
        to = part / name
        to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        source = tar.extractfile(member)
        assert source is not None
        with to.open("xb") as target:
            to.chmod(0o600)
            shutil.copyfileobj(source, target, 1 << 20)
        tell("backup", n_files, page.n_files)
    if (n_files, n_bytes) != (page.n_files, page.n_bytes):
        raise SettingsError(Said("The backup is not all there."), CHOOSE)


def _check_store(file: Path) -> None:
    try:
        with closing(sqlite3.connect(file)) as raw:
            is_whole = raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            raw.execute("PRAGMA journal_mode = WAL")  # as a new store: readers and a writer at once
    except sqlite3.DatabaseError:
        is_whole = False
    if not is_whole:
        raise SettingsError(Said("The store in the backup cannot be read."), CHOOSE)


def _move_results(file: Path, before: str, after: Path) -> None:
    """Nothing; the store says where results lie now: deleting looks there."""
    engine = store.opened(file)
    begins = analyses.c.folder.startswith(f"{before}/", autoescape=True)
    moved = str(after) + func.substr(analyses.c.folder, len(before) + 1)
    try:
        with writing(engine) as connection:
            connection.execute(update(analyses).where(begins).values(folder=moved))
    finally:
        engine.dispose()
