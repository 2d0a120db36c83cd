"""From another system's pose track to what `seeing` gives of a clip: landmarks, with their doubts.

With the clip that the track was made from, its pictures are looked at for all but landmarks:
true times, the camera's path and roll, light and sharpness. Without it none of these is known.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from formcheck import picture, seeing, video
from formcheck.errors import SettingsError
from formcheck.pose import imports
from formcheck.seeing import Seen
from formcheck.settings import Settings
from formcheck.types import CameraPath, Progress, Source
from formcheck.types.said import Said

PREFIX: Final = "import:"  # before the importer's name, as the backend of an analysis
BEYOND: Final = 0.25  # of the picture, by which points may lie outside it; more is another size
NO_PICTURES: Final = Said(
    "This is a pose track without pictures: how the camera was tilted and moved is not known."
)
OTHER_POINTS: Final = Said(
    "The points are those of another network ({name}). How far they lie from the joints was not"
    " measured: nothing is corrected, and the margins are wider for it."
)
_SQUARE: Final = Said("Leave out --fps, --size and --video: a clip has its own times and size.")


def is_track(path: Path) -> bool:
    """Whether it is a pose track, by its content."""
    return imports.importer_of(path) is not None


def fingerprint(path: Path) -> str:
    """SHA-256 of a clip or a track; of a folder, over its files.

    Raises
    ------
    SettingsError : it is a folder, and not of one track
    """
    return imports.fingerprint(path)


def is_imported(backend: str) -> bool:
    """Whether an analysis by this backend rests on another system's track."""
    return backend.startswith(PREFIX)


def refuse_for_clip(settings: Settings) -> None:
    """Nothing; what is asked makes sense for a clip.

    Raises
    ------
    SettingsError : an option is for pose tracks only
    """
    for name in ("fps", "size", "video"):
        if getattr(settings, name) is not None:
            raise SettingsError(
                Said("--{name} is for pose tracks of other programs.", name=name), _SQUARE
            )


def refuse_track(path: Path) -> None:
    """Nothing; it is no pose track, where pictures have to be looked at.

    Raises
    ------
    SettingsError : it is one
    """
    if is_track(path):
        raise SettingsError(
            Said("{name} is a pose track, and this needs the pictures of a clip.", name=path.name),
            Said(
                "Give the clip. A pose track is measured by: formcheck analyze {name}",
                name=path.name,
            ),
        )


def look(path: Path, settings: Settings, progress: Progress) -> tuple[Source, Seen]:
    """The track as a source, and the runner's landmarks in it.

    Raises
    ------
    SettingsError : the track is damaged, needs something that nobody said, or is not of the clip
    """
    importer = imports.importer_of(path)
    assert importer is not None
    sheet = importer.read(path, lambda done, total: progress("import", done, total))
    aside = _beside(path, settings, sheet)
    if aside is not None and sheet.unit == "px":
        sheet = replace(sheet, xy=sheet.xy * aside.source.shrink)
    settled = imports.settle(path, sheet, _asked(settings, aside, progress))
    source = _source(path, settled, sheet.fps or settings.fps, aside)
    name = settled.track.points.name
    notes = list(settled.notes)
    notes += [] if settled.track.points.is_blazepose else [Said(OTHER_POINTS.template, name=name)]
    scale = None if sheet.m_per_px is None else (sheet.m_per_px, sheet.m_cv)
    seen = Seen(
        settled.track,
        sheet.roll_deg,
        sheet.roll_sd_deg,
        tuple(notes),
        PREFIX + importer.name,
        people=settled.people,
        scale=scale,
    )
    if aside is None:
        return _part(source, _undrawn(seen), settings)
    seen = _with_pictures(path, seen, aside)
    seen = seeing.with_pelvis(aside.source, replace(settings, use_cache=False), seen, progress)
    return _part(source, seen, settings)


def _beside(path: Path, settings: Settings, sheet: imports.Sheet) -> seeing.Aside | None:
    """The clip that the track was made from; None where none is given.

    Raises
    ------
    FormcheckError : it cannot be read, or the track is not in its pixels
    """
    if settings.video is None:
        return None
    if settings.blur_faces:
        raise SettingsError(
            Said("A track shows no faces, so that those in the clip cannot be blurred."),
            Said("Leave out --video: the skeleton is drawn on an empty ground."),
        )
    clip = Path(settings.video)
    if not clip.exists() and (path.parent / clip.name).exists():
        clip = path.parent / clip.name
    if sheet.m_per_px is not None:
        raise SettingsError(
            Said("{name} is in metres: where they lie in pictures is unknown.", name=path.name),
            Said("Give the track in pixels, or leave out --video."),
        )
    return seeing.Aside(video.open_source(clip))


def _asked(settings: Settings, aside: seeing.Aside | None, progress: Progress) -> imports.Asked:
    """What the user adds, with the times and size of the clip where there is one."""
    size = settings.size if isinstance(settings.size, tuple) else None
    asked = imports.Asked(settings.fps, size, None, settings.person, settings.point)
    if aside is None:
        return asked
    times_s = []
    for frame in aside.frames():
        times_s.append(frame.time_s)
        progress("camera", frame.index + 1, aside.source.expected_frames)
    shown = (aside.source.width, aside.source.height)
    return replace(asked, shown_s=np.array(times_s), size_px=shown)


def _source(
    path: Path, settled: imports.Settled, fps: float | None, aside: seeing.Aside | None
) -> Source:
    track = settled.track
    pictures = None if aside is None else aside.source
    return Source(
        path=path,
        sha256=imports.fingerprint(path),
        width=track.size_px[0],
        height=track.size_px[1],
        rotation_deg=0,
        fps_nominal=fps if pictures is None else pictures.fps_nominal,
        expected_frames=len(track.times_s),
        capture=None if pictures is None else pictures.capture,
        full_width=None if pictures is None else pictures.stored_width,
        full_height=None if pictures is None else pictures.stored_height,
        has_pictures=False,
        pictures=pictures,
    )


def _undrawn(seen: Seen) -> Seen:
    """What is known without pictures: nothing of the camera, unless several of them measured."""
    if seen.raw.camera is not None or seen.raw.points.is_solid:
        return seen
    n = len(seen.raw.times_s)
    unknown = CameraPath(np.full((n, 3, 3), np.nan), np.zeros(n), np.zeros(n))
    raw = replace(seen.raw, camera=unknown)
    return replace(seen, raw=raw, notes=(*seen.notes, NO_PICTURES))


def _with_pictures(path: Path, seen: Seen, aside: seeing.Aside) -> Seen:
    """The same with what the pictures show of camera and runner.

    Raises
    ------
    SettingsError : points lie far outside them
    """
    size = np.array(seen.raw.size_px)
    off = np.abs(seen.raw.xy / size - 0.5)
    if np.nanmax(off) > 0.5 + BEYOND:
        raise SettingsError(
            Said(
                "Points of {name} lie far outside the clip's pictures of {width} x {height}.",
                name=path.name,
                width=aside.source.stored_width,
                height=aside.source.stored_height,
            ),
            Said("Give the clip that the track was made from, in the same size."),
        )
    raw = aside.filmed(seen.raw)
    roll_deg, roll_sd_deg = aside.roll(raw)
    looks = picture.find_looks(aside.pictures, raw, video.bits_per_pixel(aside.source))
    return replace(seen, raw=raw, roll_deg=roll_deg, roll_sd_deg=roll_sd_deg, looks=looks)


def _part(source: Source, seen: Seen, settings: Settings) -> tuple[Source, Seen]:
    """The part of the track that the user asks for."""
    if not isinstance(settings.part, tuple):
        return source, seen
    start_s, end_s = settings.part
    first, stop = np.searchsorted(seen.raw.times_s, [start_s, end_s]).tolist()
    if stop - first < 2:
        raise SettingsError(
            Said(
                "The track has nothing from {start_s:g} to {end_s:g} s.",
                start_s=start_s,
                end_s=end_s,
            ),
            Said("Ask for a part that is in it."),
        )
    pictures = source.pictures and replace(source.pictures, part_s=settings.part)
    source = replace(source, part_s=settings.part, pictures=pictures)
    return source, replace(seen, raw=seen.raw.part(slice(first, stop)))
