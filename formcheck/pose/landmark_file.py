"""Landmarks in a file: written once, read in milliseconds, no network needed."""

from __future__ import annotations

import json
import tokenize
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np

from formcheck.errors import SettingsError
from formcheck.types import BLAZEPOSE, CameraPath, PelvisTilt, PointSet, Track
from formcheck.types.said import Said

VERSION: Final = 1
# Raise this when formcheck/picture gives other numbers for the same clip; older ones are
# then left out, as if the pictures had not been asked.
PELVIS_VERSION: Final = 2
CAMERA_VERSION: Final = 1
_ARRAYS: Final = ("xy", "depth", "world", "visibility", "presence", "times_s")
# What numpy and zip say of files that are damaged, or no .npz at all.
_DAMAGE: Final = (
    OSError, EOFError, ValueError, KeyError, TypeError, RuntimeError, SyntaxError,
    OverflowError, MemoryError, zipfile.BadZipFile, zlib.error, tokenize.TokenError,
)  # fmt: skip


def save_track(track: Track, path: Path, **facts: float | str) -> None:
    """Write a track, and facts about it, so that a reader sees all of it or nothing."""
    arrays: dict[str, Any] = {name: getattr(track, name) for name in _ARRAYS}
    arrays |= {"version": VERSION, "size_px": track.size_px, "names": np.array(track.names)}
    arrays |= _of_pelvis(track.pelvis) | _of_camera(track.camera) | _of_points(track.points)
    write_whole(path, arrays, facts, np.savez_compressed)


def write_whole(
    path: Path,
    arrays: Mapping[str, Any],
    facts: Mapping[str, float | str],
    save: Callable[..., None],
) -> None:
    """Write arrays and facts with `save`; the file appears under its name when it is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    told = {f"fact_{name}": np.array(value) for name, value in facts.items()}
    try:
        with draft.open("wb") as file:
            save(file, allow_pickle=False, **arrays, **told)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def facts_in(saved: np.lib.npyio.NpzFile) -> dict[str, float | str]:
    """The facts that `write_whole` wrote beside arrays."""
    return {k.removeprefix("fact_"): saved[k].item() for k in saved.files if k.startswith("fact_")}


def _of_pelvis(pelvis: PelvisTilt | None) -> dict[str, Any]:
    if pelvis is None:
        return {}
    return {
        "pelvis_version": PELVIS_VERSION,
        "pelvis_tilt_deg": pelvis.tilt_deg,
        "pelvis_agreement": pelvis.agreement,
        "pelvis_contrast": pelvis.contrast,
    }


def _of_camera(camera: CameraPath | None) -> dict[str, Any]:
    if camera is None:
        return {}
    return {
        "camera_version": CAMERA_VERSION,
        "camera_to_still": camera.to_still,
        "camera_points": camera.points,
        "camera_share": camera.share,
    }


def _of_points(points: PointSet) -> dict[str, Any]:
    """Whose points they are; nothing where they are BlazePose's, as in older files."""
    if points == BLAZEPOSE:
        return {}
    told = {**asdict(points), "absent": sorted(points.absent)}
    return {"points": np.array(json.dumps(told))}


def _points(saved: np.lib.npyio.NpzFile) -> PointSet:
    if "points" not in saved.files:
        return BLAZEPOSE
    told = json.loads(saved["points"].item())
    return PointSet(**{**told, "absent": frozenset(told["absent"])})


def load_track(path: Path) -> tuple[Track, dict[str, float | str]]:
    """The track and its facts.

    Raises
    ------
    SettingsError : the file is not a landmark file, is damaged, or comes from a later version
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as saved:
            return _read(saved)
    except _DAMAGE as error:
        raise SettingsError(
            Said(
                "{name} is not a landmark file that can be read ({error}).",
                name=path.name,
                error=error,
            ),
            Said("Analyse the clip again with --formats npz to write a new one."),
        ) from error


def _read(saved: np.lib.npyio.NpzFile) -> tuple[Track, dict[str, float | str]]:
    if int(saved["version"]) != VERSION:
        raise ValueError(f"version {int(saved['version'])}, {VERSION} is known")
    width, height = (int(n) for n in saved["size_px"])
    track = Track(
        xy=saved["xy"],
        depth=saved["depth"],
        world=saved["world"],
        visibility=saved["visibility"],
        presence=saved["presence"],
        times_s=saved["times_s"],
        size_px=(width, height),
        names=tuple(str(name) for name in saved["names"]),
        pelvis=_pelvis(saved),
        camera=_camera(saved),
        points=_points(saved),
    )
    return track, facts_in(saved)


def _pelvis(saved: np.lib.npyio.NpzFile) -> PelvisTilt | None:
    """The pelvis; None in files without it, or with another `PELVIS_VERSION`."""
    if "pelvis_version" not in saved.files or int(saved["pelvis_version"]) != PELVIS_VERSION:
        return None
    contrast = float(saved["pelvis_contrast"])
    return PelvisTilt(saved["pelvis_tilt_deg"], saved["pelvis_agreement"], contrast)


def _camera(saved: np.lib.npyio.NpzFile) -> CameraPath | None:
    """The camera's path; None in files without it, or with another `CAMERA_VERSION`."""
    if "camera_version" not in saved.files or int(saved["camera_version"]) != CAMERA_VERSION:
        return None
    return CameraPath(saved["camera_to_still"], saved["camera_points"], saved["camera_share"])
