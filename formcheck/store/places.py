"""Where the history is: in the user's own data folder, in a file, or on a server."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from formcheck.errors import HistoryError
from formcheck.types.said import Said

if TYPE_CHECKING:
    from sqlalchemy import URL

HOME_VARIABLE: Final = "FORMCHECK_HISTORY"
FILE: Final = "history.sqlite"
SERVERS: Final = ("postgresql", "postgres")


def default_place() -> str:
    """A file in the user's data folder; `FORMCHECK_HISTORY` names another place."""
    from platformdirs import user_data_path

    return os.environ.get(HOME_VARIABLE) or str(user_data_path("formcheck", appauthor=False) / FILE)


def url_of(place: str | Path | None) -> URL:
    """The address of the history at a file, in a folder, or on a server.

    Raises
    ------
    HistoryError : it is no address, or one of a kind that formcheck does not know
    """
    from sqlalchemy import URL, make_url
    from sqlalchemy.exc import ArgumentError

    told = str(place or default_place())
    if "://" not in told:
        return URL.create("sqlite", database=str(_file(Path(told))))
    try:
        url = make_url(told)
    except (ArgumentError, ValueError):
        raise HistoryError(Said("The address of the history cannot be read."), _ADDRESS) from None
    kind = url.get_backend_name()
    if kind in SERVERS:
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite" or not url.database or url.database == ":memory:":
        raise HistoryError(Said("A history cannot be kept at {place}.", place=shown(url)), _ADDRESS)
    return URL.create("sqlite", database=str(_file(Path(url.database))))


def shown(place: str | Path | URL | None) -> str:
    """The place as people may read it: a file's path, or an address without its password."""
    from sqlalchemy import URL

    url = place if isinstance(place, URL) else url_of(place)
    file = file_of(url)
    return str(file) if file else url.render_as_string(hide_password=True)


def file_of(url: URL) -> Path | None:
    """The file of an embedded history; None of one on a server."""
    is_file = url.get_backend_name() == "sqlite" and url.database
    return Path(str(url.database)) if is_file else None


def make_private(file: Path) -> None:
    """Nothing; an empty file is there that only its owner can read, in such a folder.

    A folder that was there before keeps its permissions. Systems without permissions of this
    kind have their own: a user's data folder is theirs alone.
    """
    if not file.parent.is_dir():
        file.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _file(path: Path) -> Path:
    """The history's file, absolute: also that in a folder."""
    return (path / FILE if path.is_dir() else path).expanduser().absolute()


_ADDRESS: Final = Said(
    "Give a file (history.sqlite), a folder, or postgresql://USER@HOST/DATABASE, "
    "with --history or in FORMCHECK_HISTORY."
)
