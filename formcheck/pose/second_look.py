"""The runner looked at again, enlarged: where missed, and everywhere when small.

The detector needs a person of 20-23 % of the picture's long side, and the landmarks of
a small one are exact only when the picture around the runner is cut out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import tee
from typing import Final

import numpy as np

from formcheck.pose.crowd import COLOURS, Looker, clothes
from formcheck.pose.people import (
    OFTEN,
    OTHER_CLOTHES,
    Person,
    centre,
    colours_apart,
    height,
    usual_colour,
)
from formcheck.pose.places import Place, worth_another_look
from formcheck.pose.wire import VALUES, People
from formcheck.skeleton import LANDMARKS
from formcheck.types import Bools, Crowd, Floats, Frame, Pixels, Track

NEAR: Final = 0.3  # body heights from where the runner should be
SIZE: Final = (0.6, 1.6)
SQUEEZED: Final = 0.05  # body heights from an edge; rendered runners enter and leave with 0.04
MOST_OUTSIDE: Final = 0.4  # of the landmarks; with more outside a rendered runner is 30 % off


@dataclass(slots=True)
class Sheet:
    """The runner's pose and clothes in every frame; NaN where not found.

    Attributes
    ----------
    poses : (frames, 33, 8)
    colours : (frames, 6)
    """

    poses: Floats
    colours: Floats


def sheet_of(runner: Person, crowd: Crowd) -> Sheet:
    """What the first look saw of the runner."""
    frames = len(crowd.times_s)
    sheet = Sheet(
        np.full((frames, len(LANDMARKS), VALUES), np.nan), np.full((frames, COLOURS), np.nan)
    )
    sheet.poses[runner.frames] = runner.poses
    sheet.colours[runner.frames] = crowd.colours[runner.rows]
    return sheet


def look_again(
    sheet: Sheet,
    runner: Person,
    crowd: Crowd,
    looking: tuple[Looker, Iterable[Frame]],
    progress: Callable[[int], None],
) -> None:
    """Put into the sheet what enlarged parts of the frames show of the runner.

    The frames may be larger than the crowd's, of the same clip in full detail.
    """
    looker, frames = looking
    again = worth_another_look(runner, crowd.times_s, crowd.size_px)
    if not again:
        return
    usual = usual_colour(sheet.colours)
    varying = np.median([colours_apart(usual, look) for look in sheet.colours[runner.frames]])
    allowed = max(OTHER_CLOTHES, OFTEN * float(varying))
    mine, theirs = tee(_wanted(frames, again))
    for people in looker.look(_part(f, again[f.index], crowd.size_px) for f in theirs):
        frame = next(mine)
        scale = frame.rgb.shape[1] / crowd.size_px[0]
        seen = _whole(people, again[frame.index], frame, scale)
        looks = np.array([clothes(frame.rgb, (p * scale).astype(np.float32)) for p in seen])
        same = [colours_apart(usual, look) <= allowed for look in looks]
        _improve(sheet, frame.index, (seen[same], looks[same]), again[frame.index])
        progress(frame.index)


def _wanted(frames: Iterable[Frame], again: dict[int, Place]) -> Iterator[Frame]:
    """The frames to look at again, in order."""
    last = max(again)
    for frame in frames:
        if frame.index in again:
            yield frame
        if frame.index >= last:
            return


def _size(frame: Frame) -> tuple[int, int]:
    return frame.rgb.shape[1], frame.rgb.shape[0]


def _part(frame: Frame, place: Place, size_px: tuple[int, int]) -> Pixels:
    """The part to enlarge."""
    scale = frame.rgb.shape[1] / size_px[0]
    return frame.rgb[place.times(scale).window(_size(frame))]


def _whole(people: People, place: Place, frame: Frame, scale: float) -> Floats:
    """People of a part, in pixels of the crowd's picture."""
    rows, columns = place.times(scale).window(_size(frame))
    moved = people.astype(float)
    moved[..., 0] += columns.start
    moved[..., 1] += rows.start
    moved[..., :3] /= scale
    return moved


def _improve(sheet: Sheet, row: int, seen: tuple[Floats, Floats], place: Place) -> None:
    """Put the runner of an enlarged part into the sheet; drop who is clearly somebody else.

    `seen` are the people of the part who wear the runner's clothes: poses and colours.
    """
    away = [_away(pose, place) for pose in seen[0]]
    best = int(np.argmin(away)) if away else 0
    if away and away[best] <= NEAR:
        sheet.poses[row], sheet.colours[row] = seen[0][best], seen[1][best]
    elif np.isfinite(sheet.poses[row, 0, 0]) and _away(sheet.poses[row], place) > NEAR:
        sheet.poses[row], sheet.colours[row] = np.nan, np.nan


def _away(pose: Floats, place: Place) -> float:
    """Body heights from the place; infinite for another size."""
    if not SIZE[0] <= height(pose) / place.height <= SIZE[1]:
        return float("inf")
    return float(np.hypot(*(centre(pose) - (place.x, place.y)))) / place.height


def _tall_px(poses: Floats) -> float:
    """The runner's usual height, px."""
    return float(np.median([height(pose) for pose in poses if np.isfinite(pose[0, 0])] or [0.0]))


def _not_in(xy: Floats, size_px: tuple[int, int], tall_px: float) -> Bools:
    """(frames, landmarks), not in the picture, or not to be believed to be in it."""
    from_sides = np.minimum(xy[..., 0], size_px[0] - xy[..., 0]) < SQUEEZED * tall_px
    from_ends = (xy[..., 1] < 0) | (xy[..., 1] >= size_px[1])
    out = np.asarray(from_sides | from_ends)
    out[out.mean(axis=1) > MOST_OUTSIDE] = True
    return out


def track_of(sheet: Sheet, times_s: Floats, size_px: tuple[int, int]) -> Track:
    """The runner's landmarks; those outside the picture are NaN.

    So are those very near its left or right edge, for a network squeezes into the picture
    what is not in it, and all of a frame in which most of the runner is outside.
    """
    poses = sheet.poses
    xy = poses[..., :2].copy()
    xy[_not_in(xy, size_px, _tall_px(poses))] = np.nan
    return Track(
        xy=xy,
        depth=poses[..., 2],
        world=poses[..., 3:6],
        visibility=np.nan_to_num(poses[..., 6]),
        presence=np.nan_to_num(poses[..., 7]),
        times_s=times_s,
        size_px=size_px,
    )
