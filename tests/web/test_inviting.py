"""An invitation brings a phone to the right address, and no further."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from browsers import stranger
from fastapi import FastAPI, Request

from formcheck.store import accounts
from formcheck.web import addresses, inviting
from formcheck.web.config import Config


def asked(app: FastAPI, host: str) -> Request:
    headers = [(b"host", host.encode())]
    return Request({"type": "http", "app": app, "headers": headers, "method": "GET", "path": "/"})


@pytest.fixture
def clinic(locked: FastAPI, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    monkeypatch.setattr(addresses, "lan_addresses", lambda: ("192.168.1.5",))
    object.__setattr__(locked.state.config, "host", "0.0.0.0")
    return locked


@pytest.mark.parametrize(
    ("host", "base"),
    [("localhost:8000", "http://192.168.1.5:8000"), ("[::1]:8000", "http://192.168.1.5:8000"),
     ("10.0.0.7:8000", "http://10.0.0.7:8000")],
)  # fmt: skip
def test_it_leads_to_where_the_phone_can_come(clinic: FastAPI, host: str, base: str) -> None:
    account = accounts.runner_account("r07", clinic.state.engine)
    address, qr, ends_at = inviting.invitation(asked(clinic, host), account)
    assert re.fullmatch(re.escape(base) + r"/enter#[\w-]{22}", address)
    assert ends_at.tzinfo is not None
    assert qr.startswith("<svg")
    code = address.partition("#")[2]
    assert stranger(clinic).post("/enter", json={"code": code}).status_code == 204


def test_behind_a_proxy_it_leads_to_the_proxy(clinic: FastAPI) -> None:
    object.__setattr__(clinic.state.config, "proxied", True)
    object.__setattr__(clinic.state.config, "names", ("desk.clinic.example",))
    desk = accounts.desk(clinic.state.engine)
    for host in ("desk.clinic.example", "127.0.0.1:8000"):
        address, _, _ = inviting.invitation(asked(clinic, host), desk)
        assert address.startswith("https://desk.clinic.example/enter#")


def test_a_picture_of_it_needs_no_style_and_no_other_file() -> None:
    made = inviting.svg("http://192.168.1.5:8000/enter#x")
    root = ElementTree.fromstring(made)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    names = {name for node in root.iter() for name in node.attrib}
    assert not names & {"style", "href", "onload"}


def test_a_terminal_shows_it() -> None:
    lines = inviting.in_terminal("http://192.168.1.5:8000/enter#x").splitlines()
    assert len(lines) > 10


# ------------------------------------------------------------ addresses


def config(**told: object) -> Config:
    return Config(Path("data"), **told)  # type: ignore[arg-type]


def test_a_server_of_this_machine_has_no_address_for_others() -> None:
    assert addresses.from_outside(config()) == ()
    assert addresses.here(config()) == "http://127.0.0.1:8000"


def test_one_for_others_has_those_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "lan_addresses", lambda: ("192.168.1.5", "10.0.0.7"))
    found = addresses.from_outside(config(host="0.0.0.0", port=80, names=("desk.lan",)))
    assert found == ("http://desk.lan:80", "http://192.168.1.5:80", "http://10.0.0.7:80")
    assert addresses.here(config(host="0.0.0.0")) == "http://localhost:8000"


def test_one_at_one_address_has_that() -> None:
    told = config(host="192.168.1.5", certificate=Path("x.pem"))
    assert addresses.from_outside(told) == ("https://192.168.1.5:8000",)


def test_addresses_of_this_machine_are_found_without_asking_anybody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import socket

    monkeypatch.setattr(socket.socket, "send", lambda *_: pytest.fail("a packet"))
    monkeypatch.setattr(socket.socket, "sendto", lambda *_: pytest.fail("a packet"))
    found = addresses.lan_addresses()
    assert all(re.fullmatch(r"\d+(\.\d+){3}", one) for one in found)
    assert not [one for one in found if one.startswith(("127.", "169.254."))]
