"""Finds the clips below folders, each with the name of its row in the table of a batch."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from formcheck.errors import SettingsError
from formcheck.types.said import Said

# What cameras and phones save and FFmpeg reads. A clip with another ending is taken where
# runners.csv names it.
_ENDINGS = """
    3g2 3gp asf avi dv f4v flv h264 h265 hevc insv ivf lrv m2ts m2v m4v mjpeg mjpg mkv mov mp4 mpeg
    mpg mts mxf ogm ogv qt ts vob webm wmv y4m
"""
ENDINGS: Final = frozenset(f".{ending}" for ending in _ENDINGS.split())
RESULTS: Final = ".formcheck"  # the ending of a folder of results


@dataclass(frozen=True, slots=True)
class Found:
    """A clip, and its name: its place below the folder of the batch, with /."""

    name: str
    path: Path


def find_clips(
    folders: Sequence[Path], out: Path, named: Collection[str] = ()
) -> tuple[Found, ...]:
    """The clips below the folders, in the order of their names; `named` are taken too.

    Results, `out` where it is another folder, and what is hidden are not walked into; a folder
    that links lead to twice is walked once. With several folders, names begin with that of
    their folder.

    Raises
    ------
    SettingsError : a folder is not there, is in another, or is called like another
    """
    for folder in folders:
        _refuse_no_folder(folder)
    prefixes = _prefixes(folders)
    wanted = {same(name) for name in named}
    found = [
        Found(name, path)
        for folder, prefix in zip(folders, prefixes, strict=True)
        for path in _files(folder, out.resolve())
        for name in [(prefix / PurePosixPath(path.relative_to(folder).as_posix())).as_posix()]
        if path.suffix.lower() in ENDINGS or same(name) in wanted
    ]
    return tuple(sorted(found, key=lambda clip: clip.name))


def same(name: str) -> str:
    r"""A name as it compares: accents in one piece, / between folders.

    >>> same(r" monday\a.mp4"), same("./a.mp4")
    ('monday/a.mp4', 'a.mp4')
    """
    return PurePosixPath(unicodedata.normalize("NFC", name.strip()).replace("\\", "/")).as_posix()


def _files(folder: Path, out: Path) -> Iterator[Path]:
    """Files below the folder that are not hidden."""
    walked = set() if out == folder.resolve() else {out}
    for here, folders, files in os.walk(folder, followlinks=True):
        place = Path(here)
        if place.resolve() in walked:
            folders.clear()
            continue
        walked.add(place.resolve())
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not _is_results(f))
        for name in files:
            if not name.startswith(".") and (place / name).is_file():
                yield place / name


def _is_results(name: str) -> bool:
    return name.endswith(RESULTS)


def _refuse_no_folder(folder: Path) -> None:
    if folder.is_file():
        raise SettingsError(
            Said("{path} is a file.", path=folder),
            Said("Give the folder with the clips; for one clip: formcheck analyze CLIP."),
        )
    if not folder.is_dir():
        raise SettingsError(
            Said("There is no folder {path}.", path=folder), Said("Check the name and the folder.")
        )


def _prefixes(folders: Sequence[Path]) -> list[PurePosixPath]:
    """What names begin with, so that no two clips have the same."""
    if len(folders) == 1:
        return [PurePosixPath()]
    places = [folder.resolve() for folder in folders]
    for k, place in enumerate(places):
        for other in places[:k]:
            if place.is_relative_to(other) or other.is_relative_to(place):
                raise SettingsError(
                    Said("{one} and {other} hold the same clips.", one=other, other=place),
                    Said("Give the outer folder alone."),
                )
            if place.name.lower() == other.name.lower():
                raise SettingsError(
                    Said("Two folders are called {name}.", name=place.name),
                    Said("Give the folder that holds both, or run a batch for each."),
                )
    return [PurePosixPath(place.name) for place in places]
