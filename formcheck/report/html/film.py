"""Makes the small film that the page plays: the clip with the skeleton, in real time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.report.drawing import scaled, sheet_of, skeleton
from formcheck.report.exporters import OpenWriter, See
from formcheck.report.marks import bar
from formcheck.types import Frame, Pixels, Study

LONGEST_SIDE_PX: Final = 640  # of a film on a page; a phone's screen is no taller in CSS pixels
# 15 s at 60 pictures a second: 12 s of a real clip take about a third of the 12 MB that a page
# may have, by us
MOST_FRAMES: Final = 900
ROOM: Final = 0.12  # of what the runner passes through, left around it; by us
WORTH_CUTTING: Final = 0.7  # of the picture; a part larger than that is not cut out; by us
SLOWEST_PER_S: Final = 50.0  # pictures a second of real time; fewer blur a landing; by us


@dataclass(frozen=True, slots=True)
class Reel:
    """Which rows of the track the film shows: from `first` to before `stop`, one of `every`."""

    first: int
    stop: int
    every: int

    def __contains__(self, row: int) -> bool:
        return self.first <= row < self.stop and (row - self.first) % self.every == 0


def reel(study: Study) -> Reel:
    """All of a clip of usual length; of a longer one what is in the middle of the running."""
    times_s = study.track.times_s
    n = len(times_s)
    if n <= MOST_FRAMES:
        return Reel(0, n, 1)
    per_s = 1.0 / float(np.median(np.diff(times_s)))
    every = min(ceil(n / MOST_FRAMES), max(1, int(per_s / SLOWEST_PER_S)))
    length = min(n, MOST_FRAMES * every)
    middle = int(np.searchsorted(times_s, sum(study.analysis.gait.steady_s) / 2))
    first = int(np.clip(middle - length // 2, 0, n - length))
    return Reel(first, first + length, every)


def span_s(study: Study, reel: Reel) -> tuple[float, float]:
    """The first and the last moment of the film, real time."""
    times_s = study.track.times_s[reel.first : reel.stop]
    return float(times_s[0]), float(times_s[-1])


@dataclass(frozen=True, slots=True)
class Window:
    """The part of every picture that the film shows, whole pixels, and how much smaller."""

    low: tuple[int, int]
    high: tuple[int, int]

    @property
    def scale(self) -> float:
        """Pixels of the film for one of the clip; 1 or less."""
        size = max(self.high[0] - self.low[0], self.high[1] - self.low[1])
        return min(1.0, LONGEST_SIDE_PX / size)


def window(study: Study) -> Window:
    """What the runner passes through, with some room; all of the picture where that is most."""
    size = np.array(study.track.size_px, dtype=float)
    points = study.track.xy[np.isfinite(study.track.xy).all(axis=2)]
    if not len(points):
        return Window((0, 0), study.track.size_px)
    low, high = np.percentile(points, [1, 99], axis=0)
    room = ROOM * float((high - low).max())
    low, high = np.clip(low - room, 0, size), np.clip(high + room, 0, size)
    if float(np.prod(high - low)) > WORTH_CUTTING * float(np.prod(size)) or (high - low).min() < 64:
        return Window((0, 0), study.track.size_px)
    return Window((int(low[0]), int(low[1])), (int(high[0]), int(high[1])))


@contextmanager
def film(study: Study, shown: Reel, open_writer: OpenWriter, path: Path) -> Iterator[See]:
    """A function to call with each row and frame; the film is complete at the end."""
    part = window(study)
    times_s = study.track.times_s
    with open_writer(path) as writer:

        def see(row: int, frame: Frame) -> None:
            if row in shown:
                since_s = float(times_s[row] - times_s[shown.first])
                writer.write(painted(study, row, frame.rgb, part), since_s)

        yield see


def painted(study: Study, row: int, rgb: Pixels, part: Window) -> Pixels:
    """A new, smaller picture with the skeleton and a bar under each foot that is down."""
    pixels = scaled(rgb[part.low[1] : part.high[1], part.low[0] : part.high[0]], part.scale)
    sheet = sheet_of(study, row, pixels, np.array(part.low, dtype=float), part.scale)
    skeleton(sheet, study.analysis.gait.near_side)
    time_s = float(study.track.times_s[row])
    for contact in study.analysis.gait.contacts:
        if contact.off_s is not None and contact.strike_s <= time_s < contact.off_s:
            bar(sheet, contact)
    return pixels
