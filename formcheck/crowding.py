"""Everybody in a clip: out of the cache or out of the pictures, for whoever chooses among them.

The first steps of the corridor, `video -> pose`; `seeing` walks on with the one who is measured.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from formcheck import pose, video
from formcheck.settings import Settings
from formcheck.types import Crowd, Somebody, Source

Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Gathering:
    """Everybody in a clip, the camera's roll, what was odd in reading."""

    crowd: Crowd
    roll_deg: float
    roll_sd_deg: float
    notes: tuple[str, ...]


def place(source: Source, settings: Settings, backend: str, *what: object) -> Path:
    """Where something about the clip, or the part of it, is kept."""
    part = () if source.part_s is None else ("part", *source.part_s)
    return pose.cache_path(source.sha256, backend, pose.SHA256[settings.model], *part, *what)


def recalled(source: Source, settings: Settings, backend: str) -> Gathering | None:
    """Everybody, if the clip was looked at before."""
    if not settings.use_cache:
        return None
    kept = pose.recall_crowd(place(source, settings, backend, "crowd"))
    if kept is None:
        return None
    crowd, facts = kept
    roll = float(facts["roll_deg"]), float(facts["roll_sd_deg"])
    return Gathering(crowd, *roll, tuple(json.loads(str(facts["notes"]))))


def everybody(
    source: Source, settings: Settings, at_work: tuple[str, pose.Looker], progress: Progress
) -> Gathering:
    """Everybody in every frame; `at_work` is the backend's name and its network."""
    backend, looker = at_work
    known = recalled(source, settings, backend)
    if known is not None:
        return known
    notes: list[str] = []
    roll_deg, roll_sd_deg = video.find_roll(video.read(source))
    crowd = pose.everybody(
        looker,
        lambda: video.read(source, notes),
        (source.width, source.height),
        lambda done: progress("pose", done, source.expected_frames),
    )
    found = Gathering(crowd, roll_deg, roll_sd_deg, tuple(dict.fromkeys(notes)))
    if settings.use_cache:
        where = place(source, settings, backend, "crowd")
        said = json.dumps(found.notes)
        pose.keep_crowd(where, crowd, roll_deg=roll_deg, roll_sd_deg=roll_sd_deg, notes=said)
    return found


def known_people(source: Source, settings: Settings, backend: str) -> tuple[Somebody, ...]:
    """Who was listed and numbered before."""
    return ()
