"""From frames to everybody, and from everybody to the one runner: the order of the looks.

1. `everybody`: every frame as a whole, and tiles of some frames where nobody runs.
2. `choose_runner`: the runner among them.
3. `closely`: a second look at that one, enlarged; then doubtful frames are dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import tee
from typing import Final

import numpy as np

from formcheck.errors import NoRunnerError
from formcheck.pose.choice import Choice
from formcheck.pose.continuity import doubtful, hidden_spans
from formcheck.pose.crowd import Looker, collect
from formcheck.pose.second_look import look_again, sheet_of, track_of
from formcheck.pose.tiles import with_small_people
from formcheck.pose.wire import People
from formcheck.types import Crowd, Frame, Span, Track
from formcheck.types.said import Said

FEWEST_FRAMES: Final = 8

Frames = Callable[[], Iterable[Frame]]
Progress = Callable[[int], None]


def everybody(
    looker: Looker,
    frames: Frames,
    size_px: tuple[int, int],
    progress: Progress = lambda done: None,
) -> Crowd:
    """Everybody in a clip's frames.

    `frames` gives the clip's frames from the start, each time it is called; `progress`
    is told how many pictures have been looked at.

    Raises
    ------
    ModelError : the network or its library cannot be used
    """
    crowd = collect(_watched(looker, frames(), progress), size_px)
    return with_small_people(crowd, looker, frames, progress)


def closely(
    looker: Looker,
    frames: Frames,
    crowd: Crowd,
    choice: Choice,
    progress: Progress = lambda done: None,
) -> tuple[Track, tuple[Span, ...]]:
    """The runner's landmarks in every frame, and the spans (s) in which something hid them.

    NaN where the runner is not seen, and for landmarks outside the picture. `frames` may
    give larger pictures than the crowd was found in.

    Raises
    ------
    NoRunnerError : the runner is seen in too few frames
    """
    sheet = sheet_of(choice.person, crowd)
    n = len(crowd.times_s)
    look_again(sheet, choice.person, crowd, (looker, frames()), lambda k: progress(n + k))
    lost = doubtful(sheet, crowd.times_s)
    sheet.poses[lost] = np.nan
    if np.isfinite(sheet.poses[:, 0, 0]).sum() < FEWEST_FRAMES:
        raise NoRunnerError(
            Said("No running found: the runner is seen in too few pictures."),
            Said("Film one runner, whole body in the picture, for 10 to 30 seconds."),
        )
    return track_of(sheet, crowd.times_s, crowd.size_px), hidden_spans(lost, crowd.times_s)


def _watched(
    looker: Looker, frames: Iterable[Frame], progress: Progress
) -> Iterator[tuple[Frame, People]]:
    """Each frame with the people in it."""
    mine, theirs = tee(frames)
    for done, people in enumerate(looker.look(frame.rgb for frame in theirs), 1):
        yield next(mine), people
        progress(done)
