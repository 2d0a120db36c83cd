"""What a pose track of another system holds, before times and one runner are settled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from formcheck.errors import SettingsError
from formcheck.types import Floats, PointSet, Track
from formcheck.types.said import Said

Numbers = npt.NDArray[np.int64]
Progress = Callable[[int, int | None], None]


class TrackError(SettingsError):
    """A pose track cannot be read."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """Everybody in a file, pose by pose.

    Attributes
    ----------
    points : whose points they are
    frame : (poses,), the frame each pose belongs to, as the file numbers them, never falling
    xy : (poses, landmarks, 2), px, or shares of width and height; y grows down; NaN is not seen
    seen : (poses, landmarks), 0 to 1; from 0.3 a landmark counts as seen
    depth : (poses, landmarks), as `xy` (shares are of the width), smaller is nearer; None: unknown
    world : (poses, landmarks, 3), metres from the mid-hip; None where the file has none
    frames : (frames,), numbers of all frames that the file speaks of, growing
    times_s : (frames,), when each was shown; None where the file does not say
    fps : frames a second as the file has it; None where it does not say
    size_px : width and height of the picture; None where the file does not say
    unit : of `xy`
    m_per_px, m_cv : metres a pixel and its standard error as a share, where the file is in metres
    roll_deg, roll_sd_deg : the camera's roll, and how far off it may be
    like : the same as a track, where the file holds one, for what else it knows
    notes : what whoever reads the numbers should know
    """

    points: PointSet
    frame: Numbers
    xy: Floats
    seen: Floats
    frames: Numbers
    times_s: Floats | None = None
    depth: Floats | None = None
    world: Floats | None = None
    fps: float | None = None
    size_px: tuple[int, int] | None = None
    unit: Literal["px", "share"] = "px"
    m_per_px: float | None = None
    m_cv: float = 0.0
    roll_deg: float = 0.0
    roll_sd_deg: float = 3.0
    like: Track | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Importer:
    """One row of the table: a system, how its files are known, how they are read.

    `sniff` gets the path and the first bytes (of a folder: those of its first JSON file).
    """

    name: str
    label: str
    sniff: Callable[[Path, bytes], bool]
    read: Callable[[Path, Progress], Sheet]


def damaged(path: Path, where: str, why: str) -> TrackError:
    """The error for a file of which a line or frame makes no sense."""
    return TrackError(
        Said("{name} is damaged at {where}: {why}.", name=path.name, where=where, why=why),
        Said("Write the file again with the program that made it."),
    )
