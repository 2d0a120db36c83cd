"""Everybody in the pictures of a clip: collected while they pass, kept in a file."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from formcheck.pose.landmark_file import facts_in, write_whole
from formcheck.pose.wire import NO_ONE, VALUES, People
from formcheck.skeleton import LANDMARKS
from formcheck.types import Crowd, Frame, Pixels

VERSION: Final = 1
COLOURS: Final = 6
_DAMAGE: Final = (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error)

_AT = {name: k for k, name in enumerate(LANDMARKS)}
_TRUNK: Final = [_AT[n] for n in ("left_shoulder", "right_shoulder", "right_hip", "left_hip")]
_THIGHS: Final = [(_AT[f"{s}_hip"], _AT[f"{s}_knee"]) for s in ("left", "right")]
# where on the trunk (from shoulders to hips, from left to right) and on the thigh clothes are
# looked at: away from neck, arms and edges
_DOWN: Final = (0.3, 0.5, 0.7)
_ACROSS: Final = (0.35, 0.5, 0.65)
_ALONG: Final = (0.15, 0.3, 0.45)


class Looker(Protocol):
    """A network at work."""

    def look(self, pictures: Iterable[Pixels]) -> Iterator[People]:
        """The people in each picture, (people, 33, 8) each, in the order of the pictures."""


def collect(seen: Iterable[tuple[Frame, People]], size_px: tuple[int, int]) -> Crowd:
    """The crowd of frames that were looked at, in the order of time."""
    times: list[float] = []
    frame: list[npt.NDArray[np.int64]] = []
    poses: list[People] = []
    colours: list[npt.NDArray[np.float32]] = []
    for k, (picture, people) in enumerate(seen):
        times.append(picture.time_s)
        frame.append(np.full(len(people), k))
        poses.append(people)
        colours += [clothes(picture.rgb, pose)[None] for pose in people]
    none = np.empty((0, COLOURS), np.float32)
    return Crowd(
        np.concatenate([np.empty(0, np.int64), *frame]),
        np.concatenate([NO_ONE, *poses]),
        np.concatenate([none, *colours]),
        np.array(times),
        size_px,
    )


def with_more(crowd: Crowd, found: Iterable[tuple[int, People, npt.NDArray[np.float32]]]) -> Crowd:
    """The crowd with more people: row of the frame, poses, colours."""
    frame, poses, colours = [crowd.frame], [crowd.poses], [crowd.colours]
    for row, people, looks in found:
        frame.append(np.full(len(people), row))
        poses.append(people)
        colours.append(looks)
    frames = np.concatenate(frame)
    order = np.argsort(frames, kind="stable")
    return Crowd(
        frames[order],
        np.concatenate(poses)[order],
        np.concatenate(colours)[order],
        crowd.times_s,
        crowd.size_px,
    )


def clothes(rgb: Pixels, pose: People) -> npt.NDArray[np.float32]:
    """Colours of trunk and thighs, (6,), 0 to 255; NaN outside the picture."""
    corners = pose[_TRUNK, :2]
    trunk = [
        (1 - d) * ((1 - a) * corners[0] + a * corners[1])
        + d * ((1 - a) * corners[3] + a * corners[2])
        for d in _DOWN
        for a in _ACROSS
    ]
    thighs = [(1 - s) * pose[hip, :2] + s * pose[knee, :2] for hip, knee in _THIGHS for s in _ALONG]
    return np.concatenate([_colour(rgb, np.array(trunk)), _colour(rgb, np.array(thighs))])


def _colour(rgb: Pixels, points: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The median colour at some points, (3,)."""
    at = np.rint(points).astype(int)
    inside = ((at >= 0) & (at < [rgb.shape[1], rgb.shape[0]])).all(axis=1)
    if inside.sum() < len(points) / 2:
        return np.full(3, np.nan, np.float32)
    x, y = at[inside].T
    return np.asarray(np.median(rgb[y, x], axis=0), np.float32)


def save_crowd(crowd: Crowd, path: Path, **facts: float | str) -> None:
    """Write a crowd, and facts about the clip, so that a reader sees all of it or nothing."""
    arrays = {
        "crowd_version": VERSION, "frame": crowd.frame, "poses": crowd.poses,
        "colours": crowd.colours, "times_s": crowd.times_s, "size_px": crowd.size_px,
    }  # fmt: skip
    write_whole(path, arrays, facts, np.savez)


def load_crowd(path: Path) -> tuple[Crowd, dict[str, float | str]] | None:
    """The crowd and its facts; None for nothing, or nothing that can be read."""
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as saved:
            return _read(saved)
    except _DAMAGE:
        return None


def _read(saved: np.lib.npyio.NpzFile) -> tuple[Crowd, dict[str, float | str]]:
    if int(saved["crowd_version"]) != VERSION:
        raise ValueError("another version")
    width, height = (int(n) for n in saved["size_px"])
    poses = saved["poses"].reshape(-1, len(LANDMARKS), VALUES)
    crowd = Crowd(saved["frame"], poses, saved["colours"], saved["times_s"], (width, height))
    return crowd, facts_in(saved)
