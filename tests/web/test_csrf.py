"""Other sites make a browser ask; they get nothing."""

from __future__ import annotations

import pytest
from browsers import browser, stranger
from fastapi import FastAPI
from fastapi.testclient import TestClient

from formcheck.web.visitor import CSRF_HEADER

PATH, ASKED = "/api/v1/invitations", {"runner": "r07"}
OWN = "http://127.0.0.1:8000"


def test_the_word_of_the_session_is_needed(client: TestClient) -> None:
    assert client.post(PATH, json=ASKED).status_code == 201
    right = client.headers.pop(CSRF_HEADER)
    for told in ({}, {CSRF_HEADER: ""}, {CSRF_HEADER: right + "x"}, {CSRF_HEADER: b"\xe9"}):
        refused = client.post(PATH, json=ASKED, headers=told)  # type: ignore[arg-type]
        assert refused.status_code == 403
        assert refused.json()["hint"]


def test_the_word_of_another_session_is_none(locked: FastAPI) -> None:
    mine, others = browser(locked), browser(locked)
    told = {CSRF_HEADER: others.headers[CSRF_HEADER]}
    assert mine.post(PATH, json=ASKED, headers=told).status_code == 403


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "https://127.0.0.1:8000", "http://127.0.0.1:8001",
     "http://127.0.0.1:8000.evil.example", "http://127.0.0.1", "http://localhost:8000", ""],
)  # fmt: skip
def test_the_word_alone_does_not_do_where_another_site_asks(
    client: TestClient, origin: str
) -> None:
    assert client.post(PATH, json=ASKED, headers={"origin": OWN}).status_code == 201
    assert client.post(PATH, json=ASKED, headers={"origin": origin}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
def test_what_the_browser_says_of_the_site_counts(client: TestClient, site: str) -> None:
    told = {"sec-fetch-site": site, "sec-fetch-mode": "cors"}
    assert client.post(PATH, json=ASKED, headers=told).status_code == 403
    assert client.get("/api/v1/openapi.json", headers=told).status_code == 403


def test_a_link_from_elsewhere_leads_here(client: TestClient) -> None:
    told = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert client.get("/", headers=told | {"sec-fetch-dest": "document"}).status_code == 200
    assert client.get("/", headers=told | {"sec-fetch-dest": "iframe"}).status_code == 403
    post = client.post(PATH, json=ASKED, headers=told | {"sec-fetch-dest": "document"})
    assert post.status_code == 403


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"]
)
def test_forms_are_not_taken(client: TestClient, kind: str) -> None:
    answer = client.post(PATH, content=b"{}", headers={"content-type": kind})
    assert answer.status_code == 415


def test_nobody_is_logged_in_by_another_site(locked: FastAPI) -> None:
    asked = {"json": {"key": "k7mp"}, "headers": {"origin": "http://evil.example"}}
    assert stranger(locked).post("/enter", **asked).status_code == 403  # type: ignore[arg-type]
    assert locked.state.doors.wrong._left == {}  # the key was not even tried


def test_no_answer_lets_another_site_read_it(client: TestClient) -> None:
    told = {"origin": "http://evil.example", "access-control-request-method": "POST"}
    for answer in (client.get("/", headers=told), client.options(PATH, headers=told)):
        assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("kind", ["application/octet-stream", "application/offset+octet-stream"])
def test_pieces_of_a_clip_are(client: TestClient, kind: str) -> None:
    upload = client.post("/api/v1/uploads", json={"name": "a.mp4", "n_bytes": 9}).json()["id"]
    headers = {"content-type": kind, "upload-offset": "0"}
    answer = client.patch(f"/api/v1/uploads/{upload}", content=b"12", headers=headers)
    assert answer.status_code == 200
