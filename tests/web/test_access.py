"""Who comes in, by what, and what a stranger sees."""

from __future__ import annotations

from typing import Any

import pytest
from browsers import KEY, browser, pages, stranger
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import event

from formcheck.store import accounts
from formcheck.web.access import safe_next
from formcheck.web.visitor import COOKIE, CSRF_HEADER

PAGE = {"accept": "text/html"}


def entered(app: FastAPI, **by: str) -> TestClient:
    """A browser that came in by the front door."""
    client = stranger(app)
    assert client.post("/enter", json=by).status_code == 204
    return client


def word(client: TestClient) -> str:
    text = client.get("/", headers=PAGE).text
    return text.partition('name="csrf" content="')[2].partition('"')[0]


def invited(app: FastAPI, runner: str | None = None) -> str:
    store = app.state.engine
    account = accounts.desk(store) if runner is None else accounts.runner_account(runner, store)
    return accounts.invite(account.id, store)[0]


# ------------------------------------------------------------ strangers


@pytest.mark.parametrize("path", ["/", "/visits", "/people", "/phone", "/nothing-there?x=1"])
def test_a_stranger_is_led_to_the_door_and_back(locked: FastAPI, path: str) -> None:
    answer = stranger(locked).get(path, headers=PAGE, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/enter?next=/")
    shown = stranger(locked).get(answer.headers["location"], headers=PAGE)
    assert f'data-next="{path}"' in shown.text


@pytest.mark.parametrize(
    "path", ["/api/v1/uploads", "/api/v1/openapi.json", "/api/v1/no", "/phone"]
)
def test_a_program_without_a_key_is_told_so(locked: FastAPI, path: str) -> None:
    answer = stranger(locked).get(path)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert set(answer.json()) == {"problem", "hint"}


def test_every_operation_is_closed_to_strangers(locked: FastAPI) -> None:
    for path, operations in locked.openapi()["paths"].items():
        for method in operations:
            answer = stranger(locked).request(method, path.replace("{", "").replace("}", ""))
            assert answer.status_code == 401, (method, path)


def test_every_page_is_closed_to_strangers(locked: FastAPI) -> None:
    found = set(pages())
    assert {"/", "/visits", "/people", "/help", "/visits/{id}"} <= found
    for path in found - {"/enter", "/health", "/metrics"}:
        answer = stranger(locked).get(path, headers=PAGE, follow_redirects=False)
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith("/enter?next="), path
    assert stranger(locked).get("/metrics").status_code == 404


def test_the_looks_of_the_door_are_open(locked: FastAPI) -> None:
    for path in ("/enter", "/static/formcheck.css", "/static/enter.js", "/static/page.js"):
        assert stranger(locked).get(path).status_code == 200


def test_the_looks_are_the_same_for_everybody_and_ask_the_store_nothing(locked: FastAPI) -> None:
    desk, asked = browser(locked), []
    event.listen(locked.state.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    assert desk.get("/static/formcheck.css").status_code == 200
    assert asked == []
    assert desk.get("/people").status_code == 200
    assert asked != []


# ------------------------------------------------------------ coming in


def test_the_key_lets_the_desk_in_however_it_is_typed(locked: FastAPI) -> None:
    for typed in (KEY, KEY.upper().replace("-", " "), KEY.replace("0", "o")):
        shown = entered(locked, key=typed).get("/phone", headers=PAGE)
        assert shown.status_code == 200


def test_an_invitation_lets_one_browser_in_as_its_runner(locked: FastAPI) -> None:
    code = invited(locked, "r07")
    first = entered(locked, code=code)
    assert first.get("/", headers=PAGE).status_code == 200
    assert first.get("/phone", headers=PAGE).status_code == 404
    again = stranger(locked).post("/enter", json={"code": code})
    assert again.status_code == 403
    assert "used before" in again.json()["problem"]


@pytest.mark.parametrize("by", [{"key": "k7mp"}, {"code": "x" * 22}, {"key": ""}, {}])
def test_anything_else_does_not(locked: FastAPI, by: dict[str, str]) -> None:
    client = stranger(locked)
    answer = client.post("/enter", json=by)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert client.get("/", headers=PAGE, follow_redirects=False).status_code == 303


def test_the_cookie_is_for_this_server_alone(locked: FastAPI) -> None:
    told = stranger(locked).post("/enter", json={"key": KEY}).headers["set-cookie"].lower()
    assert told.startswith(f"{COOKIE}=")
    for part in ("httponly", "samesite=lax", "path=/"):
        assert part in told
    assert "domain" not in told


def test_the_cookie_is_for_https_alone_where_there_is_https(locked: FastAPI) -> None:
    object.__setattr__(locked.state.config, "proxied", True)
    told = stranger(locked).post("/enter", json={"key": KEY}).headers["set-cookie"]
    assert told.startswith(f"__Host-{COOKIE}=")
    assert "; Secure" in told


def test_who_comes_in_gets_a_session_that_nobody_knew_before(locked: FastAPI) -> None:
    client = stranger(locked)
    client.cookies.set(COOKIE, "chosen-by-somebody-else")
    answer = client.post("/enter", json={"key": KEY})
    assert "chosen-by-somebody-else" not in answer.headers["set-cookie"]
    planted = stranger(locked)
    planted.cookies.set(COOKIE, "chosen-by-somebody-else")
    assert planted.get("/api/v1/openapi.json").status_code == 401


def test_coming_in_again_ends_the_session_before(locked: FastAPI) -> None:
    client = entered(locked, key=KEY)
    before = client.cookies[COOKIE]
    client.post("/enter", json={"code": invited(locked, "r07")})
    assert accounts.session(before, locked.state.engine) is None


def test_who_leaves_is_out(locked: FastAPI) -> None:
    client = entered(locked, key=KEY)
    token = client.cookies[COOKIE]
    assert "data-leave" in client.get("/", headers=PAGE).text
    assert client.post("/leave", headers={CSRF_HEADER: word(client)}).status_code == 204
    assert accounts.session(token, locked.state.engine) is None
    assert client.get("/", headers=PAGE, follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    "told",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\tb",
     "/enter?next=/enter", "", "\n//evil.example", "/\x00"],
)  # fmt: skip
def test_the_way_back_leads_nowhere_else(told: str) -> None:
    assert safe_next(told) == "/"


def test_the_door_writes_no_other_way_back(locked: FastAPI) -> None:
    shown = stranger(locked).get("/enter", params={"next": "//evil.example"}).text
    assert 'data-next="/"' in shown
    assert "evil" not in shown
    quoted = stranger(locked).get("/enter", params={"next": '/"><script>'}).text
    assert "<script>" not in quoted


# ------------------------------------------------------------ programs


def test_a_program_comes_with_the_key_and_needs_no_word(locked: FastAPI) -> None:
    client = stranger(locked)
    told = {"authorization": f"Bearer {KEY}"}
    assert client.get("/api/v1/openapi.json", headers=told).status_code == 200
    made = client.post("/api/v1/invitations", json={"runner": "r07"}, headers=told)
    assert made.status_code == 201
    assert not client.cookies


@pytest.mark.parametrize("told", ["Bearer no", "Bearer ", "bearer\t", "Bearer " + "x" * 5000])
def test_a_program_with_a_wrong_key_is_refused(locked: FastAPI, told: str) -> None:
    answer = stranger(locked).get("/api/v1/openapi.json", headers={"authorization": told})
    assert answer.status_code == 401


def test_a_key_that_was_replaced_opens_nothing_at_once(locked: FastAPI) -> None:
    client, told = stranger(locked), {"authorization": f"Bearer {KEY}"}
    assert client.get("/api/v1/openapi.json", headers=told).status_code == 200
    store = locked.state.engine
    accounts.set_key(accounts.desk(store).id, "another", store)
    assert client.get("/api/v1/openapi.json", headers=told).status_code == 401


# ------------------------------------------------------------ on one's own computer


def test_at_this_machine_everybody_is_the_desk(app: FastAPI) -> None:
    client = stranger(app)
    shown = client.get("/phone", headers=PAGE)
    assert shown.status_code == 200
    assert "data-leave" not in shown.text
    assert COOKIE in client.cookies
    assert client.get("/phone", headers=PAGE).headers.get("set-cookie") is None


def test_there_too_only_the_page_itself_changes_something(app: FastAPI) -> None:
    client = stranger(app)
    asked: dict[str, Any] = {"json": {"runner": "r07"}}
    assert client.post("/api/v1/invitations", **asked).status_code == 403
    csrf = word(client)
    assert client.post("/api/v1/invitations", **asked).status_code == 403
    told = {CSRF_HEADER: csrf}
    assert client.post("/api/v1/invitations", headers=told, **asked).status_code == 201


def test_reading_the_interface_begins_no_session(app: FastAPI) -> None:
    client = stranger(app)
    assert client.get("/api/v1/openapi.json").status_code == 200
    assert not client.cookies


def test_the_phone_page_says_when_no_phone_can_come(client: TestClient, locked: FastAPI) -> None:
    shown = client.get("/phone", headers=PAGE).text
    assert 0 < shown.find("Ask whoever started formcheck") < shown.find("--host 0.0.0.0")
    object.__setattr__(locked.state.config, "host", "0.0.0.0")
    shown = browser(locked).get("/phone", headers=PAGE).text
    assert "--host" not in shown
    assert "not encrypted" in shown


def test_a_runner_invites_nobody(locked: FastAPI) -> None:
    runner = browser(locked, "r07")
    assert runner.post("/api/v1/invitations", json={}).status_code == 404
