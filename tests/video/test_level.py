"""The camera's roll, from drawn rooms of known tilt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import cv2
import numpy as np
import pytest

from formcheck.types import Frame, Pixels
from formcheck.video import Uprights, find_roll
from formcheck.video import level as level_of
from formcheck.video.level import KNOWN_SD_DEG, MOST_PICTURES, UNKNOWN_SD_DEG

SIZE = (640, 480)


def room(roll_deg: float = 0.0, keystone_deg: float = 0.0, clutter: int = 0) -> Pixels:
    """Uprights across a picture that has to be turned clockwise by `roll_deg` to be level.

    Keystone: how far the uprights at the right edge lean in, as when the camera looks up.
    """
    rng = np.random.default_rng(1)
    picture = np.full((SIZE[1], SIZE[0], 3), 60, np.uint8)
    for k, x in enumerate(np.linspace(-0.9, 0.9, 12)):
        lean = np.radians(-keystone_deg * x - roll_deg)
        foot = np.array([SIZE[0] / 2 * (1 + x), 400 - 10 * (k % 3)])
        top = foot + 260 * np.array([np.sin(lean), -np.cos(lean)])
        _line(picture, foot, top, 5)
    for _ in range(clutter):
        a, b = rng.uniform((0, 0), SIZE, (2, 2))
        _line(picture, a, a + (b - a) * 0.4, 2)
    return picture


def _line(picture: Pixels, a: np.ndarray, b: np.ndarray, thick: int) -> None:
    ends = [tuple(int(v * 16) for v in p) for p in (a, b)]
    cv2.line(picture, *ends, (220, 210, 200), thick, cv2.LINE_AA, 4)


def clip(picture: Pixels, n: int = 5, every_s: float = 0.5) -> Iterator[Frame]:
    return (Frame(k, k * every_s, picture) for k in range(n))


def roll_of(frames: Iterable[Frame], turns_deg: Sequence[float] = ()) -> tuple[float, float]:
    uprights = Uprights()
    for frame in frames:
        uprights.see(frame)
    return find_roll(uprights, turns_deg)


@pytest.mark.parametrize("roll_deg", [-6.0, -2.0, 0.0, 1.5, 5.0])
@pytest.mark.parametrize("keystone_deg", [0.0, 4.0, -4.0])
def test_the_roll_of_a_room_with_uprights(roll_deg, keystone_deg):
    found_deg, sd_deg = roll_of(clip(room(roll_deg, keystone_deg)))
    assert found_deg == pytest.approx(roll_deg, abs=0.35)
    assert sd_deg == KNOWN_SD_DEG


def test_turning_the_picture_clockwise_by_the_roll_makes_it_level():
    """The sign, once by turning the pixels and not by formulas."""
    tilted = room(4.0)
    # OpenCV turns anticlockwise for positive angles
    turn = cv2.getRotationMatrix2D((SIZE[0] / 2, SIZE[1] / 2), -roll_of(clip(tilted))[0], 1.0)
    level = cv2.warpAffine(tilted, turn, SIZE, borderMode=cv2.BORDER_REPLICATE)
    assert roll_of(clip(level))[0] == pytest.approx(0, abs=0.4)


def test_slanted_clutter_does_not_pull():
    assert roll_of(clip(room(3.0, clutter=25)))[0] == pytest.approx(3.0, abs=0.6)


@pytest.mark.parametrize(
    "kind", ["blank", "noise", "a single post", "a low fence", "every which way"]
)
def test_too_little_that_stands_upright_is_said(kind):
    rng = np.random.default_rng(3)
    picture = np.full((SIZE[1], SIZE[0], 3), 90, np.uint8)
    if kind == "noise":
        picture = rng.integers(0, 255, picture.shape, np.uint8)
    if kind == "a single post":
        _line(picture, np.array([300.0, 260]), np.array([310.0, 220]), 3)
    if kind == "a low fence":
        for x in range(150, 450, 60):
            _line(picture, np.array([x, 300.0]), np.array([x + 5.0, 255.0]), 5)
    if kind == "every which way":
        for angle in np.linspace(-70, 70, 15):
            a = rng.uniform((100, 150), (540, 400))
            way = np.array([np.sin(np.radians(angle)), -np.cos(np.radians(angle))])
            _line(picture, a, a + 60 * way, 3)
    assert roll_of(clip(picture, n=1)) == (0.0, UNKNOWN_SD_DEG)


def test_no_pictures_at_all():
    assert roll_of(iter(())) == (0.0, UNKNOWN_SD_DEG)


def test_only_a_few_pictures_are_taken_half_a_second_apart(monkeypatch):
    taken: list[float] = []
    picture = room(2.0)

    def lines(rgb: Pixels) -> np.ndarray:
        taken.append(rgb[0, 0, 0])
        return np.empty((0, 3))

    monkeypatch.setattr(level_of, "_upright_lines", lines)
    frames = (Frame(k, k / 30, np.full_like(picture, k)) for k in range(200))
    roll_of(frames)
    assert taken == [15 * k for k in range(MOST_PICTURES)]


def test_pictures_seen_once_more_are_left_alone():
    uprights = Uprights()
    for _ in range(2):
        for frame in clip(room(2.0), n=3):
            uprights.see(frame)
    assert len(uprights.turned(())) == 3 * len(level_of._upright_lines(room(2.0)))


def test_a_camera_that_rolls_to_and_fro_is_level_once_its_turns_are_known():
    """Without them the uprights of the pictures contradict each other."""
    rolls = [-4.0, 3.0, -1.0, 5.0, -3.0]
    frames = [Frame(k, 0.5 * k, room(roll)) for k, roll in enumerate(rolls)]
    assert roll_of(iter(frames))[1] == UNKNOWN_SD_DEG
    # what each has to be turned clockwise to lie as a picture rolled by 2 degrees
    found_deg, sd_deg = roll_of(iter(frames), [roll - 2.0 for roll in rolls])
    assert found_deg == pytest.approx(2.0, abs=0.35) and sd_deg == KNOWN_SD_DEG
