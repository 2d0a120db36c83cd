"""A server under strace: the examples of the guide, a backup meanwhile, and nothing goes out."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from traced import bare_environment, calls_in, outside

from formcheck.store import uploads
from formcheck.store.reading import entries
from formcheck.video import VideoWriter, open_source, read
from formcheck.web.places import Places

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        any(shutil.which(one) is None for one in ("strace", "curl", "jq")),
        reason="strace, curl or jq is not installed",
    ),
]
GUIDE = Path(__file__).parents[2] / "docs" / "http-api.md"
LONGEST_S = 900.0


@dataclass(frozen=True)
class Story:
    """What is left of the visit: where, what was written there, what the server said."""

    data: Path
    backup: Path
    calls: list[str]
    log: str
    key: str
    id: str
    folder: Path


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """The examples are run; a backup is made while the server runs, then all is deleted."""
    here = tmp_path_factory.mktemp("story")
    data, port = here / "data", _free_port()
    before, _, after = _examples(port).partition("# 7.")
    clip = _clip(here / "zeldzaam.mp4")
    with (here / "log").open("wb") as log, (here / "said").open("wb") as said:
        serve = ["-m", "formcheck", "serve", "--data", str(data), "--port", str(port), "--login"]
        server = subprocess.Popen(
            [*_strace(here / "calls"), sys.executable, *serve],
            env=bare_environment(), stdout=said, stderr=log,
        )  # fmt: skip
    try:
        _wait(port)
        found = re.search(r"\w{4}(-\w{4}){4}", (here / "said").read_text())
        assert found
        told = {"KEY": found[0], "CLIP": str(clip)}
        _run(f"{before}\necho $id > id", here, told)
        _typed("backup", "--data", data, "--out", here / "backup.tar")
        id = (here / "id").read_text().strip()
        _run(f"{before.partition('# 1.')[0]}\nid={id}\n#{after}", here, told)
    finally:
        _end(server)
    calls = calls_in(here / "calls")
    yield Story(data, here / "backup.tar", calls, (here / "log").read_text(), found[0], id, here)


def _strace(log: Path) -> list[str]:
    """Of a program and all it starts; nothing but the network stops it, or it would crawl."""
    return ["strace", "-f", "--seccomp-bpf", "-e", "trace=network", "-s", "200", "-o", str(log)]


def _examples(port: int) -> str:
    found = re.search(r"```bash\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    assert "127.0.0.1:8000" in found[1]
    return "set -euo pipefail\n" + found[1].replace("127.0.0.1:8000", f"127.0.0.1:{port}")


def _clip(path: Path) -> Path:
    with VideoWriter(path) as writer:
        for frame in read(open_source(GUIDE.parents[1] / "videos" / "side_overstride.mp4")):
            if frame.time_s >= 5:
                break
            writer.write(frame.rgb, frame.time_s)
    return path


def _free_port() -> int:
    with socket.socket() as ours:
        ours.bind(("127.0.0.1", 0))
        return int(ours.getsockname()[1])


def _wait(port: int) -> None:
    due_s = time.monotonic() + 120
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5):
                return
        except OSError:
            assert time.monotonic() < due_s
            time.sleep(0.3)


def _run(script: str, folder: Path, told: dict[str, str]) -> None:
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=os.environ | told, capture_output=True,
        timeout=LONGEST_S, check=False,
    )  # fmt: skip
    (folder / "output").write_bytes(done.stdout)
    assert done.returncode == 0, done.stderr.decode()


def _typed(*words: object) -> None:
    command = [sys.executable, "-m", "formcheck", *map(str, words)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def _end(server: subprocess.Popen[bytes]) -> None:
    """Ctrl-C for the server; strace ends with it."""
    for child in psutil.Process(server.pid).children():
        child.send_signal(signal.SIGINT)
    server.wait(60)


def test_a_connection_of_a_grandchild_would_be_seen(tmp_path: Path) -> None:
    """UDP's `connect` sends nothing; RFC 5737 keeps the address for examples."""
    ask = "import socket; socket.socket(2, socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {ask!r}], check=True)"
    command = [*_strace(tmp_path / "calls"), sys.executable, "-c", code]
    subprocess.run(command, env=bare_environment(), check=True)
    assert len(outside(calls_in(tmp_path / "calls"))) == 1


def test_no_connection_leaves_the_machine(story: Story) -> None:
    print(f"\na whole visit: {len(story.calls)} calls with an address")
    assert story.calls
    assert outside(story.calls) == []


def test_the_examples_give_numbers_and_a_report(story: Story) -> None:
    analysis = json.loads((story.folder / "analysis.json").read_text())
    cadence = next(one for one in analysis["measurements"] if one["id"] == "cadence")
    assert 140 < cadence["value"] < 190
    assert (story.folder / "report.pdf").read_bytes().startswith(b"%PDF")


def test_the_log_is_of_that_visit_and_names_nobody(story: Story) -> None:
    told = [json.loads(line) for line in story.log.splitlines()]
    ended = [(one["kind"], one["outcome"]) for one in told if one["event"] == "job_ended"]
    assert ended == [("check", "done"), ("analyze", "done")]
    assert [one["event"] for one in told if one["event"] in ("error", "library")] == []
    assert told[-1]["event"] == "stop"
    for word in ("r07", "clip.mp4", "zeldzaam", story.id, story.key, "127.0.0.1", "curl"):
        assert word not in story.log


def test_what_was_deleted_is_gone_and_the_backup_has_it(story: Story, tmp_path: Path) -> None:
    assert uploads.all_uploads(place=Places(story.data).store) == ()
    assert not list(story.data.glob("clips/*"))
    assert not list(story.data.glob("landmarks/*"))
    _typed("restore", story.backup, "--data", tmp_path / "new")
    places = Places(tmp_path / "new")
    kept = uploads.upload(story.id, places.store)
    assert kept is not None
    assert kept.runner == "r07"
    assert places.clip(kept).is_file()
    assert (places.results(kept.id, "en") / "report.html").is_file()
    folders = [one.folder for one in entries(place=places.store)]
    assert folders == [str(places.results(kept.id, "en"))]
    assert not list(places.data.glob("incoming/*"))
