"""The command `formcheck serve`, as somebody starts it."""

from __future__ import annotations

import os
import pty
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from formcheck.cli_serve import default_data

KEY = re.compile(r"([0-9a-z]{4}-){4}[0-9a-z]{4}")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def command(data: Path, port: int, *options: str) -> list[str]:
    told = ["serve", "--data", str(data), "--port", str(port), *options]
    return [sys.executable, "-m", "formcheck", *told]


@contextmanager
def started(data: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server that answers already, and its port; ended if it has not ended itself."""
    port = free_port()
    env = os.environ | {"COLUMNS": "200"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "env": env}
    with subprocess.Popen(command(data, port, *options), **pipes) as server:  # type: ignore[call-overload]
        try:
            wait_for(port)
            yield server, port
        finally:
            if server.poll() is None:
                server.kill()


def wait_for(port: int) -> None:
    until_s = time.monotonic() + 30
    while time.monotonic() < until_s:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/enter", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("it did not come up")


def ended(server: subprocess.Popen[str], sign: int = signal.SIGINT) -> tuple[str, float]:
    """All that it said, and how long it took to end."""
    begun_s = time.monotonic()
    server.send_signal(sign)
    said, _ = server.communicate(timeout=20)
    return said, time.monotonic() - begun_s


def refused(data: Path, port: int, *options: str) -> str:
    done = subprocess.run(command(data, port, *options), capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.slow
def test_it_says_where_it_is_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    with started(tmp_path / "data") as (server, port):
        said, took_s = ended(server)
    assert f"On this computer: http://127.0.0.1:{port}" in said
    assert "Ctrl-C ends it." in said
    assert not KEY.search(said)
    assert "Traceback" not in said
    assert server.returncode == 0
    assert took_s < 6


@pytest.mark.slow
def test_a_polite_system_ends_it_too(tmp_path: Path) -> None:
    with started(tmp_path / "data") as (server, _):
        said, took_s = ended(server, signal.SIGTERM)
    assert server.returncode == 0
    assert "Traceback" not in said
    assert took_s < 6


@pytest.mark.slow
def test_the_key_is_shown_once_and_kept_as_a_hash(tmp_path: Path) -> None:
    keys = []
    for options in (("--login",), ("--login",), ("--login", "--new-key")):
        with started(tmp_path / "data", *options) as (server, _):
            said, _ = ended(server)
        keys.append(KEY.search(said))
    assert keys[0]
    assert not keys[1]
    assert keys[2]
    assert keys[2].group() != keys[0].group()
    held = b"".join(f.read_bytes() for f in (tmp_path / "data").rglob("*") if f.is_file())
    for found in (keys[0].group(), keys[2].group()):
        assert found.encode() not in held
        assert found.replace("-", "").encode() not in held


@pytest.mark.slow
def test_nobody_else_on_this_machine_reads_the_folder(tmp_path: Path) -> None:
    data = tmp_path / "deep" / "data"
    with started(data) as (server, _):
        ended(server)
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    for file in data.rglob("*"):
        assert not stat.S_IMODE(file.stat().st_mode) & 0o077, file


@pytest.mark.slow
def test_nothing_of_what_is_asked_stands_in_what_it_says(tmp_path: Path) -> None:
    with started(tmp_path / "data", "--login") as (server, port):
        for path in ("enter?next=/secret-page", "api/v1/secret.mp4"):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=5).close()
            except OSError:
                continue
        said, _ = ended(server)
    assert "secret" not in said


@pytest.mark.slow
def test_a_terminal_shows_a_code_for_the_phone_and_a_log_does_not(tmp_path: Path) -> None:
    """`--name` makes it one that others can reach, for it listens on this machine alone."""
    words = ["--login", "--behind-proxy", "--name", "desk.clinic.example"]
    ours, theirs = pty.openpty()
    port = free_port()
    env = os.environ | {"COLUMNS": "200"}
    with subprocess.Popen(
        command(tmp_path / "data", port, *words), stdout=theirs, stderr=theirs, env=env
    ) as server:
        os.close(theirs)
        said = b""
        while b"Ctrl-C" not in said:
            said += os.read(ours, 65536)
        server.send_signal(signal.SIGINT)
        assert server.wait(20) == 0
    os.close(ours)
    text = said.decode()
    assert "https://desk.clinic.example" in text
    assert text.count("█") > 50
    assert "#" not in text  # the code is in the picture alone
    with started(tmp_path / "data", *words) as (again, _):
        quiet, _ = ended(again)
    assert "█" not in quiet


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"Port {port} is in use" in refused(tmp_path / "data", port)


def test_in_dutch(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = refused(tmp_path / "data", taken.getsockname()[1], "--lang", "nl")
    assert "is in gebruik door een ander programma" in said


@pytest.mark.slow
def test_other_things_it_cannot_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    data, port = tmp_path / "data", free_port()
    assert "cannot be written to" in refused(tmp_path / "file" / "data", port)
    told = ("--certificate", str(tmp_path / "no.pem"), "--certificate-key", str(tmp_path / "k.pem"))
    assert "no file" in refused(data, port, *told)
    assert "no address of this machine" in refused(data, port, "--host", "203.0.113.9")
    assert "must know by which name" in refused(data, port, "--behind-proxy")
    assert "is no name" in refused(data, port, "--name", "https://form.example.org")
    assert "lang" in refused(data, port, "--lang", "xx")
    assert "port" in refused(data, 0).lower()
    assert not data.exists() or not list(data.glob("*.sqlite"))


def test_the_usual_folder_is_the_users_own() -> None:
    assert default_data().parts[-2:] == ("formcheck", "web")
