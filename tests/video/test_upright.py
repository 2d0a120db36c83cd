from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from formcheck.video import open_source, read
from formcheck.video.upright import Turn, square_size

# a, b, c, d of the display matrix, and the clockwise turn it stands for.
TURNS = {
    "as stored": ((1, 0, 0, 1), 0),
    "quarter": ((0, 1, -1, 0), 90),
    "half": ((-1, 0, 0, -1), 180),
    "three quarters": ((0, -1, 1, 0), 270),
    "upside down": ((1, 0, 0, -1), 0),
    "selfie": ((-1, 0, 0, 1), 180),
    "transposed": ((0, 1, 1, 0), 90),
    "transposed selfie": ((0, -1, -1, 0), 270),
}


@pytest.mark.parametrize(("matrix", "rotation_deg"), TURNS.values(), ids=TURNS)
def test_each_corner_comes_where_the_matrix_says(film, set_matrix, quadrants, matrix, rotation_deg):
    path = film("a.mp4", size=(64, 32))
    set_matrix(path, *matrix)
    source = open_source(path)
    rgb = next(read(source)).rgb
    a, b, c, d = matrix
    assert source.rotation_deg == rotation_deg
    assert rgb.shape == ((32, 64, 3) if a else (64, 32, 3))
    for (x, y), colour in quadrants.items():
        right, down = a * x + c * y, b * x + d * y
        row, column = rgb.shape[0] * (2 + down) // 4, rgb.shape[1] * (2 + right) // 4
        assert np.abs(rgb[row, column].astype(int) - colour).max() < 12


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


@pytest.mark.parametrize("turn", [Turn(d, m) for d in (0, 90, 180, 270) for m in (True, False)])
def test_the_size_is_that_of_the_turned_picture(turn):
    rgb = turn(np.zeros((2, 5, 3), np.uint8))
    assert turn.size(5, 2) == (rgb.shape[1], rgb.shape[0])
    assert rgb.flags.c_contiguous
