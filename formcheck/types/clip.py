"""A clip and what its pictures are: source, frame, time base."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from formcheck.types.words import Pixels


@dataclass(frozen=True, slots=True)
class Capture:
    """How fast the camera filmed, as the container says it.

    Attributes
    ----------
    fps : pictures filmed in a second of real time
    tag : where the container says so, as it is called there
    """

    fps: float
    tag: str


@dataclass(frozen=True, slots=True)
class Filmed:
    """On which day a clip was filmed, as the container says it.

    Attributes
    ----------
    day : a date as in 2026-11-27; where the container keeps world time, that of Greenwich
    tag : where the container says so, as it is called there
    """

    day: str
    tag: str


@dataclass(frozen=True, slots=True)
class Source:
    """A clip that can be read: what its container says before any decoding.

    Attributes
    ----------
    width, height : px, upright and with square pixels, as `Frame.rgb` has them
    full_width, full_height : the same before large pictures are made smaller; None is
        as `width` and `height`
    is_interlaced : each stored picture holds two moments, and gives two frames
    every : one of so many pictures is looked at, from the first
    rotation_deg : by how much the stored pictures are turned clockwise to be upright
    fps_nominal : what the container claims, frames per second; None when it says nothing
    expected_frames : how many frames the container promises; None when it says nothing
    zero_s : the container's time of the first picture; None when pictures carry no times
    duration_s : how long the container says it plays; None when it says nothing
    part_s : start and end of the part to read, seconds since the first picture; None is all
    capture : how fast the camera filmed; None when the container does not say
    warnings : what is odd about the times in the container, one sentence each
    filmed : the day of filming; None when the container does not say
    has_pictures : whether it is a clip; else a pose track without one
    pictures : of a pose track, the clip it was made from
    """

    path: Path
    sha256: str
    width: int
    height: int
    rotation_deg: int
    fps_nominal: float | None
    expected_frames: int | None
    zero_s: Fraction | None = None
    duration_s: float | None = None
    part_s: tuple[float, float] | None = None
    capture: Capture | None = None
    warnings: tuple[str, ...] = ()
    full_width: int | None = None
    full_height: int | None = None
    is_interlaced: bool = False
    every: int = 1
    filmed: Filmed | None = None
    has_pictures: bool = True
    pictures: Source | None = None

    @property
    def stored_width(self) -> int:
        """Px of the upright picture as stored, with square pixels: what a player shows."""
        return self.full_width or self.width

    @property
    def stored_height(self) -> int:
        """The same from top to bottom."""
        return self.full_height or self.height

    @property
    def shrink(self) -> float:
        """Px of `Frame.rgb` for one px of the picture as stored; 1 or less."""
        return self.width / self.stored_width


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture: upright, square pixels.

    Attributes
    ----------
    time_s : seconds since the first picture, by the container's own timestamps
    rgb : (height, width, 3), 0 to 255, C-contiguous
    """

    index: int
    time_s: float
    rgb: Pixels


@dataclass(frozen=True, slots=True)
class SlowMotion:
    """How many times slower than life the clip plays, and how that is known.

    Attributes
    ----------
    reason : what was found and what it did to the numbers, in plain words
    rivals : other factors that would be plausible too; empty where the factor is sure
    warning : what whoever reads the numbers must know before; None where all is well
    part_s : the only part of the clip that plays at this speed and is measured, seconds of
        the container's time; None is all
    """

    factor: float = 1.0
    how: Literal["given", "container", "plausibility", "none"] = "none"
    reason: str = ""
    rivals: tuple[float, ...] = ()
    warning: str | None = None
    part_s: tuple[float, float] | None = None

    @property
    def doubt(self) -> float:
        """By how much times would differ at the rival furthest away, as a share of them."""
        return max((abs(rival / self.factor - 1) for rival in self.rivals), default=0.0)


@dataclass(frozen=True, slots=True)
class TimeBase:
    """What was found out about the times of the pictures.

    Rates are of the container's time, moments and lengths in seconds of real time.

    Attributes
    ----------
    fps : the usual rate, pictures a second; gaps and lost pictures do not count
    fps_range : the slowest and the fastest rate between neighbours, gaps left out
    capture : how fast the camera filmed, where the container says so
    repeated : pictures left out for showing the one before once more
    gaps_s : start and length of each gap that nothing is measured across
    warnings : what is odd about the times, one sentence each
    """

    fps: float
    fps_range: tuple[float, float]
    capture: Capture | None = None
    repeated: int = 0
    gaps_s: tuple[tuple[float, float], ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clip:
    """What was read: size after rotation, time base, what was odd about it.

    `fps_nominal` is what the container claims of playback; `fps_effective` is
    frames per second of real time, from the timestamps and the slow-motion factor.
    `part_s` is the part that was looked at, seconds of the container's time; None is all;
    `part_how` says who chose it. Frames and duration are then those of the part.
    `filmed_on` is the day of filming, as in 2026-11-27, and `filmed_tag` where the container
    says so; None where it does not.
    """

    name: str
    sha256: str
    width: int
    height: int
    frames: int
    duration_s: float
    fps_nominal: float | None
    fps_effective: float
    variable_rate: bool
    rotation_deg: int
    slow_motion: SlowMotion = SlowMotion()
    warnings: tuple[str, ...] = ()
    part_s: tuple[float, float] | None = None
    part_how: Literal["whole", "given", "surveyed"] = "whole"
    time_base: TimeBase | None = None
    filmed_on: str | None = None
    filmed_tag: str | None = None
