"""By which names the server may be asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from formcheck.web.config import Config
from formcheck.web.hosts import is_ours

LOCAL = Config(Path("data"))
CLINIC = Config(Path("data"), host="0.0.0.0", names=("Desk.clinic.example",))


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_its_own_names_are(host: str) -> None:
    assert is_ours(host, LOCAL)
    assert is_ours(host, CLINIC)


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "evil.example:8000",
     "user@127.0.0.1", "2130706433", "0x7f.1", "[evil.example]", ":8000", " "],
)  # fmt: skip
def test_those_of_others_are_not(host: str) -> None:
    assert not is_ours(host, LOCAL)
    assert not is_ours(host, CLINIC)


def test_an_address_is_where_others_can_reach_it() -> None:
    for host in ("192.168.1.5:8000", "10.0.0.7", "[fd00::7]:8000"):
        assert is_ours(host, CLINIC)
        assert not is_ours(host, LOCAL)


def test_a_name_that_was_given_is() -> None:
    assert is_ours("desk.clinic.example:443", CLINIC)
    assert not is_ours("desk.clinic.example", LOCAL)


def test_a_request_by_another_name_is_refused(client: TestClient) -> None:
    for path in ("/", "/static/page.js", "/enter", "/api/v1/openapi.json"):
        answer = client.get(path, headers={"host": "evil.example"})
        assert answer.status_code == 421
        assert "evil" not in answer.text


def test_a_request_by_no_name_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": ""}).status_code == 400
