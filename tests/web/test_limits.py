"""What one visitor may ask at most."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from browsers import browser, stranger
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient

from formcheck.web import limits
from formcheck.web.config import CHUNK_BYTES
from formcheck.web.limits import USUAL_BYTES, Traffic

UPLOAD = "/api/v1/uploads/" + "0" * 32
BYTES = {"content-type": "application/octet-stream"}


@pytest.fixture
def reading(app: FastAPI) -> FastAPI:
    """A server with endpoints that read all that is sent."""

    async def read(request: Request) -> dict[str, int]:
        return {"n": len(await request.body())}

    app.add_api_route("/api/v1/read", read, methods=["POST"])
    return app


def pieces(n_bytes: int) -> Any:
    """A body whose length nobody tells beforehand."""
    for _ in range(n_bytes >> 16):
        yield b"x" * (1 << 16)
    yield b"x" * (n_bytes & 0xFFFF)


def empty(traffic: Traffic, who: str) -> None:
    """Nothing; that visitor has asked all that one may, and hardly gets more meanwhile."""
    traffic.asked.per_s = 0.01
    while traffic.asked.take(who) == 0:
        pass


@pytest.mark.parametrize("is_told", [True, False])
def test_a_body_of_a_megabyte_is_taken_and_no_more(
    reading: FastAPI, client: TestClient, is_told: bool
) -> None:
    for n_bytes, status in ((USUAL_BYTES, 200), (USUAL_BYTES + 1, 413)):
        content = b"x" * n_bytes if is_told else pieces(n_bytes)
        answer = client.post("/api/v1/read", content=content, headers=BYTES)
        assert answer.status_code == status
    assert answer.json()["problem"]
    assert answer.headers["connection"] == "close"


def test_a_piece_of_a_clip_may_be_larger(client: TestClient) -> None:
    for n_bytes, is_refused in ((CHUNK_BYTES, False), (CHUNK_BYTES + 1, True)):
        told = BYTES | {"upload-offset": "0"}
        answer = client.patch(UPLOAD, content=b"x" * n_bytes, headers=told)
        assert (answer.status_code == 413) == is_refused
    other = client.put(UPLOAD + "/asked", content=b"x" * CHUNK_BYTES, headers=BYTES)
    assert other.status_code == 413


@pytest.mark.parametrize("told", ["-1", "1e9", "9" * 30, "0x10", "1,1", ""])
def test_a_length_that_is_none_is_refused(client: TestClient, told: str) -> None:
    answer = client.post("/api/v1/invitations", content=b"{}", headers={"content-length": told})
    assert answer.status_code == 413


def test_who_asks_too_often_waits(locked: FastAPI) -> None:
    client, traffic = browser(locked), locked.state.traffic
    assert client.get("/enter").status_code == 200
    empty(traffic, "testclient")
    refused = client.get("/enter")
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    assert set(refused.json()) == {"problem", "hint"}


def test_on_ones_own_computer_nobody_counts(app: FastAPI) -> None:
    client = TestClient(app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 5))
    empty(app.state.traffic, "127.0.0.1")
    assert client.get("/enter").status_code == 200
    object.__setattr__(app.state.config, "proxied", True)  # then it is the proxy's address
    assert client.get("/enter").status_code == 429


@pytest.mark.parametrize("many", ["AT_ONCE", "AT_ONCE_EACH"])
def test_only_so_many_are_answered_at_once(
    locked: FastAPI, monkeypatch: pytest.MonkeyPatch, many: str
) -> None:
    monkeypatch.setattr(limits, many, 3)
    client, traffic = stranger(locked), locked.state.traffic
    traffic.open["testclient"] = 2
    assert client.get("/enter").status_code == 200
    traffic.open["testclient"] = 3
    assert client.get("/enter").status_code == 503
    traffic.open["testclient"] = 2
    assert client.get("/enter").status_code == 200
    assert traffic.open["testclient"] == 2


def test_who_is_answered_counts_no_longer(locked: FastAPI) -> None:
    client = stranger(locked)
    for path in ("/enter", "/api/v1/nothing", "/static/page.js"):
        client.get(path)
    client.post("/enter", content=b"x" * (2 << 20))
    assert not locked.state.traffic.open


def run(app: FastAPI, path: str, receive: Any) -> list[dict[str, Any]]:
    """All that the server says to a visitor whose messages come one by one."""
    told: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        told.append(message)

    scope = {
        "type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "headers": [
            (b"host", b"127.0.0.1"), (b"cookie", app.state.cookie.encode()),
            (b"x-formcheck-csrf", app.state.word.encode())],
        "query_string": b"", "client": ("127.0.0.1", 5), "server": ("127.0.0.1", 8000),
        "scheme": "http", "http_version": "1.1", "asgi": {"version": "3.0", "spec_version": "2.3"},
        "root_path": "",
    }  # fmt: skip
    asyncio.run(asyncio.wait_for(app(scope, receive, send), 5))
    return told


@pytest.fixture
def inside(reading: FastAPI) -> FastAPI:
    """The same, and a session to ask with."""
    client = browser(reading)
    reading.state.cookie = "; ".join(f"{k}={v}" for k, v in client.cookies.items())
    reading.state.word = client.headers["x-formcheck-csrf"]
    return reading


def test_who_sends_too_slowly_is_left(inside: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "USUAL_S", 0.3)

    async def drip() -> dict[str, Any]:
        await asyncio.sleep(0.1)
        return {"type": "http.request", "body": b"x", "more_body": True}

    told = run(inside, "/api/v1/read", drip)
    assert told[0]["status"] == 408
    assert (b"connection", b"close") in told[0]["headers"]


def test_who_listens_for_events_hears_when_the_server_ends(inside: FastAPI) -> None:
    async def events() -> Any:
        yield b"one"
        inside.state.traffic.end()
        await asyncio.sleep(60)

    inside.add_api_route("/api/v1/listen", lambda: StreamingResponse(events()), methods=["POST"])
    sent = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> dict[str, Any]:
        for message in sent:
            return message
        await asyncio.sleep(60)
        raise AssertionError("nobody told")

    told = run(inside, "/api/v1/listen", receive)
    assert told[0]["status"] == 200
    assert [one["body"] for one in told[1:]] == [b"one"]
