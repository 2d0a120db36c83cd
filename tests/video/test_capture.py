"""What containers say of the speed of filming, and boxes that lie."""

from __future__ import annotations

import random
import struct
from pathlib import Path

import av
import numpy as np
import pytest
from box_makers import box, samsung, sony, with_box_in_moov

from formcheck.types import Capture
from formcheck.video import open_source
from formcheck.video.boxes import find, payload
from formcheck.video.capture import find_capture

XML = '<NonRealTimeMeta><VideoFormat><VideoFrame videoCodec="AVC" {} formatFps="29.97p"/>'


def said(path: Path) -> Capture | None:
    return open_source(path).capture


def test_an_android_phone_says_how_fast_it_filmed(tmp_path):
    path = tmp_path / "a.mp4"
    with av.open(str(path), "w", options={"movflags": "use_metadata_tags"}) as container:
        container.metadata["com.android.capture.fps"] = "240.000000"
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        frame = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), format="rgb24")
        container.mux([*stream.encode(frame), *stream.encode(None)])
    assert said(path) == Capture(240.0, "com.android.capture.fps")


@pytest.mark.parametrize(
    ("more", "fps"),
    [(samsung(12), 240.0), (samsung(13), 120.0), (samsung(21, 240.0), 240.0)],
)
def test_a_samsung_phone_says_it_by_its_mode(film, more, fps):
    assert said(with_box_in_moov(film("a.mp4", flags=""), more)) == Capture(fps, "Samsung smta")


@pytest.mark.parametrize(("text", "fps"), [("119.88p", 119.88), ("59.94i", 29.97)])
def test_a_sony_camera_says_it_in_xml(film, text, fps):
    path = film("a.mp4", flags="")
    meta = sony(XML.format(f'captureFps="{text}"'))
    assert said(with_box_in_moov(path, meta)) == Capture(pytest.approx(fps), "Sony captureFps")
    other = film("b.mp4", flags="")
    other.write_bytes(other.read_bytes() + meta)  # beside moov, as cameras write it
    assert said(other) == Capture(pytest.approx(fps), "Sony captureFps")


@pytest.mark.parametrize(
    "more",
    [samsung(0), samsung(21), sony("<VideoFrame formatFps='29.97p'/>"), box(b"udta")],
    ids=["normal mode", "no rate", "no capture rate", "empty"],
)
def test_what_says_nothing_is_no_speed(film, more):
    assert said(with_box_in_moov(film("a.mp4", flags=""), more)) is None


@pytest.mark.parametrize("text", ["", "fast", "nan", "inf", "-30", "0", "1e9"])
def test_a_rate_that_is_none_is_not_believed(film, text):
    assert find_capture(film("a.mp4"), {"com.android.capture.fps": text}) is None


def test_other_containers_say_nothing(film, tmp_path):
    assert said(film("a.mkv")) is None
    assert find_capture(tmp_path / "gone.mp4", {}) is None


# ------------------------------------------------------------ boxes that lie


def test_boxes_are_found_along_their_way(film):
    path = film("a.mp4", flags="")
    (track,) = find(path, (b"moov", b"trak"))
    assert track.kind == b"trak"
    (header,) = find(path, (b"moov", b"trak", b"tkhd"))
    assert len(payload(path, header)) == header.end - header.start


@pytest.mark.parametrize("size", [0, 1, 2, 7, 9, 4000, 0x7FFFFFFF, 0xFFFFFFFF])
def test_a_wrong_size_ends_the_search(tmp_path, size):
    path = tmp_path / "a.mp4"
    path.write_bytes(box(b"moov", struct.pack(">I4s", size, b"trak") + bytes(40)))
    found = list(find(path, (b"moov", b"trak")))
    assert all(8 <= b.start <= b.end <= 56 for b in found)
    assert len(found) <= 1


def test_a_size_of_64_bits_is_read(tmp_path):
    path = tmp_path / "a.mp4"
    path.write_bytes(struct.pack(">I4sQ", 1, b"moov", 24) + box(b"trak"))
    assert [b.kind for b in find(path, (b"moov", b"trak"))] == [b"trak"]


def test_endless_boxes_have_an_end(tmp_path):
    path = tmp_path / "a.mp4"
    path.write_bytes(box(b"moov", box(b"free") * 10_000 + box(b"trak")))
    assert list(find(path, (b"moov", b"trak"))) == []


def test_noise_has_no_boxes_that_reach_beyond_it(tmp_path):
    path = tmp_path / "a.mp4"
    for seed in range(50):
        path.write_bytes(random.Random(seed).randbytes(300))
        for way in ((b"moov",), (b"meta", b"xml ")):
            assert all(b.end <= 300 for b in find(path, way))
        assert find_capture(path, {}) is None
