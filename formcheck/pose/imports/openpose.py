"""A folder of OpenPose files, one JSON file a frame, as OpenPose and Pose2Sim write them.

    monday_000000000000_keypoints.json   {"people": [{"pose_keypoints_2d": [x, y, c, ...]}, ...]}

Frames are counted by the numbers in the names. Points at 0,0 were not found.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from formcheck.pose.imports.json_text import load, sheet, triples
from formcheck.pose.imports.nouns import Progress, Sheet, TrackError, damaged
from formcheck.types import Floats
from formcheck.types.said import Said

POINTS: Final = "pose_keypoints_2d"
_NUMBER: Final = re.compile(r"(\d+)(?:_keypoints)?$")
SHARE: Final = 1.5  # larger numbers are pixels: shares go to 1, and a little beyond the picture


def is_openpose(path: Path, start: bytes) -> bool:
    """Whether it is a folder whose first JSON file has people with points as OpenPose has."""
    return path.is_dir() and b'"people"' in start and b'"schema"' not in start


def files_in(folder: Path) -> dict[int, Path]:
    """The JSON files by frame, as their names number them.

    Raises
    ------
    TrackError : a name has no number, or two files have the same
    """
    found: dict[int, Path] = {}
    for path in sorted(folder.glob("*.json")):
        number = _NUMBER.search(path.stem)
        if number is None:
            raise damaged(path, Said("its name"), Said("it has no frame number"))
        frame = int(number[1])
        if frame in found:
            raise TrackError(
                Said(
                    "{folder} has two files for frame {number}: {one} and {other}.",
                    folder=folder.name,
                    number=frame,
                    one=found[frame].name,
                    other=path.name,
                ),
                Said("Put the files of each clip in a folder of its own."),
            )
        found[frame] = path
    return dict(sorted(found.items()))


def read_openpose(folder: Path, progress: Progress) -> Sheet:
    """Everybody in every frame.

    Raises
    ------
    TrackError : a file is damaged, or has points that no known layout has
    """
    files = files_in(folder)
    frame, poses = [], []
    for done, (number, path) in enumerate(files.items(), 1):
        for person in _people(path):
            frame.append(number)
            poses.append(person)
        progress(done, len(files))
    found = sheet(folder, frame, poses, np.array(list(files), np.int64))
    seen = np.isfinite(found.xy)
    if np.abs(found.xy[seen]).max(initial=0.0) > SHARE:
        return found
    if found.xy[seen].min(initial=0.0) < -SHARE / 10:  # from -1 to 1
        return replace(found, xy=(found.xy + 1) / 2, unit="share")
    return replace(found, unit="share")


def _people(path: Path) -> list[Floats]:
    told: Any = load(path)
    try:
        return [triples(person[POINTS]) for person in told["people"] if person[POINTS]]
    except (KeyError, TypeError, ValueError) as error:
        why = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise damaged(path, Said("its people"), why) from error
