"""How level the camera was, told by what stands upright in the picture.

Door frames, treadmill uprights, cupboards and trees show the vertical. A camera
that looks up or down makes them lean together, in proportion to how far they are
from the middle; the lean in the middle is the roll of the camera.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import cv2
import numpy as np

from formcheck.types import Floats, Frame, Pixels

EVERY_S: Final = 0.5
MOST_PICTURES: Final = 6
SHORTEST: Final = 0.06  # of the picture's height
STEEPEST_DEG: Final = 12.0  # from the vertical; people do not tilt phones further unawares
FEWEST_LINES: Final = 8
LEAST_LENGTH: Final = 1.5  # picture heights of agreeing line, over all pictures used
LEAST_SHARE: Final = 0.4  # of all near-upright lines must agree
AGREE_DEG: Final = 1.0
CONTRADICTION_DEG: Final = 4.0  # by which two verticals may differ; four standard errors
UNKNOWN_SD_DEG: Final = 3.0  # hand-held or propped phones without any hint; chosen by us
KNOWN_SD_DEG: Final = 1.0  # vertical edges in phone footage; chosen by us
POINT_SD_PX: Final = 2.0  # a point shown by hand; chosen by us
UPRIGHT_SD_DEG: Final = 0.3  # posts and door frames are not better than this; chosen by us
PITCH_SD_DEG: Final = 2.0  # by which a phone at hip height looks up or down; chosen by us
FOCAL: Final = 0.75  # of the picture's longer side; wide phone lenses (26-28 mm equivalent)


@dataclass(slots=True)
class Uprights:
    """Near-upright lines in a picture every half second, six at most, while a clip streams by."""

    _lines: list[tuple[int, Floats]] = field(default_factory=list)
    _due_s: float = 0.0

    def see(self, frame: Frame) -> None:
        """Look at the next picture, where one is due; those seen before are left alone."""
        if frame.time_s >= self._due_s and len(self._lines) < MOST_PICTURES:
            self._lines.append((frame.index, _upright_lines(frame.rgb)))
            self._due_s = frame.time_s + EVERY_S

    def turned(self, turns_deg: Sequence[float]) -> Floats:
        """All lines, (lines, 3) as in `_upright_lines`, leaning as in a picture turned back."""
        lines = [_turned(lines, index, turns_deg) for index, lines in self._lines]
        return np.concatenate([np.empty((0, 3)), *lines])


def find_roll(uprights: Uprights, turns_deg: Sequence[float] = ()) -> tuple[float, float]:
    """Degrees by which the picture has to be turned clockwise to be level, and their sd.

    (0, 3) when too little in the pictures stands upright. Of a camera that rolls to and fro,
    `turns_deg` says by how much each frame is turned clockwise to lie as the others do; the
    roll is then that of the clip so turned.
    """
    found = uprights.turned(turns_deg)
    if len(found) < FEWEST_LINES:
        return 0.0, UNKNOWN_SD_DEG
    roll, agreeing = _common(found)
    length = found[agreeing, 2].sum()
    if length < max(LEAST_LENGTH, LEAST_SHARE * found[:, 2].sum()):
        return 0.0, UNKNOWN_SD_DEG
    return roll, KNOWN_SD_DEG


def given_roll(
    points: tuple[float, ...],
    size_px: tuple[int, int],
    found: tuple[float, float] | None = None,
) -> tuple[float, float]:
    """The same from two points, x1, y1, x2, y2, on something upright.

    `found` is what the picture's own uprights said, if they did: where the two plainly
    disagree, one of them is wrong, and the error is half of what lies between them.
    The error is else that of the points and, away from the middle of the picture, that of a
    camera that looks up or down and so makes uprights lean.

    >>> roll_deg, sd_deg = given_roll((645.0, 100.0, 640.0, 600.0), (1280, 720))
    >>> round(roll_deg, 2), round(sd_deg, 2)
    (-0.57, 0.44)
    """
    (x1, y1), (x2, y2) = sorted((points[0:2], points[2:4]), key=lambda point: point[1])
    lean_deg = float(np.degrees(np.arctan2(x1 - x2, y2 - y1)))
    by_points = float(np.degrees(np.sqrt(2) * POINT_SD_PX / np.hypot(x1 - x2, y2 - y1)))
    aside = abs((x1 + x2) / 2 - size_px[0] / 2) / (FOCAL * max(size_px))
    sd_deg = float(np.sqrt(by_points**2 + UPRIGHT_SD_DEG**2 + (PITCH_SD_DEG * aside) ** 2))
    apart_deg = abs(-lean_deg - found[0]) if found and found[1] < UNKNOWN_SD_DEG else 0.0
    return -lean_deg, max(sd_deg, apart_deg / 2) if apart_deg > CONTRADICTION_DEG else sd_deg


def _turned(lines: Floats, index: int, turns_deg: Sequence[float]) -> Floats:
    turn_deg = turns_deg[index] if index < len(turns_deg) else 0.0
    return np.asarray(lines + np.array([0.0, turn_deg, 0.0]))


def _upright_lines(rgb: Pixels) -> Floats:
    """Lines near the vertical: (lines, 3) of place across (-1 to 1), lean in degrees, length.

    Lean is + when the upper end is to the right; length is a share of the height.
    """
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    height, width = grey.shape
    found = cv2.createLineSegmentDetector().detect(grey)[0]
    if found is None:
        return np.empty((0, 3))
    x1, y1, x2, y2 = found.reshape(-1, 4).astype(float).T
    up = np.where(y1 > y2, 1.0, -1.0)
    lean = np.degrees(np.arctan2((x2 - x1) * up, np.abs(y2 - y1)))
    length = np.hypot(x2 - x1, y2 - y1) / height
    kept = (np.abs(lean) <= STEEPEST_DEG) & (length >= SHORTEST)
    lines = np.stack([(x1 + x2) / width - 1.0, lean, length], axis=1)
    return np.asarray(lines[kept])


def _common(lines: Floats) -> tuple[float, Floats]:
    """The lean in the middle of the picture that most line length agrees on, and who agrees.

    Every pair of lines far enough apart proposes a lean that changes evenly across the
    picture; the proposal with the most agreeing length wins and is refined on its own.
    """
    place, lean, length = lines.T
    middle, slope = _proposals(place, lean, length)
    away = np.abs(lean[None] - middle[:, None] - slope[:, None] * place[None])
    agreed = (length[None] * np.clip(1 - away / AGREE_DEG, 0, 1)).sum(axis=1)
    agreeing = away[int(np.argmax(agreed))] <= AGREE_DEG
    weights = np.sqrt(length[agreeing])
    basis = np.stack([np.ones(int(agreeing.sum())), place[agreeing]], axis=1)
    fit = np.linalg.lstsq(basis * weights[:, None], lean[agreeing] * weights, rcond=None)[0]
    return -float(fit[0]), agreeing


def _proposals(place: Floats, lean: Floats, length: Floats) -> tuple[Floats, Floats]:
    """Lean in the middle and its change towards the edge, from the longest lines pairwise."""
    longest = np.argsort(-length)[:60]
    p, a = place[longest], lean[longest]
    first, second = np.triu_indices(len(p), 1)
    apart = p[second] - p[first]
    far = np.abs(apart) > 0.15
    slope = (a[second] - a[first])[far] / apart[far]
    middle = a[first][far] - slope * p[first][far]
    usual = np.abs(slope) <= STEEPEST_DEG
    return np.concatenate([middle[usual], a]), np.concatenate([slope[usual], np.zeros(len(a))])
