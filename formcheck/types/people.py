"""Everybody in the pictures of a clip, and what is told about each of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from formcheck.types.words import Floats

Doing = Literal["runs", "walks", "stands", "moves", "unclear"]
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person found in a clip.

    Attributes
    ----------
    number : from 1, counted from the left of the picture to the right
    does : a rough word; "unclear" where too few pictures were looked at
    share : of the pictures looked at, those in which the person was found, 0 to 1
    height_px : of the body standing, about
    box_px : left, top, width, height around the person at `box_s`
    seen_s : from the first to the last sight, seconds since the first picture
    is_measured : whether the numbers of the analysis are this person's
    why : why this one is measured, or is not
    hidden_s : from when to when somebody or something hid the one who is measured
    """

    number: int
    does: Doing
    share: float
    height_px: float
    box_px: tuple[float, float, float, float]
    box_s: float
    seen_s: Span
    is_measured: bool
    why: str
    hidden_s: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody a network found, picture by picture, in flat arrays.

    Attributes
    ----------
    frame : (poses,), which row of `times_s` each pose belongs to, never falling
    poses : (poses, landmarks, 8), x, y, depth in px, world x, y, z in m, visibility, presence
    colours : (poses, 6), red, green, blue of the trunk's clothes and of the thighs', 0 to 255;
        NaN where they lie outside the picture
    times_s : (frames,), when each picture that was looked at was shown
    size_px : width and height of the picture
    """

    frame: npt.NDArray[np.int64]
    poses: npt.NDArray[np.float32]
    colours: npt.NDArray[np.float32]
    times_s: Floats
    size_px: tuple[int, int]

    def __post_init__(self) -> None:
        """Refuse arrays that do not belong together."""
        if not len(self.frame) == len(self.poses) == len(self.colours):
            raise ValueError("frame, poses and colours must be equally long")
        if np.any(np.diff(self.frame) < 0):
            raise ValueError("frame must never fall")

    def by_frame(self) -> list[npt.NDArray[np.float32]]:
        """The poses of each frame, (people, landmarks, 8), without copying them."""
        edges = np.searchsorted(self.frame, np.arange(1, len(self.times_s)))
        return np.split(self.poses, edges)


def lived(one: Somebody, factor: float) -> Somebody:
    """The same with moments in real time, as everything in an analysis."""
    seen, hidden = one.seen_s, one.hidden_s
    return replace(
        one,
        box_s=one.box_s / factor,
        seen_s=(seen[0] / factor, seen[1] / factor),
        hidden_s=tuple((a / factor, b / factor) for a, b in hidden),
    )
