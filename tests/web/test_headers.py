"""What every answer carries."""

from __future__ import annotations

import re

import pytest
from browsers import stranger
from fastapi import FastAPI, Response
from fastapi.testclient import TestClient

from formcheck.web.headers import ALWAYS, POLICY

PAGE = {"accept": "text/html"}


def broken() -> None:
    raise RuntimeError("inside")


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/nothing", 404), ("/api/v1/nothing", 404), ("/api/v1/openapi.json", 200),
     ("/static/page.js", 200), ("/static/nothing", 404), ("/enter", 200), ("/broken", 500)],
)  # fmt: skip
def test_every_answer_has_them(app: FastAPI, client: TestClient, path: str, status: int) -> None:
    app.get("/broken")(broken)
    answer = client.get(path, headers=PAGE)
    assert answer.status_code == status
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-frame-options"] == "DENY"
    assert {name: answer.headers[name] for name in ALWAYS} == ALWAYS
    assert "strict-transport-security" not in answer.headers


def test_refusals_have_them_too(locked: FastAPI) -> None:
    client = stranger(locked)
    for answer in (
        client.get("/api/v1/uploads"),
        client.get("/", headers=PAGE, follow_redirects=False),
        client.get("/", headers={"host": "evil.example"}),
        client.post("/enter", content=b"x" * (2 << 20)),
    ):
        assert answer.status_code in (401, 303, 421, 413)
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["cache-control"] == "no-store"


def test_what_is_somebodys_is_not_kept_and_what_is_ours_is(client: TestClient) -> None:
    for path in ("/", "/enter", "/phone", "/api/v1/openapi.json", "/static/nothing"):
        assert client.get(path).headers["cache-control"] == "no-store"
    assert client.get("/static/page.js").headers["cache-control"].startswith("public")


def test_a_page_with_a_policy_of_its_own_keeps_it(app: FastAPI, client: TestClient) -> None:
    own = "default-src 'none'; frame-ancestors 'self'"
    app.get("/own")(lambda: Response(headers={"content-security-policy": own}))
    answer = client.get("/own")
    assert answer.headers["content-security-policy"] == own
    assert "x-frame-options" not in answer.headers


def test_https_is_remembered_by_the_browser(locked: FastAPI) -> None:
    object.__setattr__(locked.state.config, "proxied", True)
    told = stranger(locked).get("/enter").headers["strict-transport-security"]
    assert int(re.findall(r"\d+", told)[0]) >= 31_536_000


@pytest.mark.parametrize("path", ["/", "/enter", "/phone", "/nothing"])
def test_pages_hold_to_their_policy(client: TestClient, path: str) -> None:
    text = client.get(path, headers=PAGE).text
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:|<form[^>]*\saction=", text)
    assert not re.search(r"<script(?![^>]*\ssrc=\"/static/)", text)
    assert not re.search(r"(src|href)=\"(https?:)?//", text)
