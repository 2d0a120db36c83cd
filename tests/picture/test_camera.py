"""The camera's path comes back from pictures whose path is known, whatever moves before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import pytest
from formula_camera import Handling, path_of
from formula_runner import Film, film

from formcheck.picture import Follower, find_camera, followed, turns_deg
from formcheck.types import CameraPath, Floats, Frame, Pixels, Track

SIZE = (640, 360)
FRAMES = 45
TIMES_S = np.arange(FRAMES) / 30
MIDDLE = np.array(SIZE) / 2
BOX = (270, 60, 370, 330)  # where the runner is, left, top, right, bottom
Draw = Callable[[Pixels, int], None]
Wall = Callable[[int], Pixels]


@cache
def room(seed: int = 1) -> Pixels:
    """A wall with pictures, shelves and dirt, larger than what the camera sees at once."""
    rng = np.random.default_rng(seed)
    wall = np.full((760, 1900, 3), 150, np.uint8)
    for _ in range(260):
        x, y, w, h = (*rng.uniform((0, 0), (1900, 760)), *rng.uniform(8, 70, 2))
        colour = tuple(int(c) for c in rng.uniform(20, 240, 3))
        cv2.rectangle(wall, (int(x), int(y)), (int(x + w), int(y + h)), colour, -1)
    return cv2.GaussianBlur(wall, (0, 0), 1.0)


def filmed(
    path: CameraPath, wall: Pixels | Wall, draw: Draw = lambda rgb, k: None
) -> Iterator[Frame]:
    """The wall as that camera sees it; `draw` puts into each picture what goes with the camera."""
    corner = np.array([[1, 0, 630.0], [0, 1, 200.0], [0, 0, 1]])
    for k, matrix in enumerate(path.to_still):
        rgb = cv2.warpPerspective(
            wall(k) if callable(wall) else wall,
            corner @ matrix,
            SIZE,
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        )
        draw(rgb, k)
        noise = np.random.default_rng(k).normal(0, 2, rgb.shape)
        yield Frame(k, float(TIMES_S[k]), np.clip(rgb + noise, 0, 255).astype(np.uint8))


def runner() -> Track:
    """Somebody whose points fill the box in every frame."""
    track = film(how=Film(fps=30, seconds=FRAMES / 30))
    xy = track.xy - np.nanmin(track.xy, axis=(0, 1))
    low, high = np.array(BOX[:2]), np.array(BOX[2:])
    xy = low + xy / np.nanmax(xy, axis=(0, 1)) * (high - low)
    return replace(track, xy=xy, size_px=SIZE, times_s=TIMES_S)


def found(frames: Iterator[Frame]) -> CameraPath:
    follower = Follower()
    for _ in followed(frames, follower):
        pass
    return find_camera(follower, runner())


def off_px(camera: CameraPath, path: CameraPath) -> Floats:
    """How far each picture's inner corners are put from where they belong, at worst, px."""
    middle = len(path.points) // 2
    true = replace(path, to_still=np.linalg.inv(path.to_still[middle]) @ path.to_still)
    turn = np.linalg.inv(camera.to_still[middle])
    mine = replace(camera, to_still=turn @ camera.to_still)
    corners = np.array(SIZE) * np.array([[0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]])
    away = [np.linalg.norm(true.still(c) - mine.still(c), axis=1) for c in corners]
    return np.max(away, axis=0)


def still_path() -> CameraPath:
    return path_of(Handling(), TIMES_S, MIDDLE)


HANDLED = {
    "stands": (Handling(), 0.3),
    "trembles": (Handling(shake_px=6.0, shake_deg=0.6), 0.5),
    "pans": (Handling(pan_px=700.0, shake_px=4.0), 1.0),
    "rolls": (Handling(roll_deg=5.0), 0.5),
    "zooms": (Handling(grow=1.3), 0.6),
}


@pytest.mark.parametrize("way", HANDLED)
def test_a_known_path_comes_back(way: str) -> None:
    how, most_px = HANDLED[way]
    path = path_of(how, TIMES_S, MIDDLE)
    camera = found(filmed(path, room()))
    assert camera.seen.all() and camera.share.min() > 0.5
    assert off_px(camera, path).max() < most_px


def test_a_camera_that_turns_makes_a_homography() -> None:
    """By 12 degrees about the lens of a phone: straight lines fan out as no similarity does."""
    focal = 0.75 * SIZE[0]
    lens = np.array([[focal, 0, MIDDLE[0]], [0, focal, MIDDLE[1]], [0, 0, 1]])
    turned = []
    for angle in np.radians(np.linspace(-6, 6, FRAMES)):
        c, s = np.cos(angle), np.sin(angle)
        matrix = lens @ np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]]) @ np.linalg.inv(lens)
        turned.append(matrix / matrix[2, 2])
    path = replace(still_path(), to_still=np.array(turned))
    assert off_px(found(filmed(path, room())), path).max() < 1.5


def belt(rgb: Pixels, k: int) -> None:
    """A belt full of marks, moving under the runner, across the whole picture."""
    marks = room(9)[100:170, :]
    rgb[285:355] = np.roll(marks, -9 * k, axis=1)[:, : SIZE[0]]


def test_a_belt_that_moves_is_no_camera_that_moves() -> None:
    assert off_px(found(filmed(still_path(), room(), belt)), still_path()).max() < 0.5


def test_a_belt_with_more_marks_than_the_wall_is_none_either() -> None:
    wall = np.full_like(room(), 150)
    for x in range(640, 1260, 60):
        cv2.rectangle(wall, (x, 230), (x + 20, 250), (40, 40, 90), -1)
        cv2.rectangle(wall, (x + 10, 300), (x + 30, 330), (200, 180, 60), -1)
    camera = found(filmed(still_path(), wall, belt))
    assert camera.seen.mean() > 0.9
    assert off_px(camera.filled(), still_path()).max() < 0.8


def passers_by(rgb: Pixels, k: int) -> None:
    for x, y in ((60 + 6 * k, 120), (600 - 8 * k, 180)):
        part = room(7)[100:240, 300:360]
        left = int(np.clip(x, 0, SIZE[0] - 60))
        rgb[y : y + 140, left : left + 60] = part


def leaves(k: int) -> Pixels:
    """A wall under leaves in the wind: the upper third of the picture sways to and fro."""
    wall, shift = room().copy(), round(5 * np.sin(2 * np.pi * k / 17))
    wall[:320, 100:-100] = room(5)[100:420, 100 + shift : 1800 + shift]
    return wall


@pytest.mark.parametrize("shake_px", [0.0, 6.0])
def test_people_and_leaves_that_move_are_no_camera_that_moves(shake_px: float) -> None:
    path = path_of(Handling(shake_px=shake_px), TIMES_S, MIDDLE)
    assert off_px(found(filmed(path, room(), passers_by)), path).max() < 0.8
    assert off_px(found(filmed(path, leaves)), path).max() < 0.8


def swaying(rgb: Pixels, k: int) -> None:
    """The runner, full of corners, to and fro within the box."""
    left, top, right, bottom = BOX
    shift = round(15 * np.sin(2 * np.pi * k / 20))
    body = room(4)[200 : 200 + bottom - top, 300 + shift : 300 + shift + right - left]
    rgb[top:bottom, left:right] = body


def test_the_runner_does_not_vote() -> None:
    wall = np.full_like(room(), 150)
    camera = found(filmed(still_path(), wall, swaying))
    assert not camera.seen.any() and camera.points.max() == 0


def test_a_plain_wall_tells_nothing() -> None:
    camera = found(filmed(still_path(), np.full_like(room(), 150)))
    assert not camera.seen.any()
    assert (turns_deg(replace(runner(), camera=camera)) == 0).all()


def test_a_few_dark_pictures_leave_a_gap_and_no_jump() -> None:
    def dark(rgb: Pixels, k: int) -> None:
        if 15 <= k < 19:
            rgb[:] = 0

    path = path_of(Handling(shake_px=3.0), TIMES_S, MIDDLE)
    camera = found(filmed(path, room(), dark))
    assert not camera.seen[15:19].any() and camera.seen[:15].all() and camera.seen[20:].all()
    apart = off_px(camera.filled(), path)
    assert apart[:15].max() < 0.6


def test_turns_are_those_of_the_path_and_zero_in_the_first_seconds() -> None:
    path = path_of(Handling(shake_deg=2.0), TIMES_S, MIDDLE)
    true = turns_deg(replace(runner(), camera=path))
    mine = turns_deg(replace(runner(), camera=found(filmed(path, room()))))
    assert np.abs(mine - (true - true.mean())).max() < 0.15  # the clip is shorter than that


def test_a_frame_seen_twice_counts_once() -> None:
    follower = Follower()
    frames = list(filmed(still_path(), room()))[:5]
    assert [f.index for f in followed(iter(frames + frames), follower)] == [*range(5), *range(5)]
    assert len(follower.sightings) == 5
