"""Writes a track of our own as other systems would have written it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.pose.imports.layouts import BY_NAME
from formcheck.skeleton import LANDMARKS, SIDES
from formcheck.types import Floats, Track

PARTS = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "foot_index")
SPORTS2D = {"foot_index": "BigToe", "heel": "Heel"}


def poses(track: Track, layout: str) -> Floats:
    """(frames, points, 3) in that layout: x, y, confidence; 0 where not seen."""
    known = BY_NAME[layout]
    out = np.zeros((len(track.times_s), known.size, 3))
    for name, k in known.places.items():
        column = LANDMARKS.index(name)
        xy, sure = track.xy[:, column], track.visibility[:, column]
        there = np.isfinite(xy[:, 0]) & (track.presence[:, column] >= 0.5)
        out[there, k, :2] = xy[there]
        out[there, k, 2] = sure[there]
    if layout == "OpenPose BODY_25":
        out[:, 8] = (out[:, 9] + out[:, 12]) / 2
    return out


def openpose(track: Track, folder: Path, layout: str = "OpenPose BODY_25") -> Path:
    """A folder with a file for every frame."""
    folder.mkdir()
    for k, pose in enumerate(poses(track, layout)):
        people = [{"person_id": [-1], "pose_keypoints_2d": pose.ravel().tolist()}]
        name = f"clip_{k:012d}_keypoints.json"
        (folder / name).write_text(json.dumps({"version": 1.3, "people": people}))
    return folder


def mmpose(track: Track, path: Path, layout: str = "Halpe26") -> Path:
    """MMPose's `--save-predictions`."""
    info = [
        {
            "frame_id": k + 1,
            "instances": [
                {"keypoints": pose[:, :2].tolist(), "keypoint_scores": pose[:, 2].tolist()}
            ],
        }
        for k, pose in enumerate(poses(track, layout))
    ]
    path.write_text(json.dumps({"meta_info": {}, "instance_info": info}))
    return path


def alphapose(track: Track, path: Path, layout: str = "Halpe26") -> Path:
    """AlphaPose's results: one list of people, frames by the names of pictures."""
    told = [
        {"image_id": f"{k}.jpg", "category_id": 1, "keypoints": pose.ravel().tolist(), "idx": 1}
        for k, pose in enumerate(poses(track, layout))
    ]
    path.write_text(json.dumps(told))
    return path


def mediapipe(track: Track, path: Path, *, timed: bool = True, world: bool = True) -> Path:
    """A list of frames with landmarks as shares of the picture."""
    width, height = track.size_px
    frames = []
    for k in range(len(track.times_s)):
        if not np.isfinite(track.xy[k]).any():
            told: dict[str, Any] = {"landmarks": None}
        else:
            told = {"landmarks": [_point(track, k, j, width, height) for j in range(33)]}
            if world:
                there = np.nan_to_num(track.world[k]).tolist()
                told["world_landmarks"] = [dict(zip("xyz", xyz, strict=True)) for xyz in there]
        if timed:
            told["timestamp_ms"] = 1000 * float(track.times_s[k])
        frames.append(told)
    path.write_text(json.dumps(frames))
    return path


def _point(track: Track, k: int, j: int, width: int, height: int) -> dict[str, float | None]:
    x, y = track.xy[k, j]
    sure = float(track.visibility[k, j]) if track.presence[k, j] >= 0.5 else 0.0
    seen = bool(np.isfinite(x))
    return {
        "x": float(x / width) if seen else None,
        "y": float(y / height) if seen else None,
        "z": float(np.nan_to_num(track.depth[k, j]) / width),
        "visibility": sure,
    }


def marker(name: str) -> str:
    """As Sports2D calls it."""
    side, _, part = name.partition("_")
    if side not in SIDES:
        return name.title()
    return side[0].upper() + SPORTS2D.get(part, part.title())


def trc(
    track: Track, path: Path, *, m_per_px: float | None = None, near: str | None = None
) -> Path:
    """As Sports2D writes it: pixels with y down, or metres with y up; `m` in both headers."""
    names = ["nose", *(f"{side}_{part}" for side in SIDES for part in PARTS)]
    xyz = np.zeros((len(track.times_s), len(names), 3))
    for k, name in enumerate(names):
        column = LANDMARKS.index(name)
        hidden = (track.presence[:, column] < 0.5) | (track.visibility[:, column] < 0.3)
        xyz[:, k, :2] = np.where(hidden[:, None], np.nan, track[name])
        if near is not None and name != "nose":
            xyz[:, k, 2] = 0.1 if near in name else -0.1
    if m_per_px is not None:
        xyz[..., :2] = (xyz[..., :2] - 400.0) * m_per_px * np.array([1.0, -1.0])
    return written(path, [marker(name) for name in names], xyz, track.times_s)


def written(path: Path, markers: list[str], xyz: Floats, times_s: Floats) -> Path:
    """A TRC file in the layout of Sports2D's writer."""
    rate = round(1 / float(np.median(np.diff(times_s))), 3)
    lines = [
        f"PathFileType\t4\t(X/Y/Z)\t{path.name}",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame"
        "\tOrigNumFrames",
        f"{rate}\t{rate}\t{len(xyz)}\t{len(markers)}\tm\t{rate}\t0\t{len(xyz)}",
        "Frame#\tTime\t" + "\t\t\t".join(markers) + "\t\t\t",
        "\t\t" + "\t".join(f"X{k}\tY{k}\tZ{k}" for k in range(1, len(markers) + 1)),
    ]
    for k, row in enumerate(xyz):
        cells = ["" if np.isnan(v) else repr(float(v)) for v in row.ravel()]
        lines.append("\t".join([str(k), repr(float(times_s[k])), *cells]))
    path.write_text("\n".join(lines) + "\n")
    return path
