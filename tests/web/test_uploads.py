"""Clips arrive in pieces, whatever happens on the way; each is only its runner's."""

from __future__ import annotations

import asyncio
import errno
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from browsers import come_in
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.requests import ClientDisconnect

from formcheck.store.jobs import jobs_of, stop
from formcheck.store.uploads import all_uploads, upload
from formcheck.web import arriving
from formcheck.web.app import create
from formcheck.web.config import CHUNK_BYTES, Config

API = "/api/v1/uploads"
CLIP = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 20


def begin(client: TestClient, n_bytes: int = len(CLIP), name: str = "IMG_1.MOV", **more):
    answer = client.post(API, json={"name": name, "n_bytes": n_bytes, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


def send(client: TestClient, id: str, offset: int, data: bytes):
    return client.patch(f"{API}/{id}", content=data, headers={"Upload-Offset": str(offset)})


def test_a_clip_arrives_in_pieces_and_asks_to_be_looked_at(client: TestClient, app: FastAPI):
    made = begin(client)
    assert made["state"] == "arriving" and made["runner"] == "me" and made["jobs"] == []
    assert send(client, made["id"], 0, CLIP[:2000]).json() == {"n_received": 2000}
    told = client.get(f"{API}/{made['id']}").json()
    assert (told["n_received"], told["state"]) == (2000, "arriving")
    assert send(client, made["id"], 2000, CLIP[2000:]).json() == {"n_received": len(CLIP)}
    told = client.get(f"{API}/{made['id']}").json()
    assert told["state"] == "arrived" and [j["kind"] for j in told["jobs"]] == ["check"]
    file = app.state.places.incoming(made["id"])
    assert file.read_bytes() == CLIP and file.stat().st_mode & 0o077 == 0
    assert [one["id"] for one in client.get(API).json()] == [made["id"]]


def test_a_wrong_place_is_answered_with_the_right_one(client: TestClient):
    id = begin(client)["id"]
    send(client, id, 0, CLIP[:2000])
    for offset in (0, 1999, 2001, 10**12):
        answer = send(client, id, offset, CLIP[:10])
        assert answer.status_code == 409 and answer.json()["n_received"] == 2000
    assert send(client, id, -1, b"x").status_code == 422
    assert client.patch(f"{API}/{id}", content=b"x").status_code == 422
    assert send(client, id, 2000, CLIP[2000:]).status_code == 200
    again = send(client, id, 2000, CLIP[2000:])  # its answer was lost on the way
    assert again.status_code == 409 and again.json()["n_received"] == len(CLIP)
    assert len(client.get(f"{API}/{id}").json()["jobs"]) == 1


def test_nothing_comes_beyond_the_end_or_in_too_large_a_piece(client: TestClient, app: FastAPI):
    id = begin(client)["id"]
    assert send(client, id, 0, CLIP + b"x").status_code == 413

    def endless():
        yield CLIP
        yield b"more than was said"

    answer = client.patch(f"{API}/{id}", content=endless(), headers={"Upload-Offset": "0"})
    assert answer.status_code == 413
    assert client.get(f"{API}/{id}").json()["n_received"] == 0
    large = begin(client, n_bytes=2 * CHUNK_BYTES)["id"]
    assert send(client, large, 0, CLIP + bytes(CHUNK_BYTES)).status_code == 413
    assert send(client, large, 0, CLIP).status_code == 200


def test_too_large_a_clip_is_refused_before_its_first_byte(config: Config):
    limits = replace(config, largest_bytes=1000, most_bytes=1500)
    server = create(limits)
    with TestClient(server, base_url="http://127.0.0.1:8000") as client:
        come_in(client, server)
        answer = client.post(API, json={"name": "a", "n_bytes": 1001})
        assert answer.status_code == 413 and "GB" in answer.json()["problem"]
        begin(client, 800)
        answer = client.post(API, json={"name": "a", "n_bytes": 800})
        assert answer.status_code == 507 and answer.json()["hint"]
        assert client.post(API, json={"name": "a", "n_bytes": 0}).status_code == 422
        assert client.post(API, json={"name": "a", "n_bytes": 1 << 62}).status_code == 413


def test_a_full_disk_is_said_and_nothing_is_lost(client: TestClient, monkeypatch):
    id = begin(client)["id"]
    send(client, id, 0, CLIP[:2000])

    def no_room(file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(arriving.os, "fsync", no_room)
        answer = send(client, id, 2000, CLIP[2000:])
    assert answer.status_code == 507 and answer.json()["hint"]
    assert client.get(f"{API}/{id}").json()["n_received"] == 2000
    assert send(client, id, 2000, CLIP[2000:]).status_code == 200


def test_bytes_that_were_lost_are_asked_for_again(client: TestClient, app: FastAPI):
    """A disk that did not keep what it said it kept, or a file that somebody took away."""
    id = begin(client)["id"]
    send(client, id, 0, CLIP[:2000])
    app.state.places.incoming(id).unlink()
    assert send(client, id, 2000, CLIP[2000:]).json()["n_received"] == 0
    assert send(client, id, 0, CLIP).status_code == 200


@pytest.mark.parametrize("head", [b"#EXTM3U\n", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"<html>"])
def test_what_is_no_clip_is_refused_at_once_whatever_its_name(client, app, head):
    id = begin(client, name="run.mp4")["id"]
    answer = send(client, id, 0, head + bytes(2000))
    assert answer.status_code == 415 and "clip" in answer.json()["problem"]
    told = client.get(f"{API}/{id}").json()
    assert told["state"] == "refused" and told["trouble"]["hint"] and told["jobs"] == []
    assert not app.state.places.incoming(id).exists()
    assert send(client, id, 0, CLIP[:10]).status_code == 415


def test_what_is_refused_is_said_in_the_language_of_the_visitor(client: TestClient):
    id = begin(client)["id"]
    client.headers["accept-language"] = "nl"
    english = "This is not a clip of a phone or a camera."
    assert send(client, id, 0, b"PK\x03\x04" + bytes(2000)).json()["problem"] != english
    assert client.get(f"{API}/{id}").json()["trouble"]["problem"] != english


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../etc/passwd", "passwd"),
        ("C:\\Users\\Jan\\run.mov", "run.mov"),
        ("a\x00b\x1b[31m\u202e.mp4\n", "ab[31m.mp4"),
        ("<script>alert(1)</script>.mp4", "script>.mp4"),
        ("..", "clip"),
        ("é" * 500, "é" * 120),
    ],
)
def test_names_are_shown_and_never_a_way(client, app, name, shown):
    made = begin(client, name=name)
    assert made["name"] == shown
    send(client, made["id"], 0, CLIP)
    kept = {p.relative_to(app.state.places.data).as_posix() for p in _files(app)}
    assert f"incoming/{made['id']}" in kept
    assert not any(shown.strip(".mp4") in path for path in kept if shown != "clip")


def _files(app: FastAPI) -> list[Path]:
    return [p for p in app.state.places.data.rglob("*") if p.is_file()]


@pytest.mark.parametrize("id", ["..%2f..%2fetc", "0" * 31, "0" * 32, "a/b"])
def test_what_is_not_there_is_not_found(client: TestClient, id: str):
    assert client.get(f"{API}/{id}").status_code == 404
    assert send(client, id, 0, CLIP).status_code == 404
    assert client.delete(f"{API}/{id}").status_code == 404


def test_the_desk_names_a_code_and_no_person(client: TestClient):
    assert begin(client, runner="r07")["runner"] == "r07"
    assert [one["runner"] for one in client.get(API, params={"runner": "r07"}).json()] == ["r07"]
    assert client.get(API, params={"runner": "r08"}).json() == []
    for bad in ("Jan Jansen", "jan@example.nl", "../x"):
        answer = client.post(API, json={"name": "a", "n_bytes": 9, "runner": bad})
        assert answer.status_code == 400
        assert re.search(r"code|name|address", answer.json()["problem"])
    assert len(client.get(API).json()) == 1


# ------------------------------------------------------------ what was asked


def test_what_is_said_is_kept_as_settings_and_told_as_people_say_it(client, app):
    id = begin(client)["id"]
    said = {"height_cm": 178.5, "speed_kmh": 10.8, "surface": "road", "day": "2026-11-20",
            "shoes": " road  8 mm ", "blur_faces": True}  # fmt: skip
    answer = client.put(f"{API}/{id}/asked", json=said)
    assert answer.status_code == 200
    asked = upload(id, app.state.engine).asked
    assert asked["height_m"] == pytest.approx(1.785) and asked["speed_mps"] == pytest.approx(3.0)
    assert asked["day"] == "2026-11-20" and asked["shoes"] == "road 8 mm"
    told = answer.json()["asked"]
    assert (told["height_cm"], told["speed_kmh"], told["view"]) == (178.5, 10.8, "auto")
    client.put(f"{API}/{id}/asked", json={})
    assert upload(id, app.state.engine).asked == {}


@pytest.mark.parametrize(
    "said",
    [{"height_cm": 17}, {"speed_kmh": 400}, {"incline_pct": 90}, {"slow_motion": 0.1},
     {"person": 0}, {"surface": "moon"}, {"view": "top"}, {"day": "2026-13-01"},
     {"day": (date.today() + timedelta(days=3)).isoformat()}, {"shoes": "x" * 200},
     {"video": "/etc/passwd"}, {"height_cm": "NaN"}],
)  # fmt: skip
def test_what_no_runner_has_is_refused_without_words_of_a_command_line(client, app, said):
    id = begin(client)["id"]
    answer = client.put(f"{API}/{id}/asked", json=said)
    assert answer.status_code == 422
    assert "--" not in answer.text
    assert upload(id, app.state.engine).asked == {}


# ------------------------------------------------------------ what goes wrong on the way


def body(*blocks: bytes | Exception):
    async def stream():
        for block in blocks:
            if isinstance(block, Exception):
                raise block
            yield block
            await asyncio.sleep(0)

    return stream()


def counting(file: Path, start: int, counted: list[int]) -> arriving.Counting:
    def end(n_received: int) -> int:
        counted.append(n_received)
        return n_received

    return arriving.Counting(lambda: arriving.Piece(file, start, 1 << 22), end)


def test_what_came_before_a_break_counts(tmp_path: Path):
    counted: list[int] = []
    file = tmp_path / "incoming" / "a"
    broken = body(b"12345", b"678", ClientDisconnect())
    n = asyncio.run(arriving.take_in("a", counting(file, 0, counted), broken, arriving.Turns()))
    assert n == 8 and counted == [8] and file.read_bytes() == b"12345678"


def test_a_newer_piece_takes_over_from_one_that_hangs(tmp_path: Path):
    file, turns, counted = tmp_path / "a", arriving.Turns(), []

    async def both():
        goes_on = asyncio.Event()

        async def hanging():
            yield b"x" * (2 << 20 >> 1)
            await goes_on.wait()
            yield b"late"

        old = asyncio.create_task(
            arriving.take_in("a", counting(file, 0, counted), hanging(), turns)
        )
        await asyncio.sleep(0.2)
        new = await arriving.take_in("a", counting(file, 0, counted), body(b"new"), turns)
        goes_on.set()
        with pytest.raises(arriving.RefusedError) as refused:
            await old
        return new, refused.value.status

    assert asyncio.run(both()) == (3, 409)
    assert file.read_bytes() == b"new" and counted == [3]
    assert not turns.newest and not turns.writing


def test_two_pieces_at_once_never_count_what_is_not_there(tmp_path: Path):
    """Many begin together; the file holds what was counted last."""
    file, turns, safe = tmp_path / "a", arriving.Turns(), [0]

    async def crowd():
        def begin() -> arriving.Piece:
            return arriving.Piece(file, safe[0], 100)

        def end(n_received: int) -> int:
            safe[0] = n_received
            return n_received

        one = [
            arriving.take_in("a", arriving.Counting(begin, end), body(b"ab", b"c"), turns)
            for _ in range(8)
        ]
        return await asyncio.gather(*one, return_exceptions=True)

    done = asyncio.run(crowd())
    assert any(not isinstance(one, Exception) for one in done)
    assert file.stat().st_size == safe[0] and file.read_bytes() == b"abc" * (safe[0] // 3)


def test_a_clip_that_arrived_is_looked_at_though_the_server_ended_before_it_asked(client, app):
    id = begin(client)["id"]
    send(client, id, 0, CLIP)
    for job in jobs_of(id, app.state.engine):
        stop(job.id, app.state.engine)
    with app.state.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM jobs")
    assert [j["kind"] for j in client.get(f"{API}/{id}").json()["jobs"]] == ["check"]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tries=st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 6000)), max_size=12))
def test_pieces_in_any_order_give_the_clip_and_nothing_else(client, app, tries):
    id = begin(client)["id"]
    safe = 0
    for offset, n in [*tries, (-1, len(CLIP))]:
        start = safe if offset < 0 else offset
        data = CLIP[start : start + n]
        answer = send(client, id, start, data)
        if answer.status_code == 200:
            assert start == safe
            safe = answer.json()["n_received"]
            assert safe == start + len(data)
        else:
            assert answer.status_code == 409 and answer.json()["n_received"] == safe
    assert app.state.places.incoming(id).read_bytes() == CLIP
    assert client.get(f"{API}/{id}").json()["state"] == "arrived"
    assert all(one.n_received == one.n_bytes for one in all_uploads(place=app.state.engine))
