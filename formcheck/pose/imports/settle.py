"""From everybody in a file to one runner's track: pixels, moments, the one who is measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.pose.choice import Choice, choose_runner
from formcheck.pose.imports.near import with_near_side
from formcheck.pose.imports.nouns import Numbers, Sheet, TrackError
from formcheck.pose.wire import VALUES
from formcheck.skeleton import LANDMARKS
from formcheck.types import Crowd, Floats, Somebody, Track
from formcheck.types.said import Said

LEAST_SEEN: Final = 0.3  # from which on `clean` takes a landmark as seen
SPARSEST: Final = 20  # frames numbered for one that is there; more is no numbering; chosen by us
FEWEST_FRAMES: Final = 8
NEARLY_ALL: Final = 99.9  # percent of the points
SIDE_PX: Final = (16, 8192)  # of a picture that nobody knows the size of; chosen by us
FARTHEST_PX: Final = 1e5  # beyond it a point is no place in a picture; chosen by us
MARGIN_PX: Final = 20  # around all points, where nobody knows how large the picture is
RATE_KNOWN: Final = Said(
    "The file has no times: each frame was taken to be {fps:g} to a second, as asked for."
    " A phone's frames are not that even; the clip itself would give their true times."
)


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What the user adds to a file.

    `shown_s` and `size_px` are those of the clip that goes with it, where there is one.
    """

    fps: float | None = None
    size_px: tuple[int, int] | None = None
    shown_s: Floats | None = None
    person: int | None = None
    point: Sequence[float] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """One runner's track, who else is there, and what the user should know."""

    track: Track
    people: tuple[Somebody, ...]
    notes: tuple[str, ...]
    is_timed: bool


def settle(path: Path, sheet: Sheet, asked: Asked) -> Settled:
    """The runner's track on every frame from the first to the last.

    Raises
    ------
    TrackError : it needs a size or a rate that nobody gave, or is not of the clip
    SettingsError : there is no such person
    """
    sheet = _in_pixels(path, sheet, asked)
    frames, times_s, notes = _frames(path, sheet, asked)
    size_px = sheet.size_px or asked.size_px or _extent(sheet.xy)
    rows = np.searchsorted(frames, sheet.frame)
    mine, people, doubts = _chosen(sheet, rows, (times_s, size_px), asked)
    if len(mine) < FEWEST_FRAMES:
        raise TrackError(
            Said("The runner is in {n} frames of {name} only.", n=len(mine), name=path.name),
            Said("Give a track of ten seconds of running."),
        )
    track = _track(sheet, rows, mine, (times_s, size_px))
    track, about = with_near_side(track)
    if sheet.like is not None and len(sheet.like.times_s) == len(times_s):
        track = replace(track, pelvis=sheet.like.pelvis, camera=sheet.like.camera)
    is_timed = sheet.times_s is not None or asked.shown_s is not None
    return Settled(track, people, (*sheet.notes, *notes, *doubts, *about), is_timed)


def _in_pixels(path: Path, sheet: Sheet, asked: Asked) -> Sheet:
    """The same in pixels."""
    if sheet.unit == "px":
        near = (np.abs(sheet.xy) < FARTHEST_PX).all(axis=-1, keepdims=True)
        return replace(sheet, xy=np.where(near, sheet.xy, np.nan))
    size = asked.size_px or sheet.size_px
    if size is None:
        raise TrackError(
            Said("Places in {name} are shares of the picture's width and height.", name=path.name),
            Said("Give the size of the picture: --size 1280x720, or the clip: --video CLIP."),
        )
    depth = None if sheet.depth is None else sheet.depth * size[0]
    return replace(sheet, xy=sheet.xy * np.array(size), depth=depth, size_px=size, unit="px")


def _extent(xy: Floats) -> tuple[int, int]:
    """A picture that holds nearly all points: a single one far away makes no picture larger."""
    x, y = (side[np.isfinite(side)] for side in (xy[..., 0], xy[..., 1]))
    far = [float(np.percentile(side, NEARLY_ALL)) if len(side) else 0.0 for side in (x, y)]
    width, height = (int(np.clip(end + MARGIN_PX, *SIDE_PX)) for end in far)
    return width, height


def _frames(path: Path, sheet: Sheet, asked: Asked) -> tuple[Numbers, Floats, tuple[str, ...]]:
    """Numbers and moments of all frames from the first to the last, and what is odd about them."""
    there = sheet.frames
    first, last = int(there[0]), int(there[-1])
    if first < 0 or last - first + 1 > SPARSEST * len(there):
        raise TrackError(
            Said(
                "Frames of {name} are numbered {first} to {last}, but only {n} are there.",
                name=path.name,
                first=first,
                last=last,
                n=len(there),
            ),
            Said("Give all frames of the clip, numbered one after the other."),
        )
    if asked.shown_s is not None:
        return _of_clip(path, there, asked.shown_s)
    frames = np.arange(first, last + 1)
    notes = _holes(len(frames) - len(there))
    if sheet.times_s is not None:
        times_s = np.interp(frames, there, sheet.times_s)
        return frames, times_s - times_s[0], notes
    fps = asked.fps or sheet.fps
    if fps is None:
        raise TrackError(
            Said("{name} does not say how many frames a second it has.", name=path.name),
            Said(
                "Give the frame rate of the clip: formcheck analyze {name} --fps 60;"
                " or the clip itself: --video CLIP.",
                name=path.name,
            ),
        )
    told = Said(RATE_KNOWN.template, fps=fps)
    return frames, (frames - first) / fps, (told, *notes)


def _holes(n: int) -> tuple[str, ...]:
    if not n:
        return ()
    return (Said("{n} frames are missing in the file; nothing is seen in them.", n=n),)


def _of_clip(
    path: Path, there: Numbers, shown_s: Floats
) -> tuple[Numbers, Floats, tuple[str, ...]]:
    """All frames of the clip; numbers that begin at 1 are taken to be counted from 1."""
    base = 1 if there[0] == 1 and there[-1] >= len(shown_s) else 0
    if there[-1] - base >= len(shown_s):
        raise TrackError(
            Said(
                "{name} has a frame {last}, but the clip has {n} frames: it is another one.",
                name=path.name,
                last=int(there[-1]),
                n=len(shown_s),
            ),
            Said("Give the clip that the track was made from."),
        )
    missing = len(shown_s) - len(there)
    return np.arange(base, base + len(shown_s)), shown_s, _holes(missing)


def _chosen(
    sheet: Sheet, rows: Numbers, where: tuple[Floats, tuple[int, int]], asked: Asked
) -> tuple[list[int], tuple[Somebody, ...], tuple[str, ...]]:
    """Which poses are the runner's, everybody, and doubts; one alone needs no choice."""
    alone = len(np.unique(rows)) == len(rows)
    if alone and asked.person in (None, 1) and asked.point is None:
        return list(range(len(rows))), (), ()
    choice = _choice(sheet, rows, where, asked)
    return choice.person.rows, choice.people, choice.notes


def _choice(
    sheet: Sheet, rows: Numbers, where: tuple[Floats, tuple[int, int]], asked: Asked
) -> Choice:
    """The runner among them, by the rules that hold for clips; without colours."""
    times_s, size_px = where
    poses = np.zeros((len(rows), len(LANDMARKS), VALUES), np.float32)
    poses[..., :2] = _filled(sheet.xy)
    poses[..., 6] = poses[..., 7] = sheet.seen
    colours = np.full((len(rows), 6), np.nan, np.float32)
    crowd = Crowd(rows, poses, colours, times_s, size_px)
    return choose_runner(crowd, asked.person, asked.point)


def _filled(xy: Floats) -> Floats:
    """Points with those not seen in the middle of the others; only to tell who is who."""
    seen = np.isfinite(xy)
    count = np.maximum(seen.sum(axis=1), 1)
    middle = np.where(seen, xy, 0.0).sum(axis=1) / count
    return np.where(seen, xy, middle[:, None])


def _track(
    sheet: Sheet, rows: Numbers, mine: list[int], where: tuple[Floats, tuple[int, int]]
) -> Track:
    times_s, size_px = where
    at, shape = rows[mine], (len(times_s), len(LANDMARKS))

    def spread(values: Floats | None, fill: float, *more: int) -> Floats:
        out = np.full((*shape, *more), fill)
        if values is not None:
            out[at] = values[mine]
        return out

    seen = spread(sheet.seen, 0.0)
    return Track(
        xy=spread(sheet.xy, np.nan, 2),
        depth=spread(sheet.depth, 0.0),
        world=spread(sheet.world, np.nan, 3),
        visibility=seen,
        presence=np.where(seen >= LEAST_SEEN, 1.0, 0.0),
        times_s=np.asarray(times_s, np.float64),
        size_px=size_px,
        points=sheet.points,
    )
