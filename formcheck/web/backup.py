"""Makes a backup of all that the web page keeps, while the server may be running."""

from __future__ import annotations

import io
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import formcheck
from formcheck import store
from formcheck.errors import SettingsError
from formcheck.types import Progress
from formcheck.types.said import Said
from formcheck.web.archive import FIRST, Page, add, to_bytes
from formcheck.web.places import Places
from formcheck.web.snapshot import snapshot


def backup(data: Path, out: Path, server: str | None, tell: Progress) -> Page:
    """What was put into the new file `out`, which only its owner can read.

    `server` is the address of a store on a server: that has backups of its own, and is not in it.

    Raises
    ------
    SettingsError : there is nothing to keep there, or the file cannot be written
    HistoryError : the store cannot be opened
    """
    places = Places(data.absolute())
    if out.exists():
        raise SettingsError(
            Said("{out} is there already.", out=out), Said("Give it a name of its own.")
        )
    if server is None and not places.store.is_file():
        raise SettingsError(
            Said("{data} is not a data folder of formcheck serve.", data=data),
            Said("Give the folder that the server has, with --data."),
        )
    engine = store.opened(server or places.store)
    try:
        with _writing(out) as part, snapshot(places, engine, has_store=server is None) as still:
            return _pack(still, part, places.data, tell)
    finally:
        engine.dispose()


@contextmanager
def _writing(out: Path) -> Iterator[Path]:
    """A file to write into; it is called `out` when all went well, else it is gone."""
    part = out.with_name(f"{out.name}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600))
        yield part
        part.rename(out)
    except OSError as error:
        raise SettingsError(
            Said("Cannot write to {out}: {strerror}.", out=out, strerror=error.strerror or error),
            Said("Choose another place, with room for all clips."),
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _pack(still: Path, part: Path, data: Path, tell: Progress) -> Page:
    files = sorted(path for path in still.rglob("*") if path.is_file())
    page = Page(
        version=formcheck.__version__,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        data=str(data),
        has_store=(still / "history.sqlite").is_file(),
        n_files=len(files),
        n_bytes=sum(path.stat().st_size for path in files),
    )
    with tarfile.open(part, "w", format=tarfile.PAX_FORMAT) as tar:
        first = to_bytes(page)
        add(tar, FIRST, len(first), io.BytesIO(first))
        for n, path in enumerate(files, 1):
            with path.open("rb") as source:
                name = path.relative_to(still).as_posix()
                add(tar, name, path.stat().st_size, source)
            tell("backup", n, len(files))
    with part.open("rb") as written:
        os.fsync(written.fileno())
    return page
