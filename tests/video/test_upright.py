from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from clip_maker import Kind, make

from formcheck.video import open_source, read
from formcheck.video.size import square_size
from formcheck.video.upright import Turn

# a, b, c, d of the display matrix, and the clockwise turn it stands for.
TURNS = {
    "as stored": ((1, 0, 0, 1), 0),
    "quarter": ((0, 1, -1, 0), 90),
    "half": ((-1, 0, 0, -1), 180),
    "three quarters": ((0, -1, 1, 0), 270),
    "scaled quarter": ((0, 2, -2, 0), 90),
    "sheared half": ((-1, 0, 0.05, -1), 180),
    "nothing": ((0, 0, 0, 0), 0),
}

# The same for selfies: players mirror the turned picture besides, left to right.
MIRRORED = {
    "upside down": ((1, 0, 0, -1), 180),
    "selfie": ((-1, 0, 0, 1), 0),
    "transposed": ((0, 1, 1, 0), 90),
    "transposed selfie": ((0, -1, -1, 0), 270),
}

# Where a stored point comes, by the clockwise turn.
PLACES = {
    0: lambda x, y: (x, y),
    90: lambda x, y: (-y, x),
    180: lambda x, y: (-x, -y),
    270: lambda x, y: (y, -x),
}


def furthest_off(rgb, quadrants, place):
    """How far the colours are off where `place` says that each stored corner belongs."""
    off = []
    for (x, y), colour in quadrants.items():
        right, down = place(x, y)
        row, column = rgb.shape[0] * (2 + down) // 4, rgb.shape[1] * (2 + right) // 4
        off.append(np.abs(rgb[row, column].astype(int) - colour).max())
    return max(off)


@pytest.mark.parametrize(("matrix", "rotation_deg"), TURNS.values(), ids=TURNS)
def test_each_corner_comes_where_the_matrix_says(film, set_matrix, quadrants, matrix, rotation_deg):
    path = film("a.mp4", size=(64, 32))
    set_matrix(path, *matrix)
    source, notes = open_source(path), []
    frames = list(read(source, notes))
    rgb = frames[0].rgb
    assert source.rotation_deg == rotation_deg
    assert rgb.shape == ((64, 32, 3) if rotation_deg % 180 else (32, 64, 3))
    assert furthest_off(rgb, quadrants, PLACES[rotation_deg]) < 12
    assert not notes


@pytest.mark.parametrize(("matrix", "rotation_deg"), MIRRORED.values(), ids=MIRRORED)
def test_a_selfie_is_turned_but_left_stays_left(film, set_matrix, quadrants, matrix, rotation_deg):
    path = film("a.mp4", size=(64, 32))
    set_matrix(path, *matrix)
    source, notes = open_source(path), []
    frames = list(read(source, notes))
    rgb = frames[0].rgb
    a, b, c, d = matrix
    assert source.rotation_deg == rotation_deg
    assert furthest_off(rgb, quadrants, lambda x, y: (-a * x - c * y, b * x + d * y)) < 12
    assert any("left is the runner's left" in note for note in notes)


@pytest.mark.parametrize(("said", "rotation_deg"), [("90", 90), ("-90", 270), ("east", 0)])
def test_the_tag_of_older_programs_counts_without_a_matrix(tmp_path, said, rotation_deg):
    path = make(tmp_path / "a.mkv", Kind(tags={"rotate": said}))
    assert open_source(path).rotation_deg == rotation_deg


@pytest.mark.parametrize("aspect", [Fraction(4, 3), Fraction(2, 3)], ids=["wide", "tall"])
def test_pixels_become_square(film, aspect):
    source = open_source(film("a.mp4", size=(48, 32), aspect=aspect))
    rgb = next(read(source)).rgb
    assert (source.width, source.height) == ((64, 32) if aspect > 1 else (48, 48))
    assert rgb.shape == (source.height, source.width, 3)


@pytest.mark.parametrize("width", [1080, 62])
@pytest.mark.parametrize("matrix", [(1, 0, 0, 1), (0, 1, -1, 0)], ids=["as stored", "quarter"])
def test_pictures_are_contiguous_where_ffmpeg_pads_them(film, set_matrix, width, matrix):
    path = film("a.mp4", times_s=(0, 1 / 30), size=(width, 64))
    set_matrix(path, *matrix)
    rgb = next(read(open_source(path))).rgb
    assert rgb.flags.c_contiguous and rgb.dtype == np.uint8


def test_an_unknown_aspect_counts_as_square():
    assert square_size(64, 48, None) == square_size(64, 48, Fraction(0)) == (64, 48)


@pytest.mark.parametrize("turn", [Turn(d) for d in (0, 90, 180, 270)])
def test_the_size_is_that_of_the_turned_picture(turn):
    rgb = turn(np.zeros((2, 5, 3), np.uint8))
    assert turn.size(5, 2) == (rgb.shape[1], rgb.shape[0])
    assert rgb.flags.c_contiguous
