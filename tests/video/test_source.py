from __future__ import annotations

import hashlib
from fractions import Fraction

import pytest

from formcheck.video import open_source


def test_what_the_container_says(film):
    path = film("a.mp4", size=(64, 48))
    source = open_source(path)
    assert (source.width, source.height, source.rotation_deg) == (64, 48, 0)
    assert source.fps_nominal == pytest.approx(30)
    assert source.expected_frames == 30
    assert source.path == path


def test_the_fingerprint_is_that_of_the_file(film):
    path = film("a.mp4")
    assert open_source(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_container_that_does_not_count_its_frames(film):
    assert open_source(film("a.mkv")).expected_frames is None


def test_the_size_is_upright_with_square_pixels(film, set_matrix):
    path = film("a.mp4", size=(48, 32), aspect=Fraction(4, 3))
    set_matrix(path, 0, 1, -1, 0)
    source = open_source(path)
    assert (source.width, source.height, source.rotation_deg) == (32, 64, 90)
