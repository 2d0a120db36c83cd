"""Finds pictures that show the one before once more, as conversions and busy phones put in.

    shown      A B C D D E F G H H     24 filmed, 30 shown
    change     . 9 8 9 0 9 8 9 9 0     of the parts that change most, grey levels

A runner moves in every picture, so one in which nothing moves, between others in which
something does, was not filmed. Where nothing moves for long, nobody runs, and pictures are
left alone.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from av import VideoFrame

from formcheck.types.said import Said

# All limits chosen by us, between rendered and filmed runners and copies compressed at the
# qualities of phones: docs/time.md has the figures.
SAMPLES: Final = 240  # along the longer side: 8 px of a 1080p one, a few of a runner's foot
BLOCK: Final = 4  # samples; their mean change forgets the noise of compression
BUSY_SHARE: Final = 0.02  # of the blocks: those that change most; a small runner is a few percent
COPY: Final = 0.2  # of the usual change
DROP: Final = 0.3  # of the last change that was none: who comes or goes does so little by little
LEAST_CHANGE: Final = 2.0  # grey levels; where less is usual, nothing moves
MEMORY: Final = 24  # changes that say what is usual
MOVING: Final = 80  # percentile of them: at most four in five may be copies, 15 shown at 60 as well
MOST_COPIES: Final = 4  # one after the other
AHEAD: Final = 6  # pictures: one filmed one and its four copies, and the next

Grey = npt.NDArray[np.int16]
_COUNT: Final = re.compile(r"Repeated pictures left out: (\d+)\b")


@dataclass(slots=True)
class Repeats:
    """What is known of the pictures so far.

    `n_left_out` counts all that are to be left out, `n_repeated` those known to be copies:
    something moved again after them.
    """

    n_left_out: int = 0
    n_repeated: int = 0
    _before: Grey | None = None
    _changes: deque[float] = field(default_factory=lambda: deque(maxlen=MEMORY))
    _in_a_row: int = 0
    _last_lively: float = 0.0

    def begin(self, moments: Iterable[VideoFrame]) -> Iterator[VideoFrame]:
        """The same pictures; the first few are looked at ahead, to know what is usual."""
        waiting = iter(moments)
        first = list(islice(waiting, AHEAD))
        changes = (_change(_sampled(a), _sampled(b)) for a, b in pairwise(first))
        self._changes.extend(change for change in changes if change is not None)
        lively = [change for change in self._changes if change >= COPY * self._usual()]
        self._last_lively = min(lively, default=0.0)
        return chain(first, waiting)

    def shows_again(self, picture: VideoFrame) -> bool:
        """Whether the picture is a copy of the one before, and to be left out."""
        grey = _sampled(picture)
        change = _change(self._before, grey)
        self._before = grey
        if change is None:
            return False
        quiet = self._is_quiet(change)
        self._changes.append(change)
        if not quiet:
            self.n_repeated += self._in_a_row if self._in_a_row <= MOST_COPIES else 0
            self._in_a_row, self._last_lively = 0, change
            return False
        self._in_a_row += 1
        left_out = self._in_a_row <= MOST_COPIES
        self.n_left_out += left_out
        return left_out

    def _is_quiet(self, change: float) -> bool:
        """Whether all at once much less changes than usual, in a film in which something moves."""
        usual = self._usual()
        if usual < LEAST_CHANGE or len(self._changes) < 2:
            return False
        return change < min(COPY * usual, DROP * self._last_lively)

    def _usual(self) -> float:
        if not self._changes:
            return 0.0
        return float(np.percentile(self._changes, MOVING, method="higher"))


def said(n_repeated: int, n_kept: int, length_s: float) -> list[str]:
    """The note on them, none without any; `count_in` reads the number back out of it.

    >>> said(60, 240, 10.0)
    ['Repeated pictures left out: 60 of 300; 24 pictures a second remain.']
    """
    if not n_repeated:
        return []
    remain = (
        Said("; {rate:.3g} pictures a second remain", rate=n_kept / length_s)
        if length_s > 0
        else ""
    )
    return [
        Said(
            "Repeated pictures left out: {n} of {total}{remain}.",
            n=n_repeated,
            total=n_repeated + n_kept,
            remain=remain,
        )
    ]


def count_in(notes: Sequence[str]) -> int:
    """How many pictures the notes say were left out as copies.

    Notes are what is kept of the reading beside landmarks seen before.

    >>> count_in(["The file is damaged.", *said(60, 240, 10.0)]), count_in([])
    (60, 0)
    """
    found = (_COUNT.match(note) for note in notes)
    return sum(int(match[1]) for match in found if match)


def _change(before: Grey | None, now: Grey) -> float | None:
    """Mean change of the blocks that change most, grey levels; None for another size."""
    if before is None or before.shape != now.shape or min(now.shape) < BLOCK:
        return None
    height, width = (side - side % BLOCK for side in now.shape)
    away = np.abs(now - before)[:height, :width]
    blocks = away.reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK).mean(axis=(1, 3)).ravel()
    busy = max(1, round(BUSY_SHARE * len(blocks)))
    return float(np.partition(blocks, len(blocks) - busy)[-busy:].mean())


def _sampled(picture: VideoFrame) -> Grey:
    """Brightness (of whatever the first plane holds) at a grid of points, 0 to 255."""
    plane, part = picture.planes[0], picture.format.components[0]
    deep = part.bits > 8
    stored: Any = plane  # PyAV's planes have the buffer protocol, which their types do not say
    rows = np.frombuffer(stored, np.uint8)
    rows = rows[: plane.line_size * plane.height].reshape(plane.height, plane.line_size)
    kind: Any = np.dtype("<u2") if deep else np.uint8
    values = np.ascontiguousarray(rows).view(kind) if deep else rows
    step = max(1, max(plane.width, plane.height) // SAMPLES)
    grey = values[::step, : plane.width : step].astype(np.int32)
    if deep:  # P010 keeps its bits at the upper end
        is_upper = grey.size > 0 and int(grey.max()) >= 1 << part.bits
        grey = grey >> (8 if is_upper else part.bits - 8)
    return np.asarray(grey, dtype=np.int16)
