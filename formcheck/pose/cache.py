"""Landmarks of clips seen before, so that a second analysis takes no inference.

A file per clip and way of looking, named by the beginning of the clip's hash and by a
hash of its content, the backend and the network. It holds landmarks, no pictures and no
names, and can be deleted at any time: `formcheck cache --clear`.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from platformdirs import user_cache_path

from formcheck.errors import SettingsError
from formcheck.pose.crowd import load_crowd, save_crowd
from formcheck.pose.landmark_file import load_track, save_track
from formcheck.types import Crowd, Track

# Raise this when a backend gives other landmarks for the same clip.
POSE_VERSION: Final = 3
HOME_VARIABLE: Final = "FORMCHECK_CACHE"
CLIP_SIGNS: Final = 16  # of the clip's hash, at the beginning of a file's name; chosen by us


def cache_folder() -> Path:
    """Where landmarks are kept; `FORMCHECK_CACHE` names another place."""
    chosen = os.environ.get(HOME_VARIABLE)
    return Path(chosen) if chosen else user_cache_path("formcheck", appauthor=False) / "landmarks"


def cache_path(clip_sha256: str, backend: str, model_sha256: str, *what: object) -> Path:
    """The file for that clip, seen that way; `what` is kept there, the runner if not said.

    Parts of the clip, everybody in it, another person: each of them has a file of its own.
    """
    way = " ".join(map(str, (clip_sha256, backend, model_sha256, POSE_VERSION, *what)))
    name = f"{hashlib.sha256(way.encode()).hexdigest()}.npz"
    path = cache_folder() / f"{clip_sha256[:CLIP_SIGNS]}-{name}"
    with suppress(OSError):  # as files were called before; there is none as a rule
        (cache_folder() / name).rename(path)
    return path


def kept_of(clip_sha256: str, folder: Path | None = None) -> tuple[Path, ...]:
    """Every file kept of that clip: landmarks, its steadiest part, also half-written ones.

    `folder` is where landmarks are kept; None is `cache_folder`.
    """
    begins, home = clip_sha256[:CLIP_SIGNS], folder or cache_folder()
    found = [home.glob(f"{dot}{begins}*") for dot in ("", ".")]
    return tuple(sorted(file for files in found for file in files))


def unnamed() -> int:
    """How many files of an older formcheck do not say which clip they are of."""
    return sum("-" not in file.name for file in cache_folder().glob("*.npz"))


def recall(path: Path) -> tuple[Track, dict[str, float | str]] | None:
    """What was kept there; None for nothing, or nothing that can be read."""
    if not path.is_file():
        return None
    try:
        return load_track(path)
    except SettingsError:
        return None


def keep(path: Path, track: Track, **facts: float | str) -> bool:
    """Whether the track could be kept; a full or read-only disk is no reason to stop."""
    try:
        save_track(track, path, **facts)
    except OSError:
        return False
    return True


def recall_crowd(path: Path) -> tuple[Crowd, dict[str, float | str]] | None:
    """Everybody kept there, and facts; None for nothing, or nothing that can be read."""
    return load_crowd(path)


def keep_crowd(path: Path, crowd: Crowd, **facts: float | str) -> bool:
    """Whether the crowd could be kept; a full or read-only disk is no reason to stop."""
    try:
        save_crowd(crowd, path, **facts)
    except OSError:
        return False
    return True


def clear() -> int:
    """Delete all kept landmarks, and which part of a clip is its steadiest; how many files went."""
    kinds = ("*.npz", "*.part.json")
    files = [file for kind in kinds for file in cache_folder().glob(kind)]
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)
