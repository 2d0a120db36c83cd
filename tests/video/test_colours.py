"""Patches of known colours come back as they were, however the file stores them."""

from __future__ import annotations

import numpy as np
import pytest
from clip_maker import PATCHES, Kind, card_colours, frame, make, off

from formcheck.video.colour import Colours
from formcheck.video.frames import decode
from formcheck.video.hdr import rolled_off, screen_nits, to_sdr
from formcheck.video.source import examine

X264, X265 = {"qp": "0"}, {"x265-params": "log-level=none:lossless=1"}


def colours_off(path, wanted=PATCHES) -> float:
    return off(next(decode(examine(path))).rgb, wanted)


@pytest.mark.parametrize("matrix", [1, 5, 6, 9], ids=["BT.709", "BT.601", "SMPTE 170M", "BT.2020"])
@pytest.mark.parametrize("is_full", [False, True], ids=["limited", "full"])
@pytest.mark.parametrize("layout", ["yuv420p", "yuv422p10le", "yuv444p"])
def test_each_matrix_and_range_is_undone(tmp_path, matrix, is_full, layout):
    kind = Kind(layout=layout, matrix=matrix, is_full=is_full, options=X264)
    path = make(tmp_path / "a.mp4", kind, times_s=(0, 0.04))
    assert colours_off(path) < 4


@pytest.mark.parametrize(
    ("size", "matrix"), [((720, 576), 5), ((96, 64), 5), ((1280, 720), 1), ((720, 1280), 1)]
)
def test_where_the_file_is_silent_the_size_tells_the_matrix(tmp_path, size, matrix):
    kind = Kind(matrix=2, silent_matrix=matrix, curve=2, primaries=2, options=X264)
    assert colours_off(make(tmp_path / "a.mp4", kind, size=size, times_s=(0, 0.04))) < 4


def test_the_wrong_matrix_would_show(tmp_path):
    picture = frame(np.broadcast_to(PATCHES[1], (64, 96, 3)), Kind(matrix=1))
    right, wrong = (Colours(m, is_full=False).rgb(picture, 96, 64)[32, 48] for m in (1, 5))
    assert np.abs(right - 255 * PATCHES[1]).max() < 4
    assert np.abs(wrong - 255 * PATCHES[1]).max() > 12


@pytest.mark.parametrize("curve", [18, 16], ids=["HLG", "PQ"])
@pytest.mark.parametrize("codec", ["libx265", "libsvtav1"])
def test_hdr_looks_as_the_same_scene_on_an_ordinary_screen(tmp_path, curve, codec):
    options = X265 if codec == "libx265" else {"crf": "10"}
    kind = Kind(codec, "yuv420p10le", matrix=9, curve=curve, primaries=9, options=options)
    path = make(tmp_path / "a.mp4", kind, times_s=(0, 0.04, 0.08))
    assert colours_off(path, card_colours(kind)) < 6


@pytest.mark.parametrize("curve", ["hlg", "pq"])
def test_brighter_light_stays_brighter_and_grey_stays_grey(curve):
    ramp = np.repeat(np.arange(65536, dtype=np.uint16)[None, :, None], 3, axis=2)
    shown = to_sdr(ramp, curve, is_wide=True)[0].astype(int)
    assert (np.diff(shown[:, 0]) >= 0).all()
    assert np.ptp(shown, axis=1).max() <= 1
    assert shown[0].tolist() == [0, 0, 0] and shown[-1].tolist() == [255, 255, 255]


def test_a_page_is_nearly_white_and_the_sun_is_white():
    assert rolled_off(screen_nits(np.array([0.75, 1.0]), "hlg")) == pytest.approx([159, 203], abs=1)


def test_colours_outside_the_screen_are_clipped_not_wrapped():
    green = np.array([[[0, 60_000, 0]]], np.uint16)  # BT.2020's pure green has negative red
    assert to_sdr(green, "hlg", is_wide=True)[0, 0].tolist() == [0, 255, 0]
    assert to_sdr(green, "hlg", is_wide=False)[0, 0, 0] == 0
