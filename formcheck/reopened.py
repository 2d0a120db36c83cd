"""Finds again what was written before: the analysis in a folder, and the clip it is about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Final

from formcheck.errors import SettingsError
from formcheck.folder import RECORD
from formcheck.settings import Settings
from formcheck.types import Analysis
from formcheck.types.said import Said

SUFFIX: Final = ".formcheck.json"
_CHOSEN: Final = ("known_length", "vertical", "person", "point")  # corrections may say these
FOLDER: Final = ".formcheck"


def is_analysis(path: Path) -> bool:
    """Whether the path is an analysis file or a folder of results: no clip, no pose track.

    A folder is one of results if an analysis lies in it, or nothing that else could be read.
    """
    from formcheck import importing

    if path.name.endswith(SUFFIX):
        return True
    return path.is_dir() and (any(path.glob(f"*{SUFFIX}")) or not importing.is_track(path))


def analysis_file(path: Path) -> Path:
    """The analysis file itself, or the one in a folder of results.

    Raises
    ------
    SettingsError : there is none, or the folder holds several
    """
    hint = Said("Give an analysis file (NAME.formcheck.json), a folder with one, or a clip.")
    if path.is_file():
        return path
    found = sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else []
    if len(found) > 1:
        raise SettingsError(Said("{path} holds several analyses.", path=path), hint)
    if not found:
        raise SettingsError(Said("There is no analysis at {path}.", path=path), hint)
    return found[0]


def analysis_at(path: Path) -> Analysis:
    """The analysis that was written there.

    Raises
    ------
    SettingsError : there is none, or it cannot be read
    """
    from formcheck.report.json_file import from_json

    file = analysis_file(path)
    try:
        return from_json(file.read_bytes())
    except OSError as error:
        raise SettingsError(
            Said("Cannot read {path}: {why}.", path=file, why=error.strerror or error),
            Said("Check that it is there and may be read."),
        ) from error


def clip_of(path: Path, analysis: Analysis) -> Path:
    """The clip that the analysis at `path` is about: where it was, or beside the results.

    Raises
    ------
    SettingsError : it is not there, or another clip has its name now
    """
    for clip in _places(analysis_file(path).parent, analysis):
        if is_clip_of(clip, analysis):
            return clip
    raise SettingsError(
        Said("The clip {name} of this analysis is not where it was.", name=analysis.clip.name),
        Said("Put it beside the folder of results, or name it with --clip."),
    )


def is_clip_of(clip: Path, analysis: Analysis) -> bool:
    """Whether the analysis is about this very clip, or this file or folder of a pose track."""
    from formcheck import importing

    with suppress(SettingsError, OSError):  # a folder of something else, or not to be read
        return clip.exists() and importing.fingerprint(clip) == analysis.clip.sha256
    return False


def settings_of(analysis: Analysis) -> Settings:
    """The settings it was made with; answers to questions and corrections come along."""
    known = {field.name for field in fields(Settings)}
    told = {name: _plain(value) for name, value in analysis.settings.items() if name in known}
    told |= dict.fromkeys(_by_hand(analysis))
    answers = dict(analysis.questionnaire) or None
    return Settings(**told, questionnaire=answers, corrections=analysis.corrections or False)


def with_video(settings: Settings, folder: Path, track: Path) -> Settings:
    """The same with the clip that a pose track was made from, found again by its name.

    `folder` is that of the results. It is where it was, beside the track, or beside the results.

    Raises
    ------
    SettingsError : it is at none of these places
    """
    if settings.video is None:
        return settings
    name = Path(settings.video).name
    recorded = _recorded(folder, "video")
    homes = (track.parent / name, folder.parent / name)
    for video in (folder / recorded, *homes) if recorded else homes:
        if video.name == name and video.is_file():
            return replace(settings, video=video)
    raise SettingsError(
        Said("The clip {name} that this pose track was made from is not where it was.", name=name),
        Said("Put it beside the pose track."),
    )


def settings_in(folder: Path, clip_name: str) -> Settings | None:
    """The settings of the results in a folder, if they are of a clip of that name.

    Without corrections, and quicker than reading all of the analysis; None where there is none.
    """
    files = sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
    try:
        content = json.loads(files[0].read_text(encoding="utf-8")) if files else {}
        if content.get("clip", {}).get("name") != clip_name:
            return None
        by_hand, told = content.get("corrections") or {}, content["settings"]
    except (OSError, ValueError, KeyError, AttributeError):
        return None
    known = {field.name for field in fields(Settings)} - {n for n in _CHOSEN if by_hand.get(n)}
    answers = content.get("questionnaire") or None
    settings = {name: _plain(value) for name, value in told.items() if name in known}
    return Settings(**settings, questionnaire=answers)


def _by_hand(analysis: Analysis) -> list[str]:
    """The settings that were not set, but come from the corrections."""
    return [name for name in _CHOSEN if getattr(analysis.corrections, name, None) is not None]


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _places(folder: Path, analysis: Analysis) -> Iterator[Path]:
    """Where the clip may be."""
    recorded = _recorded(folder, "clip")
    if recorded:
        yield folder / recorded
    for home in (folder.parent, folder):
        yield home / analysis.clip.name


def _recorded(folder: Path, what: str) -> str:
    """The way from the folder to the clip or video that its record knows; "" for none."""
    try:
        return str(json.loads((folder / RECORD).read_text(encoding="utf-8")).get(what, ""))
    except (OSError, ValueError, AttributeError):
        return ""
