"""What is private goes; whatever is measured from stays as it was."""

from __future__ import annotations

import shutil
import struct
import subprocess
import zlib
from datetime import date
from pathlib import Path

import pytest
from box_makers import remade, samsung, sony, with_box_in_moov, with_edits

from formcheck.errors import VideoError
from formcheck.video import strip
from formcheck.video.boxes import find, payload
from formcheck.video.frames import decode
from formcheck.video.source import examine

pytestmark = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="makes clips with it")

PLACE = "+52.0907+005.1214/"
PRIVATE = {
    "location": PLACE,
    "com.apple.quicktime.location.ISO6709": PLACE,
    "com.apple.quicktime.make": "Fruitphone",
    "com.apple.quicktime.model": "Fruitphone 15 Pro",
    "com.apple.quicktime.creationdate": "2026-05-06T23:40:00+0200",
    "make": "Fruitphone",
    "model": "Fruitphone 15 Pro",
    "artist": "Jan Jansen",
    "author": "Jan Jansen",
    "comment": "bij de fysio in Utrecht",
    "title": "Jan loopt",
    "creation_time": "2026-05-06T21:40:13Z",
}
WORDS = (b"Fruitphone", b"Jan", b"fysio", b"52.0907", b"T21:40", b"T23:40", b"ISO6709")


def make(path: Path, *options: str, filters: str = "", sound: bool = True) -> Path:
    """A second of a moving picture with all that is private in it, and sound."""
    said = [word for tag, text in PRIVATE.items() for word in ("-metadata", f"{tag}={text}")]
    source = f"testsrc2=s=192x144:r=30:d=1{filters}"
    inputs = ["-f", "lavfi", "-i", source]
    inputs += ["-f", "lavfi", "-i", "sine=d=1"] if sound else []
    ends = ["-movflags", "use_metadata_tags"] if path.suffix in (".mp4", ".mov") else []
    ready = [*inputs, *said, "-metadata:s:v", "handler_name=Fruitphone", *ends, *options]
    subprocess.run(["ffmpeg", "-v", "error", "-y", *ready, str(path)], check=True)
    return path


def shown(path: Path) -> list[tuple[float, int]]:
    """When each picture is shown, and its checksum."""
    return [(frame.time_s, zlib.crc32(frame.rgb.tobytes())) for frame in decode(examine(path))]


def moments(path: Path) -> list[float]:
    return [time_s for time_s, _picture in shown(path)]


def kept(path: Path) -> Path:
    """The stripped clip, after it was held against the first."""
    out = path.with_name("out")
    strip(path, out)
    data = out.read_bytes()
    assert not [word for word in WORDS if word in data]
    before, after = examine(path), examine(out)
    for name in ("width", "height", "rotation_deg", "fps_nominal", "capture", "warnings",
                 "full_width", "full_height", "is_interlaced"):  # fmt: skip
        assert getattr(before, name) == getattr(after, name), name
    assert shown(out) == shown(path)
    return out


H264 = ("-c:v", "libx264", "-pix_fmt", "yuv420p")
HEVC = ("-c:v", "libx265", "-x265-params", "log-level=none", "-pix_fmt", "yuv420p")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.mp4", H264),
        ("a.mov", H264),
        ("hevc.mp4", (*HEVC, "-tag:v", "hvc1")),
        ("hevc.mov", HEVC),
        ("front.mp4", (*H264, "-movflags", "+faststart+use_metadata_tags")),
        ("parts.mp4", (*H264, "-g", "10", "-movflags", "frag_keyframe+empty_moov")),
        ("tags.mp4", (*H264, "-movflags", "faststart")),
        ("a.3gp", ("-c:v", "h263", "-s", "176x144", "-c:a", "aac")),
        ("mpeg4.mp4", ("-c:v", "mpeg4", "-bf", "2")),
        ("prores.mov", ("-c:v", "prores_ks")),
        ("a.mkv", H264),
        ("a.webm", ("-c:v", "libvpx", "-deadline", "realtime")),
        ("a.avi", ("-c:v", "mjpeg")),
        ("a.ts", H264),
        ("a.mpg", ("-c:v", "mpeg2video")),
    ],
)
def test_nothing_private_is_left_and_nothing_else_is_lost(tmp_path, name, options):
    path = make(tmp_path / name, *options)
    out = kept(path)
    found = subprocess.run(
        ["ffprobe", "-v", "error", "-show_entries", "stream=codec_type", "-of", "csv=p=0", out],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert {line.strip(",") for line in found.stdout.split()} == {"video"}


@pytest.mark.parametrize("name", ["a.mp4", "a.mov"])
def test_of_the_time_of_filming_the_day_stays(tmp_path, name):
    out = kept(make(tmp_path / name, *H264))
    filmed = examine(out).filmed
    assert filmed is not None and filmed.day == "2026-05-06"
    header = next(find(out, (b"moov", b"mvhd")))
    made, changed = struct.unpack(">II", payload(out, header)[4:12])
    assert made == (date(2026, 5, 6) - date(1904, 1, 1)).days * 86400 and changed == 0
    for way in ((b"moov", b"trak", b"tkhd"), (b"moov", b"trak", b"mdia", b"mdhd")):
        for box in find(out, way):
            assert payload(out, box)[4:12] == bytes(8)


def test_the_local_day_of_a_phone_counts_before_that_of_greenwich(tmp_path):
    late = {"com.apple.quicktime.creationdate": "2026-05-07T00:40:00+0200"}
    said = [f"{tag}={text}" for tag, text in late.items()]
    path = make(tmp_path / "a.mov", *H264, "-metadata", said[0])
    assert examine(path).filmed.day == examine(kept(path)).filmed.day == "2026-05-07"


def test_a_clip_that_says_no_day_says_none_afterwards(tmp_path):
    path = make(tmp_path / "a.mp4", *H264, "-metadata", "creation_time=", "-metadata",
                "com.apple.quicktime.creationdate=")  # fmt: skip
    assert examine(path).filmed is None and examine(kept(path)).filmed is None


def test_turned_pictures_of_uneven_times_in_odd_pixels_stay_so(tmp_path):
    uneven = ",setpts='if(gt(N,9),PTS+0.05/TB,PTS)',setsar=4/3"
    plain = make(tmp_path / "plain.mp4", *H264, "-vsync", "vfr", "-video_track_timescale", "90000",
                 filters=uneven)  # fmt: skip
    turned = tmp_path / "turned.mov"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-display_rotation", "90", "-i", plain, "-c", "copy", turned]
        if _knows_rotation() else
        ["ffmpeg", "-v", "error", "-i", plain, "-c", "copy", "-metadata:s:v", "rotate=270", turned],
        check=True,
    )  # fmt: skip
    source = examine(kept(turned))
    assert source.rotation_deg in (90, 270) and source.full_height > source.full_width
    gaps = [b - a for a, b in zip(moments(turned), moments(turned)[1:], strict=False)]
    assert max(gaps) > 1.5 * min(gaps)


def _knows_rotation() -> bool:
    said = subprocess.run(["ffmpeg", "-hide_banner", "-h", "full"], capture_output=True, text=True)
    return "-display_rotation" in said.stdout


def test_speed_of_filming_stays(tmp_path):
    path = make(tmp_path / "a.mp4", *H264, "-metadata", "com.android.capture.fps=240.0")
    capture = examine(kept(path)).capture
    assert capture is not None and capture.fps == 240.0


@pytest.mark.parametrize("fps", [120.0, 240.0])
def test_speed_of_filming_of_samsung_stays(tmp_path, film, fps):
    path = with_box_in_moov(film("a.mp4", flags=""), samsung({240.0: 12, 120.0: 13}[fps]))
    assert examine(kept(path)).capture.fps == fps


def test_speed_of_filming_of_sony_stays_and_its_camera_does_not(tmp_path, film):
    text = (
        '<Device manufacturer="Fruitphone" serialNo="1234567"/><CreationDate value="2026"/>'
        '<VideoFrame videoCodec="Fruitphone" captureFps="119.88p"/>'
    )
    path = with_box_in_moov(film("a.mp4", flags=""), sony(text))
    out = kept(path)
    assert examine(out).capture.fps == pytest.approx(119.88)
    assert b"1234567" not in out.read_bytes()


@pytest.mark.parametrize(
    "edits",
    [
        [(0.6, 0.2, 1.0)],
        [(0.3, 0.0, 1.0), (0.3, 0.6, 1.0)],
        [(1.0, 0.0, 0.5)],
        [(0.2, -1, 1.0), (0.7, 0.1, 1.0)],
    ],
)
def test_what_an_edit_list_does_stays(film, edits):
    path = with_edits(film("a.mp4", flags=""), edits, 90_000)
    out = kept(path)
    assert examine(out).zero_s == examine(path).zero_s
    assert examine(out).duration_s == examine(path).duration_s


def test_boxes_that_nobody_foresaw_are_overwritten(film):
    """On every floor: beside the movie, in it, in its track, and behind the last box."""
    home = b"Kerkstraat 7, Utrecht"
    own = struct.pack(">I4s", 8 + len(home), b"home") + home
    path = with_box_in_moov(film("a.mp4", flags=""), own)

    def in_track(kind: bytes, content: bytes) -> bytes:
        return content + own if kind in (b"trak", b"mdia") else content

    remade(path, in_track)
    path.write_bytes(path.read_bytes() + own + b"\x00\x00\x00\x03" + home)
    out = kept(path)
    assert home not in out.read_bytes() and len(out.read_bytes()) == len(path.read_bytes())
    assert b"home" not in out.read_bytes()


def test_what_lies_unused_between_the_pictures_is_overwritten(film):
    path = film("a.mp4", flags="")

    def with_more(kind: bytes, content: bytes) -> bytes:
        return content + b"Kerkstraat 7" if kind == b"mdat" else content

    remade(path, with_more)
    assert b"Kerkstraat" not in kept(path).read_bytes()


def test_a_clip_with_nothing_private_keeps_every_byte(tmp_path):
    """So that landmarks made of it before are those of the kept one."""
    path = Path("videos/side_good.mp4")
    assert strip(path, tmp_path / "out").sha256 == examine(path).sha256


def test_done_twice_does_the_same(tmp_path):
    once = tmp_path / "once.mp4"
    first = strip(make(tmp_path / "a.mp4", *H264), once)
    assert strip(once, tmp_path / "twice.mp4").sha256 == first.sha256


def test_what_cannot_be_taken_out_is_not_kept(tmp_path):
    """A place between the compressed pictures themselves, where nobody may touch it."""
    path = make(tmp_path / "a.mp4", *H264)
    data = bytearray(path.read_bytes())
    at = data.index(b"x264 - core")
    elsewhere = b"+51.4416+005.4697/"  # not what its tags say
    data[at : at + len(elsewhere)] = elsewhere
    path.write_bytes(bytes(data))
    out = tmp_path / "out.mp4"
    with pytest.raises(VideoError, match="cannot be taken out"):
        strip(path, out)
    assert not out.exists()


def test_what_is_no_clip_is_said_as_everywhere(tmp_path):
    path = tmp_path / "a.mp4"
    path.write_text("#EXTM3U\n")
    with pytest.raises(VideoError, match="list of other clips"):
        strip(path, tmp_path / "out")
