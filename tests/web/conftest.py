"""A server on an empty data folder, in this process."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsers import KEY, come_in
from fastapi import FastAPI
from fastapi.testclient import TestClient

from formcheck.store import accounts
from formcheck.web import keys, logs
from formcheck.web.app import create
from formcheck.web.config import Config


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Nobody works on jobs: they wait. A test of those who do says how many."""
    return Config(tmp_path / "data", workers=0)


@pytest.fixture
def app(config: Config) -> Iterator[FastAPI]:
    made = create(config)
    yield made
    made.state.engine.dispose()


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """The desk's browser, on this machine: with a session, and the word of it."""
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        yield come_in(client, app)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Where the lines go; whatever logged before does so again afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    logs.set_up(stream, readable=False)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    logs.LOG.setLevel(logging.NOTSET)


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FastAPI]:
    """A server that asks for a key, `KEY`; a wrong one costs less than it does elsewhere."""
    monkeypatch.setitem(accounts._SCRYPT, "n", 16)
    made = create(Config(tmp_path / "locked", login=True, workers=0))
    store = made.state.engine
    accounts.set_key(accounts.desk(store).id, keys.plain(KEY), store)
    yield made
    store.dispose()
