"""Opens a history: careful with others who use it, thorough in what it deletes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, NullPool, QueuePool, create_engine
from sqlalchemy.event import listens_for

from formcheck.errors import HistoryError
from formcheck.store.migrating import migrate
from formcheck.store.places import file_of, make_private, shown, url_of
from formcheck.store.troubles import plainly
from formcheck.types.said import Said

Place = str | Path | Engine | None

BUSY_S: Final = 30.0  # how long one process waits for another to finish writing; chosen by us
# As many as there are who ask at once; of these a few stay open.
_KEPT: Final[dict[str, Any]] = {"poolclass": QueuePool, "pool_size": 8, "max_overflow": -1}
# Deleted rows are overwritten; what is sorted or rebuilt never lies in a file elsewhere.
_PRAGMAS: Final = ("foreign_keys = ON", "secure_delete = ON", "temp_store = MEMORY")


def opened(place: Place = None, *, make: bool = False, keep: bool = False) -> Engine:
    """The history at that place, with the newest tables; `make` makes one where there is none.

    For who opens it once and keeps it (`dispose` closes it); it may be used from threads. With
    `keep` the file stays open between uses, which is quicker for who asks many times a second.

    Raises
    ------
    HistoryError : there is none, or it cannot be opened
    """
    if isinstance(place, Engine):
        return place
    url = url_of(place)
    with plainly(url):
        file = file_of(url)
        if file is not None and not file.exists():
            _refuse_missing(file, make)
            make_private(file)
        pool: dict[str, Any] = {"pool_pre_ping": True}
        if file is not None:
            pool = {"connect_args": {"timeout": BUSY_S}}
            pool |= _KEPT if keep else {"poolclass": NullPool}
        engine = create_engine(url, hide_parameters=True, **pool)
        if file is not None:
            _prepare(engine)
        try:
            migrate(engine)
        except BaseException:
            engine.dispose()
            raise
        engine.dispose()  # its connection may have been changed for the steps: nobody else gets it
    return engine


@contextmanager
def reading(place: Place) -> Iterator[Connection]:
    """A connection to read with."""
    with _at(place, make=False) as engine, engine.connect() as connection:
        yield connection


@contextmanager
def writing(place: Place, *, make: bool = False) -> Iterator[Connection]:
    """A connection to write with: all that is written inside, or nothing."""
    with (
        _at(place, make) as engine,
        engine.execution_options(writes=True).begin() as connection,
    ):
        yield connection


@contextmanager
def _at(place: Place, make: bool) -> Iterator[Engine]:
    engine = opened(place, make=make)
    try:
        with plainly(engine.url):
            yield engine
    finally:
        if engine is not place:
            engine.dispose()


def _refuse_missing(file: Path, make: bool) -> None:
    if not make:
        raise HistoryError(
            Said("There is no history at {place} yet.", place=shown(file)),
            Said("Begin one: formcheck history add ANALYSIS --runner CODE."),
        )


def _prepare(engine: Engine) -> None:
    """Nothing; the engine's transactions are SQLite's own, begun when they are wanted.

    Who will write says so at once, and waits for others then: two readers that both want to
    write later could only wait for each other.
    """

    @listens_for(engine, "connect")
    def _(raw: Any, record: object) -> None:
        raw.isolation_level = None
        for pragma in _PRAGMAS:
            raw.execute(f"PRAGMA {pragma}")

    @listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
