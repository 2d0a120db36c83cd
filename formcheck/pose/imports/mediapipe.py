"""MediaPipe's 33 landmarks in one JSON file, frame by frame, as people save them.

    [{"timestamp_ms": 33, "landmarks": [{"x": 0.5, "y": 0.4, "z": -0.1, "visibility": 0.9}, ...]},
     ...]                                   or only the lists of 33, or {"frames": [...], "fps": 30}

Places are shares of width and height, so the size of the picture is needed. A frame without
anybody has no landmarks, or null. These are BlazePose's points, and corrected as formcheck's own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np

from formcheck.pose.imports.json_text import load, numbers
from formcheck.pose.imports.nouns import Progress, Sheet, TrackError, damaged
from formcheck.skeleton import LANDMARKS
from formcheck.types import BLAZEPOSE, Floats
from formcheck.types.said import Said

_LANDMARKS: Final = (
    "landmarks", "pose_landmarks", "poseLandmarks", "image_landmarks", "pose", "keypoints",
)  # fmt: skip
_WORLD: Final = (
    "world_landmarks", "pose_world_landmarks", "poseWorldLandmarks", "worldLandmarks",
)  # fmt: skip
_FRAMES: Final = ("frames", "results", "data")
_NUMBER: Final = ("frame", "frame_id", "frame_index", "frame_number", "frameNumber")
# what a moment may be called, and how many of it are a second; None: told by its steps
_TIMES: Final[dict[str, float | None]] = {
    "timestamp_ms": 1e3, "timestampMs": 1e3, "time_ms": 1e3, "time_s": 1.0, "timestamp_s": 1.0,
    "timestamp_us": 1e6, "timestamp": None, "time": None,
}  # fmt: skip
_PIXELS: Final = 4.0  # larger places are pixels; shares beyond the picture stay well below; by us
SMOOTHED: Final = Said(
    "MediaPipe smooths landmarks in its video mode, which makes them late by up to a few"
    " hundredths of a second; switch its smoothing off for exact moments of landing."
)


def is_mediapipe(path: Path, start: bytes) -> bool:
    """Whether it is a JSON file of landmarks with x, y and visibility or depth."""
    if not path.is_file() or start.lstrip()[:1] not in (b"[", b"{"):
        return False
    named = b'"x"' in start and (b'"visibility"' in start or b'"z"' in start)
    return named or any(f'"{key}"'.encode() in start for key in _LANDMARKS[:4])


def read_mediapipe(path: Path, progress: Progress) -> Sheet:
    """The landmarks of every frame.

    Raises
    ------
    TrackError : the file is damaged, or has other than 33 landmarks
    """
    told = load(path)
    about: dict[str, Any] = told if isinstance(told, dict) else {}
    items = next((about[key] for key in _FRAMES if key in about), told)
    if not isinstance(items, list) or not items:
        raise damaged(path, Said("its beginning"), Said("no list of frames"))
    found: list[tuple[int, Floats, Floats | None]] = []
    frames: list[int] = []
    for row, item in enumerate(items):
        number = _number(item, row)
        frames.append(number)
        try:
            found += [(number, *one) for one in _people(item)]
        except (KeyError, TypeError, ValueError) as error:
            why = f"no {error}" if isinstance(error, KeyError) else str(error)
            raise damaged(path, Said("frame {n}", n=number), why) from error
        progress(row + 1, len(items))
    if not found:
        raise TrackError(
            Said("Nobody is in {name}.", name=path.name),
            Said("Check that it is the right file, and that the runner was found."),
        )
    return _sheet(path, found, frames, (about, items))


def _sheet(
    path: Path,
    found: list[tuple[int, Floats, Floats | None]],
    frames: list[int],
    told: tuple[dict[str, Any], list[Any]],
) -> Sheet:
    about, items = told
    order = np.argsort([number for number, _, _ in found], kind="stable").tolist()
    poses = np.stack([found[k][1] for k in order])
    worlds = [found[k][2] for k in order]
    unseen = np.full((len(LANDMARKS), 3), np.nan)
    known = any(world is not None for world in worlds)
    pixels = np.nanmax(np.abs(poses[..., :2]), initial=0.0) > _PIXELS
    numbers_, rows = np.unique(np.array(frames, np.int64), return_index=True)
    return Sheet(
        points=BLAZEPOSE if known else _WITHOUT_WORLD,
        frame=np.array([found[k][0] for k in order], np.int64),
        xy=poses[..., :2],
        seen=np.clip(np.nan_to_num(poses[..., 3]), 0, 1),
        frames=numbers_,
        times_s=_times_s(path, [items[k] for k in rows.tolist()]),
        depth=poses[..., 2] if np.isfinite(poses[..., 2]).any() else None,
        world=np.stack([unseen if w is None else w for w in worlds]) if known else None,
        fps=_positive(about.get("fps")),
        size_px=_size(about),
        unit="px" if pixels else "share",
        notes=(SMOOTHED,),
    )


_WITHOUT_WORLD: Final = type(BLAZEPOSE)("BlazePose", has_depth=False)


def _number(item: Any, row: int) -> int:
    named = next((item[k] for k in _NUMBER if k in item), row) if isinstance(item, dict) else row
    return named if isinstance(named, int) else row


def _people(item: Any) -> list[tuple[Floats, Floats | None]]:
    """Landmarks, (33, 4), and world landmarks, (33, 3) or None, of everybody in a frame."""
    world = None
    if isinstance(item, dict):
        world = next((item[key] for key in _WORLD if item.get(key)), None)
        item = next((item[key] for key in _LANDMARKS if key in item), None)
    if not item:
        return []
    if not isinstance(item, list):
        raise ValueError("landmarks are no list")
    if len(item) == len(LANDMARKS):
        item, world = [item], None if world is None else _listed(world)
    worlds = world or [None] * len(item)
    return [
        (_landmarks(one), None if there is None else _landmarks(there)[:, :3])
        for one, there in zip(item, worlds, strict=True)
    ]


def _listed(world: Any) -> list[Any]:
    return [world] if len(world) == len(LANDMARKS) else list(world)


def _landmarks(one: Any) -> Floats:
    """x, y, z, visibility of one person, (33, 4)."""
    if not isinstance(one, list) or len(one) != len(LANDMARKS):
        raise ValueError(f"{len(one)} landmarks, {len(LANDMARKS)} expected")
    rows = [
        [point["x"], point["y"], point.get("z"), point.get("visibility", 1.0)]
        if isinstance(point, dict)
        else [*point[:2], *(list(point[2:4]) + [None, 1.0][len(point) - 2 :])][:4]
        for point in one
    ]
    return numbers(rows)


def _times_s(path: Path, items: list[Any]) -> Floats | None:
    """Seconds of each frame; None where not all have a moment."""
    for key, per_s in _TIMES.items():
        if not all(isinstance(item, dict) and key in item for item in items):
            continue
        moments = numbers([item[key] for item in items])
        steps = np.diff(moments)
        bad = np.flatnonzero(~(steps > 0))
        if len(bad):
            raise damaged(
                path,
                Said("frame {n}", n=int(bad[0]) + 2),
                Said("its time is no later than the last"),
            )
        usual = float(np.median(steps)) if len(steps) else 1.0
        return moments / (per_s or (1.0 if usual < 1 else 1e3 if usual < 1e3 else 1e6))
    return None


def _positive(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and value > 0 else None


def _size(about: dict[str, Any]) -> tuple[int, int] | None:
    width, height = (_positive(about.get(key)) for key in ("width", "height"))
    return None if width is None or height is None else (int(width), int(height))
