"""Those who watch the server learn how it is, and nothing about anybody."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from formcheck.store import jobs, uploads
from formcheck.web.app import API, create
from formcheck.web.config import Config
from formcheck.web.health import checks

HERE = ("127.0.0.1", 50000)


@pytest.fixture
def near(app: FastAPI) -> Iterator[TestClient]:
    """Somebody on this machine."""
    with TestClient(app, base_url="http://127.0.0.1:8000", client=HERE) as client:
        yield client


def samples(client: TestClient) -> dict[tuple[str, ...], float]:
    """Name and values of labels -> number."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {
        (one.name, *(one.labels[key] for key in sorted(one.labels))): one.value
        for family in families
        for one in family.samples
    }


def test_a_well_server_says_so(near: TestClient) -> None:
    answer = near.get("/health")
    assert answer.status_code == 200
    assert answer.json()["ok"] is True
    assert answer.json()["checks"]["store"] is True


def test_a_monitor_may_ask_for_the_head_alone(near: TestClient) -> None:
    answer = near.head("/health")
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_stranger_learns_only_whether_it_is_well(app: FastAPI) -> None:
    with TestClient(app, base_url="http://127.0.0.1:8000", client=("192.0.2.7", 9)) as client:
        assert client.get("/health").json() == {"ok": True}
        assert client.get("/metrics").status_code == 404


@pytest.mark.parametrize("name", ["x-forwarded-for", "forwarded", "x-real-ip"])
def test_who_comes_through_a_proxy_is_a_stranger(near: TestClient, name: str) -> None:
    assert near.get("/metrics").status_code == 200
    assert near.get("/metrics", headers={name: "127.0.0.1"}).status_code == 404


def test_another_name_for_this_machine_is_a_stranger(near: TestClient) -> None:
    assert near.get("/metrics", headers={"host": "localhost:8000"}).status_code == 200
    assert near.get("/metrics", headers={"host": "evil.example"}).status_code in (400, 404, 421)


def test_no_room_is_not_well(near: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    full = SimpleNamespace(free=10)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    answer = near.get("/health")
    assert answer.status_code == 503
    assert answer.json()["checks"]["disk"] is False


def test_a_store_that_is_gone_is_not_well(app: FastAPI, config: Config) -> None:
    store = config.data / "history.sqlite"
    store.write_bytes(b"not a database, certainly not one of ours" * 200)
    for rest in ("-wal", "-shm"):
        store.with_name(store.name + rest).unlink(missing_ok=True)
    assert checks(SimpleNamespace(app=app))["store"] is False  # type: ignore[arg-type]


def test_workers_that_died_are_not_well(near: TestClient, app: FastAPI) -> None:
    real = app.state.foreman
    for is_well, status in ((False, 503), (True, 200)):
        app.state.foreman = SimpleNamespace(is_well=is_well)
        assert near.get("/health").status_code == status
    app.state.foreman = real  # the server ends with its own


def test_the_numbers_are_those_of_the_store(near: TestClient, app: FastAPI) -> None:
    engine = app.state.engine
    kept = uploads.begin_upload("zeldzaam", "zeldzaam.mp4", 1234, engine)
    jobs.ask("check", (kept.id,), {}, "nl", engine)
    near.get(f"{API}/uploads/{kept.id}")
    found = samples(near)
    assert found["formcheck_jobs", "waiting"] == 1
    assert found["formcheck_jobs", "failed"] == 0
    assert found["formcheck_queue_length",] == 1
    assert found["formcheck_uploads", "arriving"] == 1
    assert found["formcheck_held_bytes",] == 1234
    assert found["formcheck_memory_bytes", "server"] > 10_000_000
    assert found["formcheck_store_ok",] == 1
    text = near.get("/metrics").text
    assert "zeldzaam" not in text
    assert kept.id not in text


def test_requests_are_counted_by_template_and_status(near: TestClient) -> None:
    key = ("formcheck_requests_total", "GET", "(none)", "404")
    before = samples(near).get(key, 0)
    for path in ("/a/b/c", "/d/e/f"):
        near.get(path)
    assert samples(near)[key] == before + 2


def test_the_desk_may_see_the_numbers_from_elsewhere(config: Config) -> None:
    app = create(replace(config, login=True))
    from formcheck.store.accounts import desk
    from formcheck.web.health import may_see
    from formcheck.web.visitor import Visitor

    who = Visitor(desk(app.state.engine), "", "en")
    request = SimpleNamespace(
        app=app, state=SimpleNamespace(visitor=who), headers={"x-forwarded-for": "192.0.2.7"}
    )
    assert may_see(request)  # type: ignore[arg-type]
    app.state.engine.dispose()
