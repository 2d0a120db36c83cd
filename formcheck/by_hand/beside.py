"""Finds the corrections of a clip, and joins them with what else was said about it.

monday.mp4  monday.corrections.toml  monday.formcheck/
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from formcheck.by_hand.parsing import parsed
from formcheck.errors import SettingsError
from formcheck.settings import Settings
from formcheck.types import Corrections, Source
from formcheck.types.said import Said

ENDINGS: Final = (".corrections.toml", ".corrections.json")


def places_beside(clip: Path) -> list[Path]:
    """Where corrections of a clip may stand beside it."""
    return [clip.with_name(clip.stem + ending) for ending in ENDINGS]


def beside(clip: Path) -> Path:
    """The file of corrections beside a clip: the one that is there, or where it would be.

    >>> beside(Path("runs/monday.mp4")).as_posix()
    'runs/monday.corrections.toml'

    Raises
    ------
    SettingsError : there are two
    """
    places = places_beside(clip)
    there = [place for place in places if place.is_file()]
    if len(there) > 1:
        raise SettingsError(
            Said("Both {one} and {other} are there.", one=there[0].name, other=there[1].name),
            Said("Keep one of them, or name one with --corrections."),
        )
    return (there or places)[0]


def named(clip: Path, settings: Settings) -> Path | None:
    """The file that the settings ask for, or the one beside the clip; None for none."""
    wanted = settings.corrections
    if isinstance(wanted, str | Path):
        return Path(wanted)
    if wanted is None and beside(clip).is_file():
        return beside(clip)
    return None


def of_clip(source: Source, settings: Settings) -> Settings:
    """The settings with the corrections themselves in them, False where there are none.

    What the settings say of scale, level and runner goes before what the corrections say.

    Raises
    ------
    SettingsError : the file cannot be read, or is about another clip
    """
    found = loaded(source, settings)
    if found is None:
        return replace(settings, corrections=False)
    found = _left(found, settings)
    return replace(
        settings,
        corrections=found,
        known_length=settings.known_length or found.known_length,
        vertical=settings.vertical or found.vertical,
        person=settings.person or found.person,
        point=settings.point or found.point,
    )


def loaded(source: Source, settings: Settings) -> Corrections | None:
    """The corrections as they were written; None where there are none.

    Raises
    ------
    SettingsError : the file cannot be read, or is about another clip
    """
    path = named(source.path, settings)
    given = settings.corrections
    found = parsed(_text(path), path.name) if path is not None else given
    if not isinstance(found, Corrections):
        return None
    _refuse_another(found, source, path)
    return found


def refuse_outside(corrections: Corrections, end_s: float) -> None:
    """Nothing; every edit and every part left out begins within the clip, which ends then.

    Raises
    ------
    SettingsError : one does not
    """
    edits = [edit.at_s for edit in corrections.contacts]
    late = [at_s for at_s in (*edits, *(start for start, _ in corrections.excluded_s))
            if at_s > end_s]  # fmt: skip
    if late:
        raise SettingsError(
            Said(
                "A correction is at {at_s:.2f} s, but the clip ends at {end_s:.2f} s.",
                at_s=late[0],
                end_s=end_s,
            ),
            Said("Times are seconds of real time: slow motion counts as fast as it was run."),
        )


def _left(found: Corrections, settings: Settings) -> Corrections:
    """What the corrections say that no setting says otherwise."""
    is_chosen = settings.person is not None or settings.point is not None
    return replace(
        found,
        known_length=None if settings.known_length else found.known_length,
        vertical=None if settings.vertical else found.vertical,
        person=None if is_chosen else found.person,
        point=None if is_chosen else found.point,
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "UTF-8"
        raise SettingsError(
            Said("Cannot read the corrections {path}: {why}.", path=path, why=why or error),
            Said("Check that it is there and may be read."),
        ) from error


def _refuse_another(found: Corrections, source: Source, path: Path | None) -> None:
    if found.clip_sha256 in ("", source.sha256):
        return
    which = Said("The corrections") if path is None else path.name
    raise SettingsError(
        Said("{which} is about another clip than {clip}.", which=which, clip=source.path.name),
        Said("Ignore it with --no-corrections, or begin anew: formcheck events CLIP --reset."),
    )
