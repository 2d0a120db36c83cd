"""A clip is known by its first bytes, and nothing else passes for one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from formcheck.web.sniffing import N_BYTES, sniff

NEEDS_FFMPEG = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="makes clips with it")
MADE = (
    ("a.mp4", "iso"), ("a.mov", "iso"), ("a.3gp", "iso"), ("a.mkv", "matroska"),
    ("a.webm", "matroska"), ("a.avi", "avi"), ("a.ts", "mpegts"), ("a.m2ts", "mpegts"),
    ("a.mpg", "mpeg"),
)  # fmt: skip


@NEEDS_FFMPEG
@pytest.mark.parametrize(("name", "kind"), MADE)
def test_clips_of_every_container_are_known(tmp_path: Path, name: str, kind: str):
    path = tmp_path / name
    codec = {".3gp": ["-c:v", "h263"], ".webm": ["-c:v", "libvpx"]}.get(path.suffix, [])
    subprocess.run(
        [
            "ffmpeg",
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "testsrc=s=176x144:r=25:d=0.4",
            *codec,
            path,
        ],
        check=True,
    )
    head = path.read_bytes()[:N_BYTES]
    assert sniff(head) == kind
    assert sniff(b"\x00" + head) is None


def test_the_bundled_clips_are_known():
    for path in Path("videos").glob("*.mp4"):
        assert sniff(path.read_bytes()[:N_BYTES]) == "iso"


@pytest.mark.parametrize(
    "head",
    [
        b"", b"G", b"\x00" * 1024, b"#EXTM3U\n#EXT-X-VERSION:3\n", b"ffconcat version 1.0\n",
        b"[playlist]\n", b"<MPD>", b"<?xml version='1.0'?><MPD>", b"<html><script>", b"PK\x03\x04",
        b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        b"RIFF\x00\x00\x00\x00WAVEfmt ", b"ID3\x03", b"OggS", b"\x7fELF", b"MZ", b"%PDF-1.7",
        b"\x00\x00\x00\x18ftypheic", b"\x00\x00\x00\x18ftypavif", b"\x00\x00\x00\x04ftypmp42",
        b"G" + b"A" * 1023, b"data:video/mp4;base64,", b"v=0\r\no=- 0 0 IN IP4",
    ],
)  # fmt: skip
def test_everything_else_is_not(head: bytes):
    assert sniff(head) is None
