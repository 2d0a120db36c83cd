"""The page on damaged files says what the code does; a few rows and inputs run every time."""

from __future__ import annotations

import socket
import threading
import time

import pytest
from fault_clips import make
from faults import CONCAT, M3U, ROWS, outcome
from run import fuzz
from table import committed, table

from formcheck.errors import VideoError
from formcheck.video import open_source, read
from formcheck.video.container import opened

QUICK = (
    "cut inside the index (moov in front)",
    "cut inside a picture",
    "index claims 4 000 000 000 times (stts)",
    "pixels 60000 times as high as wide (pasp)",
    "playlist renamed to .mp4",
    "few bits turned over in the pictures",
)


@pytest.mark.parametrize("name", QUICK)
def test_a_row_is_as_the_page_says(tmp_path, name):
    how, said = outcome(ROWS[name](tmp_path))
    assert f"| {name} | {how} | {said or '—'} |\n" in committed()[0]


@pytest.mark.slow
def test_the_page_is_what_the_code_does():
    assert committed()[0] == table()


@pytest.mark.parametrize("text", [M3U, CONCAT, b"\n" * 100 + M3U])
def test_nothing_is_fetched(tmp_path, text):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        port = str(server.getsockname()[1]).encode()
        path = tmp_path / "clip.m3u8"
        path.write_bytes(text.replace(b"127.0.0.1:9", b"127.0.0.1:" + port))
        with pytest.raises(VideoError), opened(path):
            pass
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_file_still_growing_gives_what_is_there(tmp_path):
    path = make(tmp_path / "clip.ts")
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])

    def grow():
        for at in range(len(data) // 2, len(data), 4096):
            with path.open("ab") as file:
                file.write(data[at : at + 4096])
            time.sleep(0.02)

    writer = threading.Thread(target=grow)
    writer.start()
    times_s = [f.time_s for f in read(open_source(path), [])]
    writer.join()
    assert 10 < len(times_s) <= 30 and times_s == sorted(set(times_s))


def test_a_dozen_damaged_files_take_nothing_down(tmp_path):
    tally = fuzz(tmp_path, seed=1, most=12)
    assert tally.tried == 12
    assert tally.parent_crashes == []
    assert tally.read + tally.in_part + tally.refused == 12
    assert tally.refused and tally.read + tally.in_part
