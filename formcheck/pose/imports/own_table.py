"""formcheck's own table of landmarks, `landmarks.csv`: one row a frame and landmark."""

from __future__ import annotations

import csv
from itertools import groupby
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.pose.imports.nouns import Progress, Sheet, TrackError, damaged
from formcheck.skeleton import LANDMARKS
from formcheck.types import PointSet
from formcheck.types.said import Said

COLUMNS: Final = ("frame", "clip_time_s", "landmark", "raw_x_px", "raw_y_px", "visibility")
TAKEN_AS_OURS: Final = Said("The table does not say whose points it has; BlazePose's were assumed.")


def is_own_table(path: Path, start: bytes) -> bool:
    """Whether its first line names our columns."""
    head = start.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    return path.is_file() and all(name.encode() in head for name in COLUMNS)


def read_own_table(path: Path, progress: Progress) -> Sheet:
    """The runner in every frame.

    Raises
    ------
    TrackError : it cannot be read, or a row makes no sense
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TrackError(
            Said("Cannot read {path}: {why}.", path=path, why=error),
            Said("Check that it is there and may be read."),
        ) from error
    frames, times, xy, seen = [], [], [], []
    for line, (_, group) in enumerate(groupby(rows, key=lambda row: row["frame"])):
        place, sure = np.full((len(LANDMARKS), 2), np.nan), np.zeros(len(LANDMARKS))
        for row in group:
            try:
                k = LANDMARKS.index(str(row["landmark"]))
                place[k] = [_number(row["raw_x_px"]), _number(row["raw_y_px"])]
                sure[k] = np.nan_to_num(_number(row["visibility"]))
                moment = float(row["clip_time_s"])
            except (TypeError, ValueError, KeyError) as error:
                raise damaged(path, Said("frame {n}", n=row.get("frame")), str(error)) from error
        frames.append(line)
        times.append(moment)
        xy.append(place)
        seen.append(sure)
        progress(line + 1, None)
    if not frames:
        raise damaged(path, Said("line {n}", n=2), Said("it has no frames"))
    back = np.flatnonzero(~(np.diff(times) > 0))
    if len(back):
        raise damaged(
            path, Said("frame {n}", n=int(back[0]) + 1), Said("its time is no later than the last")
        )
    return Sheet(
        points=PointSet(has_depth=False),
        frame=np.array(frames, np.int64),
        xy=np.stack(xy),
        seen=np.stack(seen),
        frames=np.array(frames, np.int64),
        times_s=np.array(times),
        notes=(TAKEN_AS_OURS,),
    )


def _number(text: str | None) -> float:
    return float(text) if text else float("nan")
