"""Every size comes out whole; large pictures are made smaller, and can be had in full."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from clip_maker import Kind, make, off

from formcheck.errors import SettingsError
from formcheck.settings import Settings
from formcheck.types import Source
from formcheck.video import in_detail, thinned
from formcheck.video.frames import decode
from formcheck.video.size import looked_at_size
from formcheck.video.source import examine

# What is stored, and what is looked at.
SIZES = {
    "480p": ((854, 480), (854, 480)),
    "720p portrait": ((720, 1280), (720, 1280)),
    "1080 wide": ((1080, 1920), (1080, 1920)),
    "2.7K": ((2704, 1520), (1920, 1079)),
    "4K": ((3840, 2160), (1920, 1080)),
    "4K portrait": ((2160, 3840), (1080, 1920)),
}


@pytest.mark.parametrize("name", SIZES)
@pytest.mark.parametrize("layout", ["yuv420p", "yuv420p10le"])
def test_each_size_comes_out_whole(tmp_path, name, layout):
    stored, looked_at = SIZES[name]
    kind = Kind(layout=layout, options={"preset": "ultrafast"})
    path = make(tmp_path / "a.mp4", kind, size=stored, times_s=(0, 0.04))
    source = examine(path)
    rgb = next(decode(source)).rgb
    assert (source.width, source.height) == looked_at
    assert (source.stored_width, source.stored_height) == stored
    assert rgb.shape == (*looked_at[::-1], 3) and rgb.flags.c_contiguous
    assert off(rgb) < 6


@pytest.mark.parametrize("codec", ["libvpx-vp9", "libsvtav1", "mjpeg"])
def test_odd_sizes_lose_no_line(tmp_path, codec):
    kind = Kind(codec, layout="yuvj420p" if codec == "mjpeg" else "yuv420p", matrix=5)
    kind = replace(kind, is_full=codec == "mjpeg", options={"crf": "10"} if kind.layout else {})
    try:
        path = make(tmp_path / "a.mkv", kind, size=(179, 319), times_s=(0, 0.04))
    except ValueError:
        pytest.skip(f"{codec} writes no odd sizes here")
    rgb = next(decode(examine(path))).rgb
    assert rgb.shape == (319, 179, 3) and off(rgb) < 8
    edge, inner = rgb[:, -1].astype(int), rgb[:, -4].astype(int)
    assert np.abs(edge - inner).mean() < 6


def test_the_full_picture_can_be_had(tmp_path):
    path = make(tmp_path / "a.mp4", size=(2560, 1440), times_s=(0, 0.04))
    source = examine(path)
    detail = in_detail(source)
    assert next(decode(detail)).rgb.shape == (1440, 2560, 3)
    assert source.shrink == 0.75 and detail.shrink == 1.0
    assert in_detail(detail) == detail


def test_a_small_picture_is_its_own_detail():
    source = Source("a.mp4", "0" * 64, 640, 480, 0, 30.0, 9)
    assert (source.stored_width, source.stored_height, source.shrink) == (640, 480, 1.0)
    assert in_detail(source).width == 640


def test_no_size_vanishes():
    assert looked_at_size(8000, 1) == (1920, 1)


def test_wide_pixels_of_a_large_picture(tmp_path):
    kind = Kind(aspect=Fraction(4, 3))
    source = examine(make(tmp_path / "a.mp4", kind, size=(1920, 1440), times_s=(0, 0.04)))
    assert (source.stored_width, source.stored_height) == (2560, 1440)
    assert (source.width, source.height) == (1920, 1080)


def test_points_are_those_of_the_stored_picture():
    from formcheck.api import _level
    from formcheck.seeing import Seen, _point, refuse_outside

    source = Source("a.mp4", "0" * 64, 1920, 1080, 0, 30.0, 9, full_width=3840, full_height=2160)
    settings = Settings(known_length=(2000, 2000, 3000, 2000, 1.5), point=(3000, 1000, 2.5))
    refuse_outside(source, settings)
    with pytest.raises(SettingsError, match="outside"):
        refuse_outside(replace(source, full_width=1920, full_height=1080), settings)
    seen = Seen(None, 0.0, 3.0, (), "fast")
    known = _level(source, settings, seen).known_length
    assert (known.start_px, known.end_px) == ((1000, 1000), (1500, 1000))
    assert _point(source, settings) == (1500, 500, 2.5)
    upright = _level(source, Settings(vertical=(3000, 100, 3010, 2000)), seen)
    halved = _level(
        replace(source, full_width=1920, full_height=1080),
        Settings(vertical=(1500, 50, 1505, 1000)),
        seen,
    )
    assert upright == halved


# ---------------------------------------------------------------------- how many


RATES = {24.0: 1, 30.0: 1, 50.0: 1, 59.6: 2, 59.94: 2, 60.0: 2, 100.0: 3, 120.0: 4, 240.0: 8}


@pytest.mark.parametrize(("fps", "every"), RATES.items())
def test_no_fewer_pictures_are_left_than_wanted(film, fps, every):
    source = replace(examine(film("a.mp4")), fps_nominal=fps, expected_frames=30)
    few = thinned(source, 30.0)
    assert (few.every, few.expected_frames) == (every, 30 // every)
    assert every == 1 or fps / every > 29.7


def test_without_a_limit_or_a_rate_all_are_looked_at(film):
    source = examine(film("a.mp4"))
    assert thinned(source, None) == source
    assert thinned(replace(source, fps_nominal=None), 5.0).every == 1


def test_of_a_thinned_clip_every_third_picture_is_given_with_its_own_time(film):
    source, notes = examine(film("a.mp4")), []
    few = thinned(source, 10.0)
    assert few.every == 3
    whole, seen = list(decode(source)), list(decode(few, notes))
    assert [(f.index, f.time_s) for f in seen] == [(k, f.time_s) for k, f in enumerate(whole[::3])]
    assert all((a.rgb == b.rgb).all() for a, b in zip(seen, whole[::3], strict=True))
    assert notes == []  # and nothing is said to be missing
