"""The server at a real socket: slow visitors, the end of it, what cannot be listened on."""

from __future__ import annotations

import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

from formcheck.errors import SettingsError
from formcheck.web import serving
from formcheck.web.app import create
from formcheck.web.config import Config

Running = tuple[serving.Ending, int]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@pytest.fixture
def running(app: FastAPI) -> Iterator[Running]:
    """The server in a thread, and its port."""

    def events() -> Iterator[bytes]:
        yield b"data: 1\n\n"
        time.sleep(0.2)
        while True:
            time.sleep(0.2)
            yield b": still here\n\n"

    app.get("/events")(lambda: StreamingResponse(events(), media_type="text/event-stream"))
    listening = socket.create_server(("127.0.0.1", 0))
    made = serving.Ending(uvicorn.Config(app, **serving._how(app.state.config)), app)
    thread = threading.Thread(target=made.run, args=([listening],))
    thread.start()
    while not made.started:
        time.sleep(0.01)
    yield made, listening.getsockname()[1]
    made.should_exit = True
    thread.join(10)
    assert not thread.is_alive()


def ask(port: int, *parts: bytes, pause_s: float = 0.0) -> bytes:
    """All that comes back until the server closes the connection, or is silent for long."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        for part in parts:
            line.sendall(part)
            time.sleep(pause_s)
        found = b""
        while piece := line.recv(65536):
            found += piece
    return found


HEAD = b"GET /enter HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n"


def test_an_answer_tells_nothing_about_what_serves_it(running: Running) -> None:
    head = ask(running[1], HEAD).partition(b"\r\n\r\n")[0].lower()
    assert head.startswith(b"http/1.1 200")
    assert b"\r\ndate:" in head
    assert b"\r\nserver:" not in head
    assert b"uvicorn" not in head


@pytest.mark.parametrize(
    "parts",
    [(), (b"GET / HT",), (b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n", b"a: b\r\n", b"c: d\r\n")],
    ids=["nothing", "half a line", "line by line"],
)
def test_who_never_finishes_the_head_is_left(
    running: Running, monkeypatch: pytest.MonkeyPatch, parts: tuple[bytes, ...]
) -> None:
    monkeypatch.setattr(serving, "HEAD_S", 0.5)
    begun_s = time.monotonic()
    assert ask(running[1], *parts, pause_s=0.1) == b""
    assert 0.4 < time.monotonic() - begun_s < 3


def test_the_second_request_has_its_time_too(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "HEAD_S", 0.5)
    first = HEAD.replace(b"connection: close\r\n", b"")
    with socket.create_connection(("127.0.0.1", running[1]), timeout=5) as line:
        line.sendall(first)
        found = b""
        while b"</html>" not in found:
            found += line.recv(65536)
        begun_s = time.monotonic()
        line.sendall(b"GET / HTTP/1.1\r\n")
        assert line.recv(65536) == b""
    assert time.monotonic() - begun_s < 3
    both = ask(running[1], first, HEAD, pause_s=0.2)
    assert both.count(b"HTTP/1.1 200") == 2


def test_a_request_that_takes_longer_than_its_head_may_is_answered(
    running: Running, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "HEAD_S", 0.2)
    app.get("/slow")(lambda: time.sleep(0.6))
    assert b" 200 " in ask(running[1], HEAD.replace(b"/enter", b"/slow"))


def test_a_head_that_is_too_large_is_refused(running: Running) -> None:
    head = b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx: "
    assert b" 400 " in ask(running[1], head + b"y" * (serving.HEAD_BYTES + 1))


@pytest.mark.parametrize(
    "head",
    [
        b"POST /enter HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 3\r\n"
        b"transfer-encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost : 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx: a\nb\r\n\r\n",
    ],
    ids=["two lengths", "two names", "space before the colon", "no name", "line feed alone"],
)
def test_requests_that_may_be_read_in_two_ways_are_refused(running: Running, head: bytes) -> None:
    found = ask(running[1], head)
    assert found.startswith(b"HTTP/1.1 400")
    assert found.count(b"HTTP/1.1") == 1


def test_it_ends_soon_though_somebody_listens(running: Running) -> None:
    server, port = running
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(HEAD.replace(b"/enter", b"/events"))
        assert b"200" in line.recv(65536)
        begun_s = time.monotonic()
        server.should_exit = True
        while line.recv(65536):
            pass
        assert time.monotonic() - begun_s < serving.END_S


def test_addresses_that_a_visitor_invents_count_only_from_the_proxy(tmp_path: Path) -> None:
    for proxied in (False, True):
        how = serving._how(Config(tmp_path, proxied=proxied))
        assert how["proxy_headers"] is proxied
        assert how["forwarded_allow_ips"] == ["127.0.0.1", "::1"]
        assert how["access_log"] is False


# ------------------------------------------------------------ listening


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"Port {port} is in use"):
            serving.listen(Config(tmp_path, port=port))


@pytest.mark.parametrize("host", ["203.0.113.9", "no.such.host.invalid", "not an address"])
def test_an_address_of_another_machine_is_told(tmp_path: Path, host: str) -> None:
    with pytest.raises(SettingsError, match="no address of this machine"):
        serving.listen(Config(tmp_path, host=host, port=free_port()))


def test_a_port_that_there_is_not_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no port 70000"):
        serving.listen(Config(tmp_path, port=70000))


def test_both_kinds_of_addresses_can_be_listened_on(tmp_path: Path) -> None:
    for host in ("127.0.0.1", "::1"):
        with serving.listen(Config(tmp_path, host=host, port=free_port())) as listening:
            assert listening.getsockname()[0] == host


# ------------------------------------------------------------ certificates


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate and its key."""
    folder = tmp_path_factory.mktemp("tls")
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
            "/CN=localhost", "-out", "cert.pem", "-keyout", "key.pem"]  # fmt: skip
    subprocess.run(made, cwd=folder, check=True, capture_output=True)
    return folder / "cert.pem", folder / "key.pem"


def test_a_certificate_with_its_key_is_taken(pair: tuple[Path, Path], tmp_path: Path) -> None:
    serving.check_certificate(Config(tmp_path))
    serving.check_certificate(Config(tmp_path, certificate=pair[0], certificate_key=pair[1]))


def test_what_is_none_is_told(pair: tuple[Path, Path], tmp_path: Path) -> None:
    cert, key = pair
    broken = tmp_path / "broken.pem"
    broken.write_text("no certificate")
    for told, words in (
        ({"certificate": tmp_path / "no.pem", "certificate_key": key}, "no file"),
        ({"certificate": cert, "certificate_key": tmp_path / "no.pem"}, "no file"),
        ({"certificate": broken, "certificate_key": key}, "cannot be used"),
        ({"certificate": cert}, "cannot be used"),
        ({"certificate": key, "certificate_key": cert}, "cannot be used"),
        ({"certificate_key": key}, "without a certificate"),
    ):
        with pytest.raises(SettingsError, match=words):
            serving.check_certificate(Config(tmp_path, **told))  # type: ignore[arg-type]


def test_https_is_served_with_it(pair: tuple[Path, Path], tmp_path: Path) -> None:
    import ssl

    told = Config(tmp_path / "data", certificate=pair[0], certificate_key=pair[1])
    app = create(told)
    listening = socket.create_server(("127.0.0.1", 0))
    server = serving.Ending(uvicorn.Config(app, **serving._how(told)), app)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        trusted = ssl.create_default_context(cafile=str(pair[0]))
        trusted.check_hostname = False
        line = socket.create_connection(listening.getsockname(), timeout=5)
        with trusted.wrap_socket(line) as safe:
            safe.sendall(HEAD)
            found = b""
            while piece := safe.recv(65536):
                found += piece
    finally:
        server.should_exit = True
        thread.join(10)
    assert found.startswith(b"HTTP/1.1 200")
    assert b"strict-transport-security" in found
