"""Interlaced clips give a picture for each moment; clips that only say so are left alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from clip_maker import Kind, make

from formcheck.video.frames import decode
from formcheck.video.source import examine

WIDTH, HEIGHT = 192, 96
RATE_HZ = 50  # moments a second; 25 stored pictures
STEP_PX = 3  # the bar moves this far from moment to moment
BAR_PX = 20

# How cameras and broadcasters store interlaced pictures, and the endings of their files.
KINDS = {
    "H.264 in MTS": ("a.mts", "libx264", {"flags": "+ildct+ilme", "x264-params": "{}=1:bframes=2"}),
    "H.264 in MP4": ("a.mp4", "libx264", {"flags": "+ildct+ilme", "x264-params": "{}=1"}),
    "MPEG-2 in TS": ("a.ts", "mpeg2video", {"flags": "+ildct+ilme", "b": "8M"}),
    "MPEG-2 in AVI": ("a.avi", "mpeg2video", {"flags": "+ildct+ilme", "b": "8M", "bf": "0"}),
}
FIELDS = {"top first": "tff", "bottom first": "bff"}


def moment(i: int) -> np.ndarray:
    """A bright bar on a grey pattern with fine lines; further right at each moment."""
    rgb = np.full((HEIGHT, WIDTH, 3), 0.3)
    rgb[::4] = 0.4
    left = 20 + STEP_PX * i
    rgb[20:76, left : left + BAR_PX] = 0.9
    return rgb


def woven(moments: list[np.ndarray], order: str) -> list[np.ndarray]:
    """Two moments in each picture, as an interlaced camera stores them."""
    pictures = []
    for first, second in zip(moments[::2], moments[1::2], strict=True):
        top, bottom = (first, second) if order == "tff" else (second, first)
        picture = top.copy()
        picture[1::2] = bottom[1::2]
        pictures.append(picture)
    return pictures


def where(rgb: np.ndarray) -> float:
    """Left edge of the bar, px, by its middle lines."""
    bright = rgb[24:72, :, 1].astype(float) > 150
    return float(np.mean([np.flatnonzero(row).min() for row in bright]))


def clip(tmp_path, name, order, pictures):
    file, codec, options = KINDS[name]
    options = {key: text.format(order) for key, text in options.items()}
    kind = Kind(codec, fields=order, options=options)
    times_s = [2 * i / RATE_HZ for i in range(len(pictures))]
    return make(tmp_path / file, kind, pictures, times_s)


@pytest.mark.parametrize("order", FIELDS.values(), ids=FIELDS)
@pytest.mark.parametrize("name", KINDS)
def test_each_moment_becomes_a_picture_at_its_own_time(tmp_path, name, order):
    path = clip(tmp_path, name, order, woven([moment(i) for i in range(24)], order))
    source, notes = examine(path), []
    frames = list(decode(source, notes))
    assert source.is_interlaced and source.fps_nominal == pytest.approx(RATE_HZ)
    assert len(frames) == 24 and not notes
    assert [f.time_s for f in frames] == pytest.approx([i / RATE_HZ for i in range(24)], abs=1e-3)
    edges = [where(f.rgb) for f in frames]
    assert edges == pytest.approx([20 + STEP_PX * i for i in range(24)], abs=1.0)


@pytest.mark.parametrize("name", KINDS)
def test_a_clip_that_only_says_so_is_left_alone(tmp_path, name):
    path = clip(tmp_path, name, "tff", [moment(2 * i) for i in range(12)])
    source, notes = examine(path), []
    frames = list(decode(source, notes))
    assert not source.is_interlaced and len(frames) == 12 and not notes
    assert np.ptp(frames[5].rgb[80:92, 100, 1].astype(int)) > 15  # its fine lines are still there


def test_without_movement_the_clip_is_believed(tmp_path):
    path = clip(tmp_path, "H.264 in MP4", "tff", [moment(0)] * 6)
    assert examine(path).is_interlaced


def test_a_part_of_an_interlaced_clip_keeps_its_times(tmp_path):
    path = clip(tmp_path, "MPEG-2 in TS", "tff", woven([moment(i) for i in range(40)], "tff"))
    source = replace(examine(path), part_s=(0.3, 0.6))
    frames = list(decode(source))
    assert [f.time_s for f in frames] == pytest.approx(
        [i / RATE_HZ for i in range(15, 30)], abs=1e-3
    )
    assert [where(f.rgb) for f in frames] == pytest.approx(
        [20 + STEP_PX * i for i in range(15, 30)], abs=1.0
    )
