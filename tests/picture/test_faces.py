from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import pytest

from formcheck.picture import faces
from formcheck.picture.faces import EVERY, blur, blurred, detected, face_detectors, faces_in
from formcheck.types import Floats, Frame, Heads, Pixels

HEIGHT, WIDTH, N = 240, 320, 40
CIRCLE = np.array([100.0, 80.0, 30.0])


def noise(seed: int = 0) -> Pixels:
    return np.random.default_rng(seed).integers(0, 255, (HEIGHT, WIDTH, 3)).astype(np.uint8)


def film() -> Iterator[Frame]:
    for k in range(N):
        yield Frame(k, k / 30, noise(k))


def heads(*people: Floats) -> Heads:
    circles = np.array(people, float).reshape(-1, 1, 3).repeat(N, axis=1)
    return Heads(np.arange(N) / 30, circles)


def detail(rgb: Pixels, circle: Floats) -> float:
    """Variance of the Laplacian well inside a circle."""
    x, y, radius = circle.astype(int)
    half = int(0.6 * radius)
    part = rgb[y - half : y + half, x - half : x + half]
    return float(cv2.Laplacian(cv2.cvtColor(part, cv2.COLOR_RGB2GRAY), cv2.CV_64F).var())


def outside(*circles: Floats) -> np.ndarray:
    rows, columns = np.ogrid[:HEIGHT, :WIDTH]
    return ~np.any([(columns - x) ** 2 + (rows - y) ** 2 <= r**2 for x, y, r in circles], axis=0)


@pytest.fixture(autouse=True)
def no_detector(monkeypatch: pytest.MonkeyPatch) -> None:
    """Noise is full of faces, to a detector."""
    monkeypatch.setattr(faces, "face_detectors", lambda: ())


def test_heads_lose_their_detail_and_the_rest_stays_as_it_is() -> None:
    other = np.array([250.0, 150.0, 20.0])
    made = list(blurred(film(), heads(CIRCLE, other)))
    assert [frame.index for frame in made] == list(range(N))
    for frame, before in zip(made, film(), strict=True):
        for circle in (CIRCLE, other):
            assert detail(frame.rgb, circle) < 0.01 * detail(before.rgb, circle)
        rest = outside(CIRCLE, other)
        assert (frame.rgb[rest] == before.rgb[rest]).all()


def test_a_head_keeps_no_more_than_a_few_coarse_colours() -> None:
    one, other = noise(1), noise(1)
    x, y, radius = CIRCLE.astype(int)
    # the same in the mean of each patch, but another picture
    part = other[y - radius : y + radius + 1, x - radius : x + radius + 1]
    part[:] = cv2.GaussianBlur(part, (0, 0), 1.5)
    for rgb in (one, other):
        blur(rgb, CIRCLE)
    inside = ~outside(CIRCLE)
    assert np.abs(one[inside].astype(int) - other[inside]).max() <= 2 * faces.STEP


def test_frames_given_are_left_alone() -> None:
    frames = list(film())
    list(blurred(frames, heads(CIRCLE)))
    assert all((frame.rgb == noise(k)).all() for k, frame in enumerate(frames))


def test_a_head_partly_or_wholly_outside_the_picture_is_no_problem() -> None:
    for place in ((-10, -10, 30), (330, 100, 30), (5000, 5000, 30), (160, 120, 900)):
        blur(noise(), np.array(place, float))


def test_nobody_known_leaves_the_picture_as_it_is() -> None:
    for nobody in (heads(), heads(np.full(3, np.nan))):
        made = list(blurred(film(), nobody))
        assert (made[3].rgb == noise(3)).all()
    empty = Heads(np.empty(0), np.empty((0, 0, 3)))
    assert (next(blurred(film(), empty)).rgb == noise(0)).all()


@dataclass
class Detector:
    """Finds one face, in the pictures whose upper left corner is white."""

    box: tuple[int, int, int, int]

    def detectMultiScale(self, grey: Pixels, *_: object) -> list[tuple[int, int, int, int]]:  # noqa: N802 - OpenCV's name
        return [self.box] if grey[0, 0] > 250 else []


def test_a_face_found_once_is_hidden_shortly_before_and_after(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(faces, "face_detectors", lambda: (Detector((200, 100, 40, 40)),))
    frames = [Frame(k, k / 30, noise(k)) for k in range(N)]
    shown = 2 * EVERY + EVERY // 2  # the frame of the third group that is searched
    frames[shown].rgb[0, 0] = 255
    made = list(blurred(frames, heads()))
    face = np.array([220.0, 120.0, 20.0])
    hidden = [
        k for k, frame in enumerate(made) if detail(frame.rgb, face) < 0.1 * detail(noise(k), face)
    ]
    assert hidden == list(range(EVERY, 4 * EVERY))


def test_what_looks_like_a_face_on_a_known_runners_legs_is_none() -> None:
    rgb = noise()
    rgb[0, 0] = 255
    runner = heads(np.array([220.0, 30.0, 15.0]))
    detector = (Detector((200, 100, 40, 40)),)
    frame = Frame(0, 0.0, rgb)
    assert len(faces_in(frame, heads(), detector)) == 1  # type: ignore[arg-type]
    assert faces_in(frame, runner, detector) == []  # type: ignore[arg-type]
    aside = heads(np.array([60.0, 30.0, 15.0]))
    assert len(faces_in(frame, aside, detector)) == 1  # type: ignore[arg-type]


def test_faces_are_placed_in_the_whole_picture_also_by_the_mirrored_search() -> None:
    rgb = np.full((720, 1280, 3), 255, np.uint8)
    both = (Detector((100, 50, 40, 40)), Detector((100, 50, 40, 40)))
    places = [face.round().tolist() for face in detected(rgb, both)]  # type: ignore[arg-type]
    assert [place[:2] for place in places] == [[240, 140], [240, 140], [1040, 140]]


def test_opencv_brings_its_detectors() -> None:
    assert len(face_detectors()) == 2
    assert list(detected(np.full((480, 640, 3), 128, np.uint8), face_detectors())) == []


def test_without_detectors_heads_are_blurred_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cv2, "data", None, raising=False)
    assert face_detectors() == ()
