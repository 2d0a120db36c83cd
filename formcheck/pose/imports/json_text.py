"""Reads JSON that somebody else wrote, and points out of it; says where it makes no sense."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from formcheck.pose.imports.layouts import LAYOUTS, LEFT_HIP, MIDHIP, RIGHT_HIP, Layout
from formcheck.pose.imports.nouns import Numbers, Sheet, TrackError, damaged
from formcheck.skeleton import LANDMARKS
from formcheck.types import Floats
from formcheck.types.said import Said

NEAR_MIDDLE: Final = 0.05  # of the height, by which a mid-hip may be off; chosen by us


def load(path: Path) -> Any:
    """What the file says.

    Raises
    ------
    TrackError : it is no JSON, or cannot be read
    """
    try:
        return json.loads(path.read_bytes())
    except json.JSONDecodeError as error:
        raise damaged(path, Said("line {n}", n=error.lineno), error.msg) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise damaged(path, Said("its beginning"), Said("it is no JSON text")) from error
    except OSError as error:
        raise TrackError(
            Said("Cannot read {path}: {why}.", path=path, why=error.strerror or error),
            Said("Check that it is there and may be read."),
        ) from error


def numbers(value: Any) -> Floats:
    """Numbers in lists, of one shape; null is NaN.

    Raises
    ------
    ValueError : something else stands among them
    """
    try:
        found = np.array(value, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError("not a list of numbers") from error
    return np.where(np.isfinite(found), found, np.nan)


def triples(value: Any, scores: Any = None) -> Floats:
    """Points of one person, (points, 3): x, y, confidence; from triples, flat or not, or pairs.

    Raises
    ------
    ValueError : they are neither

    >>> triples([1, 2, 0.5, 3, 4, 0.6]).shape, triples([[1, 2], [3, 4]], [0.5, 0.6]).shape
    ((2, 3), (2, 3))
    """
    found = numbers(value)
    if found.ndim == 1 and len(found) % 3 == 0:
        found = found.reshape(-1, 3)
    if found.ndim != 2 or found.shape[1] not in (2, 3):
        raise ValueError("points are not x, y, confidence")
    if scores is None:
        return found if found.shape[1] == 3 else np.insert(found, 2, 1.0, axis=1)
    confidence = numbers(scores).reshape(-1)
    if len(confidence) != len(found):
        raise ValueError(f"{len(found)} points, but {len(confidence)} confidences")
    return np.column_stack([found[:, :2], confidence])


def layout_of(path: Path, poses: Sequence[Floats]) -> Layout:
    """The layout that has so many points; of the two with 25, the one that these points fit.

    Raises
    ------
    TrackError : none does, or people have unlike numbers of points
    """
    sizes = sorted({len(pose) for pose in poses})
    hint = Said(
        "formcheck knows {names}.", names=", ".join(f"{la.name} ({la.size})" for la in LAYOUTS)
    )
    fitting = [layout for layout in LAYOUTS if sizes == [layout.size]]
    if len(sizes) > 1 or not fitting:
        told = ", ".join(map(str, sizes)) or "0"
        raise TrackError(
            Said("People in {name} have {n} points each.", name=path.name, n=told), hint
        )
    if len(fitting) == 1:
        return fitting[0]
    return fitting[0 if _has_mid_hip(np.stack(poses)) else 1]


def _has_mid_hip(poses: Floats) -> bool:
    """Whether the points of BODY_25 lie as they should: the ninth half-way between the hips."""
    there = np.where(poses[..., 2:] > 0, poses[..., :2], np.nan)
    off = there[:, MIDHIP] - (there[:, RIGHT_HIP] + there[:, LEFT_HIP]) / 2
    away, tall = np.hypot(*off.T), _tall(there[..., 1])
    seen = np.isfinite(away)
    return bool(seen.any() and np.median(away[seen]) < NEAR_MIDDLE * np.median(tall[seen]))


def _tall(y: Floats) -> Floats:
    """From the highest to the lowest point seen, (poses,); 0 where none is."""
    seen = np.isfinite(y)
    high = np.where(seen, y, np.inf).min(axis=1)
    low = np.where(seen, y, -np.inf).max(axis=1)
    return np.where(seen.any(axis=1), low - high, 0.0)


def sheet(path: Path, frame: Sequence[int], poses: Sequence[Floats], frames: Numbers) -> Sheet:
    """Poses in any known layout as a sheet; without confidence, or at 0,0, is not seen."""
    if not len(poses):
        raise TrackError(
            Said("Nobody is in {name}.", name=path.name),
            Said("Check that it is the right file, and that the runner was found."),
        )
    layout, all_poses = layout_of(path, poses), np.stack(poses)
    order = np.argsort(np.asarray(frame), kind="stable")
    columns = [LANDMARKS.index(name) for name in layout.places]
    found = all_poses[order][:, list(layout.places.values())]
    there = (found[..., 2] > 0) & ~(found[..., :2] == 0).all(axis=-1)
    xy = np.full((len(poses), len(LANDMARKS), 2), np.nan)
    seen = np.zeros((len(poses), len(LANDMARKS)))
    xy[:, columns] = np.where(there[..., None], found[..., :2], np.nan)
    seen[:, columns] = np.where(there, np.clip(found[..., 2], 0, 1), 0.0)
    return Sheet(layout.points, np.asarray(frame, np.int64)[order], xy, seen, frames)
