"""What somebody tries who means harm; the table in docs/security.md names each of these."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from browsers import KEY, browser, pages, stranger
from fastapi import FastAPI
from fastapi.testclient import TestClient
from web_makers import ready_visit

from formcheck.store import jobs, uploads
from formcheck.store.web_nouns import Upload
from formcheck.web.places import Places

PAGE = {"accept": "text/html"}
JSON = {"content-type": "application/json"}
NOBODYS = "0123456789abcdef" * 2
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>.mp4"
WAYS_OUT = ("%2e%2e", "%2e%2e%2f%2e%2e", "..%2f..%2fetc%2fpasswd", "%2fetc%2fpasswd", "..%5c..",
            "%00", "history.sqlite",
            "..%2fhistory.sqlite", "a" * 5000, NOBODYS.upper() + "%0a")  # fmt: skip


@pytest.fixture
def mine(locked: FastAPI) -> Upload:
    """A visit of the runner r07."""
    return ready_visit(locked.state.engine, locked.state.places, "r07")


def operations(app: FastAPI) -> Iterator[tuple[str, str]]:
    for path, told in app.openapi()["paths"].items():
        for method in told:
            yield method.upper(), path


def filled(path: str, id: str, job: str, code: str) -> str:
    there = {"id": job if "/jobs/" in path else id, "job": job, "code": code}
    return re.sub(r"\{(\w+)\}", lambda found: there.get(found[1], "csv"), path)


def tell(client: TestClient, method: str, path: str) -> tuple[int, str]:
    answer = client.request(method, path, content=b"{}", headers=JSON | {"upload-offset": "0"})
    return answer.status_code, answer.text


# ------------------------------------------------------------ other people's


def test_anothers_is_like_what_is_not_there(locked: FastAPI, mine: Upload) -> None:
    store = locked.state.engine
    job = jobs.ask("compare", [mine.id], {}, "en", store)
    other = browser(locked, "r08")
    tried = 0
    for method, path in operations(locked):
        if "{" not in path:
            continue
        theirs = tell(other, method, filled(path, mine.id, job.id, "r07"))
        assert theirs == tell(other, method, filled(path, NOBODYS, NOBODYS, "r99")), (method, path)
        assert theirs[0] == 404, (method, path)
        tried += 1
    assert tried > 25
    assert uploads.upload(mine.id, store) == mine
    kept = jobs.job(job.id, store)
    assert kept is not None
    assert kept.state == "waiting"
    assert locked.state.places.clip(mine).exists()


def test_nobody_is_listed_to_another(locked: FastAPI, mine: Upload) -> None:
    other = browser(locked, "r08")
    for path in ("/api/v1/uploads", "/api/v1/visits", "/api/v1/jobs", "/api/v1/comparisons"):
        answer = other.get(path)
        assert answer.status_code == 200
        assert mine.id not in answer.text
        assert "r07" not in answer.text
    for path in ("/api/v1/uploads?runner=r07", "/api/v1/visits?runner=r07"):
        assert other.get(path).status_code == 404
    assert other.post("/api/v1/comparisons", json={"before": mine.id, "after": mine.id}).is_error


def test_pages_of_another_and_of_the_desk_are_not_there(locked: FastAPI, mine: Upload) -> None:
    other, tried = browser(locked, "r08"), 0
    for path in pages():
        if "{" not in path:
            continue
        found = other.get(filled(path, mine.id, NOBODYS, "r07"), headers=PAGE)
        assert found.status_code == 404, path
        tried += 1
    assert tried >= 8
    for path in ("/people", "/phone"):
        assert other.get(path, headers=PAGE).status_code == 404


def test_a_clip_is_not_handed_in_for_another(locked: FastAPI) -> None:
    other = browser(locked, "r08")
    told = {"name": "a.mp4", "n_bytes": 10, "runner": "r07"}
    answer = other.post("/api/v1/uploads", json=told)
    assert answer.is_error or answer.json()["runner"] == "r08"


# ------------------------------------------------------------ out of the folder


@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_address_leads_out_of_the_folder(locked: FastAPI, mine: Upload, way: str) -> None:
    desk = browser(locked)
    found = [path for method, path in operations(locked) if method == "GET" and "{" in path]
    found += [path for path in pages() if "{" in path] + ["/static/{file}"]
    for path in found:
        for id in (mine.id, way):
            told = path.replace("{id}", id)
            told = re.sub(r"\{\w+\}", lambda _: way, told)
            if way in told:
                answer = desk.get(told, headers=PAGE)
                assert answer.status_code in (400, 404, 422), told


@pytest.mark.parametrize("id", ["..", "../x", "", "/etc", "a" * 32 + "\n", "A" * 32, "é" * 32])
def test_no_path_is_made_of_what_is_no_id(tmp_path: Any, id: str) -> None:
    places = Places(tmp_path)
    for make in (places.incoming, places.folder, places.desk, places.comparison):
        with pytest.raises(ValueError, match="not made by formcheck"):
            make(id)


def test_a_language_is_no_way_out(client: TestClient) -> None:
    client.cookies.set("formcheck_lang", "../../etc")
    answer = client.get("/", headers=PAGE | {"accept-language": "../..,%00;q=9," + "x" * 5000})
    assert answer.status_code == 200
    assert '<html lang="en">' in answer.text


# ------------------------------------------------------------ script


def test_a_script_in_a_name_or_a_note_is_text(locked: FastAPI) -> None:
    store, places = locked.state.engine, locked.state.places
    made = ready_visit(store, places, "r07", name=EVIL)
    uploads.change_upload(made.id, store, note=EVIL)
    desk = browser(locked)
    shown = [desk.get(path, headers=PAGE) for path in (
        "/", "/visits", f"/visits/{made.id}", f"/clips/{made.id}", "/people", "/people/r07",
        f"/visits/{made.id}/questions", f"/visits/{made.id}/events", f"/visits/{made.id}/scale",
        f"/visits?runner={EVIL}", f"/enter?next=/{EVIL}", f"/{EVIL}")]  # fmt: skip
    assert sum(answer.status_code == 200 for answer in shown) >= 6
    for answer in shown:
        assert "<script>alert" not in answer.text, answer.url
        assert "<img src=x" not in answer.text, answer.url
    told = desk.get(f"/api/v1/uploads/{made.id}")
    assert told.headers["content-type"] == "application/json"
    assert told.headers["x-content-type-options"] == "nosniff"


def test_a_file_goes_along_under_a_name_of_ours(locked: FastAPI) -> None:
    name = 'x"\r\nset-cookie: a=b; filename="y.html'
    made = ready_visit(locked.state.engine, locked.state.places, "r07", name=name)
    desk = browser(locked)
    for kind in ("csv", "json", "pdf"):
        answer = desk.get(f"/api/v1/visits/{made.id}/files/{kind}")
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
        assert "y.html" not in answer.headers.get("content-disposition", "")


# ------------------------------------------------------------ headers


@pytest.mark.parametrize("sign", ["%0d%0a", "%0a", "%E5%98%8A%E5%98%8D"])
def test_no_line_is_added_to_the_head_of_an_answer(locked: FastAPI, sign: str) -> None:
    for path in (f"/x{sign}set-cookie:a=b", f"/x?y={sign}set-cookie:a=b", f"/enter?next=/{sign}x"):
        answer = stranger(locked).get(path, headers=PAGE, follow_redirects=False)
        assert "set-cookie" not in answer.headers
        assert not re.search(r"[\r\n]", answer.headers.get("location", ""))


def test_no_header_makes_a_visitor_somebody_else(locked: FastAPI) -> None:
    told = {"x-forwarded-for": "127.0.0.1", "x-forwarded-host": "localhost", "x-real-ip": "::1",
            "x-original-url": "/enter", "x-rewrite-url": "/enter", "x-forwarded-user": "desk",
            "x-http-method-override": "GET", "forwarded": "for=127.0.0.1"}  # fmt: skip
    assert stranger(locked).get("/api/v1/uploads", headers=told).status_code == 401
    assert stranger(locked).post("/api/v1/uploads", headers=told).status_code == 401


@pytest.mark.parametrize(
    "path",
    ["//enter", "/enter/", "/static/../api/v1/uploads", "/static/%2e%2e/api/v1/uploads",
     "/health/../api/v1/uploads", "/enter%2f..%2fapi", "/ENTER", "/api/v1/uploads/",
     "/%61pi/v1/uploads", "/enter;/api/v1/uploads", "/health/x", "/metrics/x"],
)  # fmt: skip
def test_no_spelling_of_an_address_gets_past_the_door(locked: FastAPI, path: str) -> None:
    answer = stranger(locked).get(path, follow_redirects=False)
    assert answer.status_code in (401, 404)


# ------------------------------------------------------------ too much


@pytest.mark.parametrize(
    "body",
    [b"[" * 900_000, b'{"a":' * 150_000, b'{"n_bytes":' + b"9" * 100_000 + b"}",
     b'{"name":"\\ud800","n_bytes":1}', b'{"name":"\\u0000","n_bytes":1}',
     b'{"name":"a.mp4","n_bytes":1e400}', b'{"name":"a.mp4","n_bytes":NaN}',
     b'{"name":"a.mp4","n_bytes":true}', b'{"name":"a.mp4","n_bytes":9223372036854775808}',
     b'\xff\xfe{"name":1}', b"null", b'"x"'],
    ids=range(12),
)  # fmt: skip
def test_nothing_that_is_sent_breaks_it(locked: FastAPI, body: bytes) -> None:
    desk = browser(locked)
    begun_s = time.monotonic()
    answer = desk.post("/api/v1/uploads", content=body, headers=JSON)
    assert answer.status_code in (201, 400, 413, 422)
    assert time.monotonic() - begun_s < 10
    assert desk.get("/visits", headers=PAGE).status_code == 200


@pytest.mark.parametrize("text", ["\ud800", "\x00", "x" * 400_000, "\u202e\u2066gpj.exe"])
def test_no_text_breaks_it(locked: FastAPI, mine: Upload, text: str) -> None:
    desk = browser(locked)
    base = f"/api/v1/visits/{mine.id}"
    for path, body in (
        (f"{base}/note", {"note": text}),
        (f"{base}/answers", {text: text}),
        (f"/api/v1/uploads/{mine.id}/asked", {"shoes": text}),
        (f"{base}/corrections", {"note": text}),
    ):
        sent = json.dumps(body).encode()
        assert desk.put(path, content=sent, headers=JSON).status_code < 500, path
    for path in ("/api/v1/people", "/api/v1/invitations"):
        sent = json.dumps({"code": text, "runner": text}).encode()
        assert desk.post(path, content=sent, headers=JSON).status_code in (400, 422)
    assert desk.get(f"/visits/{mine.id}", headers=PAGE).status_code == 200


def test_many_ranges_cost_no_more_than_one(locked: FastAPI, mine: Upload) -> None:
    desk = browser(locked)
    told = {"range": "bytes=" + ",".join(f"{k}-" for k in range(5000))}
    begun_s = time.monotonic()
    answer = desk.get(f"/api/v1/visits/{mine.id}/files/mp4", headers=told)
    assert answer.status_code < 500
    assert len(answer.content) < 10 << 20
    assert time.monotonic() - begun_s < 5


def test_what_a_stranger_sends_is_not_even_read(locked: FastAPI) -> None:
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        for _ in range(64):
            read += 1
            yield b"x" * 1024

    answer = stranger(locked).post("/api/v1/uploads", content=endless(), headers=JSON)
    assert answer.status_code == 401


# ------------------------------------------------------------ the key


def test_the_key_is_in_no_answer_and_no_log(locked: FastAPI, log: Any) -> None:
    client = stranger(locked)
    client.post("/enter", json={"key": KEY})
    told = [client.get("/", headers=PAGE).text, client.get("/api/v1/openapi.json").text]
    client.get("/api/v1/openapi.json", headers={"authorization": f"Bearer {KEY}x"})
    for text in (*told, log.getvalue()):
        assert KEY not in text
        assert KEY.replace("-", "") not in text


def test_who_was_let_in_as_a_runner_does_not_become_the_desk(locked: FastAPI) -> None:
    runner, desk = browser(locked, "r07"), browser(locked)
    runner.headers["x-formcheck-csrf"] = desk.headers["x-formcheck-csrf"]
    answer = runner.post("/api/v1/invitations", json={})
    assert answer.status_code == 403
    for told in ({"role": "desk"}, {"runner": None}, {"account": "desk"}):
        assert browser(locked, "r07").post("/api/v1/invitations", json=told).status_code == 404
