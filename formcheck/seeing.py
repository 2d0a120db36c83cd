"""From a clip to one runner's landmarks: out of the store, the cache or the pictures.

The first half of the corridor, `video -> pose -> picture`; `api` walks the rest.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from formcheck import picture, pose, video
from formcheck.clean import clean, smooth
from formcheck.errors import SettingsError
from formcheck.gait.rear import rear_leg_px
from formcheck.gait.still import is_calm
from formcheck.settings import Settings
from formcheck.types import Source, Track

LANDMARK_FILE: Final = "landmarks.npz"

Progress = Callable[[str, int, int | None], None]


def default_folder(path: Path) -> Path:
    """Where results go unless told otherwise: a folder beside the clip.

    >>> default_folder(Path("runs/monday.mp4")).as_posix()
    'runs/monday.formcheck'
    """
    return path.with_name(f"{path.stem}.formcheck")


@dataclass(frozen=True, slots=True)
class Seen:
    """What came from the pictures: landmarks, the camera's roll, what was odd in reading."""

    raw: Track
    roll_deg: float
    roll_sd_deg: float
    notes: tuple[str, ...]
    backend: str


def look(source: Source, settings: Settings, progress: Progress) -> Seen:
    """The runner's landmarks and the camera's path, and from behind the pelvis's tilt."""
    seen = _with_camera(source, settings, _landmarks(source, settings, progress), progress)
    return _with_pelvis(source, settings, seen, progress)


def _landmarks(source: Source, settings: Settings, progress: Progress) -> Seen:
    """Landmarks from the store, from the cache, or from the pictures."""
    backend = pose.choose(settings.backend)
    if backend == pose.STORED:
        track, facts = pose.load_track(_stored(source))
        if facts.get("clip_sha256", source.sha256) != source.sha256:
            raise SettingsError(
                f"The stored landmarks beside {source.path.name} are those of another clip.",
                "Write them again: formcheck analyze CLIP --formats npz.",
            )
        return _from_facts(track, facts, backend)
    kept = pose.recall(_place(source, settings, backend)) if settings.use_cache else None
    if kept is not None:
        return _from_facts(*kept, backend)
    seen = _watch(source, settings, backend, progress)
    _keep(source, settings, seen)
    return seen


def _place(source: Source, settings: Settings, backend: str) -> Path:
    return pose.cache_path(source.sha256, backend, pose.SHA256[settings.model])


def _keep(source: Source, settings: Settings, seen: Seen) -> None:
    if settings.use_cache:
        facts = facts_of(seen.roll_deg, seen.roll_sd_deg, seen.notes)
        pose.keep(_place(source, settings, seen.backend), seen.raw, **facts)


def _with_camera(source: Source, settings: Settings, seen: Seen, progress: Progress) -> Seen:
    """The same with the camera's path, from a second look where landmarks were kept without."""
    if seen.raw.camera is not None or seen.backend == pose.STORED:
        return seen
    follower = picture.Follower()
    for frame in picture.followed(video.read(source), follower):
        progress("camera", frame.index + 1, source.expected_frames)
    seen = replace(seen, raw=_filmed(seen.raw, follower))
    _keep(source, settings, seen)
    return seen


def _filmed(track: Track, follower: picture.Follower) -> Track:
    return replace(track, camera=picture.find_camera(follower, track))


def _with_pelvis(source: Source, settings: Settings, seen: Seen, progress: Progress) -> Seen:
    """The same with the pelvis's tilt, from a second look at clips taken from behind."""
    if seen.raw.pelvis is not None or seen.backend == pose.STORED:
        return seen
    calm = smooth(clean(seen.raw))
    leg_px = rear_leg_px(calm, settings.view)
    if leg_px is None:
        return seen
    tilt = picture.find_pelvis_tilt(
        lambda: video.read(source),
        calm,
        leg_px,
        lambda done: progress("pelvis", done, source.expected_frames),
    )
    seen = replace(seen, raw=replace(seen.raw, pelvis=tilt))
    _keep(source, settings, seen)
    return seen


def facts_of(roll_deg: float, roll_sd_deg: float, notes: tuple[str, ...]) -> dict[str, float | str]:
    """What is kept beside landmarks; `_from_facts` reads it back."""
    return {"roll_deg": roll_deg, "roll_sd_deg": roll_sd_deg, "notes": json.dumps(notes)}


def _stored(source: Source) -> Path:
    path = default_folder(source.path) / LANDMARK_FILE
    if not path.is_file():
        raise SettingsError(
            f"There are no stored landmarks at {path}.",
            "Write them first: formcheck analyze CLIP --formats npz.",
        )
    return path


def _from_facts(track: Track, facts: dict[str, float | str], backend: str) -> Seen:
    roll, sd = float(facts.get("roll_deg", 0.0)), float(facts.get("roll_sd_deg", 3.0))
    return Seen(track, roll, sd, tuple(json.loads(str(facts.get("notes", "[]")))), backend)


def _watch(source: Source, settings: Settings, backend: str, progress: Progress) -> Seen:
    notes: list[str] = []
    follower = picture.Follower()
    track = pose.BACKENDS[backend](
        lambda: picture.followed(video.read(source, notes), follower),
        (source.width, source.height),
        settings.model,
        lambda done: progress("pose", done, source.expected_frames),
    )
    track = _filmed(track, follower)
    turns_deg = () if is_calm(track) else picture.turns_deg(track).tolist()
    roll_deg, roll_sd_deg = video.find_roll(video.read(source), turns_deg)
    return Seen(track, roll_deg, roll_sd_deg, tuple(dict.fromkeys(notes)), backend)
