"""A hostile file gets nowhere: no other file, no other format, no memory, no time, no disk."""

from __future__ import annotations

import resource
import struct
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.errors import VideoError
from formcheck.video import open_source
from formcheck.video.container import Damage, opened, pictures
from formcheck.video.kinds import CONTAINERS, LARGEST_PX

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of Linux")
SECRET = "a secret beside the clip"


def refused(path: Path) -> str:
    with pytest.raises(VideoError) as caught:
        open_source(path)
    return caught.value.problem


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nSECRET\n#EXT-X-ENDLIST\n", "list"),
        ("ffconcat version 1.0\nfile SECRET\n", "list"),
        ("\n\nffconcat version 1.0\nfile SECRET\n", "list"),
        ("<?xml version='1.0'?><MPD><BaseURL>SECRET</BaseURL></MPD>", "not a video"),
        ("v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nm=video 5004 RTP/AVP 96\n", "not a video"),
        (";FFMETADATA1\ntitle=x\n", "not a video"),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\nx\n", "not a video"),
        ("\x1b[2J text drawn as a terminal would\n" * 50, "not a video"),
    ],
)
def test_lists_and_texts_are_never_read(tmp_path, text, said):
    secret = tmp_path / "secret.mp4"
    secret.write_text(SECRET)
    path = tmp_path / "run.mp4"
    path.write_text(text.replace("SECRET", str(secret)))
    assert said in refused(path)


def test_formats_that_no_camera_writes_are_never_opened(tmp_path):
    """Films that FFmpeg would read gladly: their readers are not begun."""
    path = tmp_path / "a.gif"
    with av.open(str(path), "w") as file:
        stream = file.add_stream("gif", rate=10)
        stream.width = stream.height = 32
        stream.pix_fmt = "rgb8"
        for _ in range(5):
            picture = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), format="rgb24")
            file.mux(stream.encode(picture.reformat(format="rgb8")))
        file.mux(stream.encode(None))
    with av.open(str(path)) as file:
        assert file.format.name == "gif"
    assert "photograph" in refused(path)
    assert not {"hls", "concat", "image2", "lavfi", "tty", "gif", "dash", "sdp"} & set(CONTAINERS)


def huge(path: Path, side: int, told: int) -> Path:
    """A Motion JPEG of one grey, few bytes large, that claims another size in its header."""
    with av.open(str(path), "w") as file:
        stream = file.add_stream("mjpeg", rate=25)
        stream.width = stream.height = side
        stream.pix_fmt = "yuvj420p"
        grey = av.VideoFrame(side, side, "yuvj420p")
        for plane in grey.planes:
            plane.update(bytes([128]) * plane.buffer_size)
        for n in range(2):
            grey.pts = n
            file.mux(stream.encode(grey))
        file.mux(stream.encode(None))
    data = bytearray(path.read_bytes())
    at = data.index(b"strf") + 8
    data[at + 4 : at + 12] = struct.pack("<ii", told, told)
    path.write_bytes(bytes(data))
    return path


@pytest.mark.slow
@LINUX
@pytest.mark.parametrize("told", [12_000, 640], ids=["said", "hidden"])
def test_a_picture_that_fills_memory_is_refused_before_it_does(tmp_path, told):
    """12 000 px a side, 216 MB of picture in a small file."""
    path = huge(tmp_path / "a.avi", 12_000, told)
    assert path.stat().st_size < 5_000_000
    code = (
        "import sys, resource; from pathlib import Path; from formcheck.video import open_source\n"
        "from formcheck.errors import VideoError\n"
        "try: open_source(Path(sys.argv[1]))\n"
        "except VideoError as e: print(e.problem)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True)
    said, used_mb = done.stdout.splitlines()
    print(said, used_mb)
    assert "a.avi" in said and int(used_mb) < 200


def test_a_decoder_refuses_a_larger_picture_than_was_said(tmp_path, monkeypatch):
    """Before it asks for memory: a limit below this clip's size leaves no picture of it."""
    path = huge(tmp_path / "a.avi", 640, 320)
    damage = Damage()
    monkeypatch.setattr("formcheck.video.container.ONLY_SMALL", {"max_pixels": str(320 * 320)})
    with opened(path) as (container, stream):
        assert list(pictures(container, stream, damage)) == [] and damage.n_lost == 2
    assert LARGEST_PX**2 * 3 < 1 << 28  # what one picture may take


@LINUX
def test_the_decoding_process_has_nothing_to_waste():
    """What is limited in it, from within; there is no way back."""
    code = (
        "import resource as r; from formcheck.video.restricted import restrict\n"
        "restrict(4 << 30, cpu_s=60)\n"
        "for what in ('AS', 'CORE', 'FSIZE', 'NOFILE', 'CPU'):\n"
        "    print(what, *r.getrlimit(getattr(r, 'RLIMIT_' + what)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    limits = {name: (int(a), int(b)) for name, a, b in map(str.split, done.stdout.splitlines())}
    assert limits == {
        "AS": (4 << 30,) * 2, "CORE": (0, 0), "FSIZE": (1 << 20,) * 2, "NOFILE": (64, 64),
        "CPU": (60, 60),
    }  # fmt: skip
    assert resource.getrlimit(resource.RLIMIT_AS) != limits["AS"]
