"""Histories to try things on: a file, and a throw-away PostgreSQL server where there is one."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine

from formcheck import store

PROGRAMS = Path("/usr/lib/postgresql")  # where Debian keeps what is not for everybody's path


@pytest.fixture(autouse=True)
def own_cache(cache: Path) -> None:
    """Every test here keeps landmarks in a folder of its own."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A history that is not there yet."""
    return tmp_path / "mine" / "history.sqlite"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def place(request: pytest.FixtureRequest) -> str:
    """The same test with each kind of history, an empty one."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("file"))
    return str(request.getfixturevalue("server")("formcheck_" + uuid4().hex))


@pytest.fixture
def engine(place: str) -> Iterator[Engine]:
    """That history, open."""
    engine = store.opened(place, make=True)
    yield engine
    engine.dispose()


def _program(name: str) -> str:
    found = shutil.which(name) or next(map(str, PROGRAMS.glob(f"*/bin/{name}")), None)
    if found is None:
        pytest.skip(f"{name} of PostgreSQL is not installed")
    return found


@pytest.fixture(scope="session")
def server() -> Iterator[object]:
    """Makes a database on a server of its own, reached through a socket only; its address."""
    pytest.importorskip("psycopg")
    who = "postgres" if os.name == "posix" and os.geteuid() == 0 else getpass.getuser()
    home = Path(tempfile.mkdtemp(prefix="pg"))
    if who == "postgres":
        shutil.chown(home, who)

    def run(name: str, *words: object) -> None:
        told = [_program(name), *map(str, words)]
        subprocess.run(told, check=True, user=who, cwd=home, stdout=subprocess.DEVNULL)

    def make(database: str) -> str:
        run("createdb", "-h", home, database)
        return f"postgresql://{who}@/{database}?host={home}"

    run("initdb", "-D", home / "data", "-A", "trust", "--no-sync")
    only_socket = f"-k {home} -c listen_addresses='' -c fsync=off"
    run("pg_ctl", "-D", home / "data", "-l", home / "log", "-w", "-o", only_socket, "start")
    try:
        yield make
    finally:
        run("pg_ctl", "-D", home / "data", "-m", "immediate", "stop")
        shutil.rmtree(home)
