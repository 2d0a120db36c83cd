"""Keeps a folder of results whole: all files of one analysis, or those that were there before."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from formcheck.errors import SettingsError
from formcheck.types.said import Said

PART: Final = ".formcheck.part"  # files that are being written
FETCHED: Final = ".formcheck.clip"  # a clip that was fetched from elsewhere to be looked at
RECORD: Final = ".formcheck.made"  # what was written here before, and from what

# What else formcheck writes into a folder of results, beside those files.
BESIDE: Final = ("landmarks.npz", "people/people.png", "people/person_*.png", "events/*_*_*.png")


def refuse_unwritable(place: Path, hint: str) -> None:
    """Nothing; a folder can be made there, or is there to write into.

    Raises
    ------
    SettingsError : a file stands in the way, or writing is not allowed; said before any work
    """
    nearest = place.absolute()
    while not nearest.exists() and nearest != nearest.parent:
        nearest = nearest.parent
    why = errno.ENOTDIR if not nearest.is_dir() else errno.EACCES
    if why == errno.ENOTDIR or not os.access(nearest, os.W_OK | os.X_OK):
        raise SettingsError(
            Said("Cannot write to {out}: {strerror}.", out=place, strerror=os.strerror(why)), hint
        )


@contextmanager
def whole(  # noqa: PLR0913 - what the record says, one each
    out: Path,
    made_from: str,
    *,
    kept: Collection[str] = (),
    shows: Collection[str] = (),
    clip: Path | None = None,
    video: Path | None = None,
) -> Iterator[Path]:
    """A folder to write into; its files enter `out` together when all went well, else none do.

    Files that were written into `out` before from something else (`made_from` tells) go, so
    that no page without a warning, and no face, stays beside newer ones; those in `kept` do not.
    `shows` has the sha256 of each clip that can be seen in it, to find all of a clip later.
    Where the `clip` lies from there is written down, to find it again; the `video` of a pose
    track, too.
    """
    was_there, part = out.is_dir(), out / PART
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir(parents=True)
        yield part
        ways = {"clip": _way(out, clip), "video": _way(out, video)}
        facts = {"made_from": made_from, "shows": sorted(set(shows)), **ways}
        _enter(part, out, facts, kept)
    finally:
        shutil.rmtree(part, ignore_errors=True)
        if not was_there:
            with suppress(OSError):  # it is not empty: all went well
                out.rmdir()


def remove_part(out: Path) -> None:
    """Nothing; what a process that was ended left half done in `out` is gone."""
    for half in (PART, FETCHED):
        shutil.rmtree(out / half, ignore_errors=True)
    with suppress(OSError):  # not there, or it holds results
        out.rmdir()


def made_from(out: Path) -> str:
    """What the results in a folder were made from, as `whole` wrote it down; "" for not known."""
    return _recorded(out)[0]


def shown(out: Path) -> frozenset[str]:
    """The sha256 of the clips that a folder of formcheck shows; none where not known."""
    try:
        record = json.loads((out / RECORD).read_text(encoding="utf-8"))
        return frozenset(map(str, record["shows"]))
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()


def cleared(out: Path, mark: str, spared: Collection[Path] = ()) -> tuple[Path, ...]:
    """The files that stay in a folder of results: those that formcheck did not write.

    All that was written from `mark` goes, the landmarks and the pictures of people too, and what
    formcheck wrote of the same clips into folders in it, as exports, but for those `spared`. The
    folder goes when nothing else is in there. A folder of something else stays as it is.
    """
    before, files = _recorded(out)
    if before != mark:
        return tuple(_files_in(out))
    clips = shown(out)
    for inner in sorted(record.parent for record in out.rglob(RECORD)):
        if inner != out and clips and shown(inner) == clips and inner not in spared:
            cleared(inner, made_from(inner), spared)
    beside = (file for way in BESIDE for file in out.glob(way))
    for file in (*(out / name for name in sorted(files)), *beside, out / RECORD):
        file.unlink(missing_ok=True)
    for place in sorted((p for p in out.rglob("*") if p.is_dir()), reverse=True):
        with suppress(OSError):  # it is not empty
            place.rmdir()
    with suppress(OSError):
        out.rmdir()
    return tuple(_files_in(out))


def _files_in(out: Path) -> list[Path]:
    return sorted(path for path in out.rglob("*") if path.is_file())


def _enter(part: Path, out: Path, facts: dict[str, Any], kept: Collection[str]) -> None:
    files = sorted(p.relative_to(part).as_posix() for p in part.rglob("*") if p.is_file())
    before, older = _recorded(out)
    if before != facts["made_from"]:
        for name in older - set(files):
            (out / name).unlink(missing_ok=True)
        older = set()
    for name in files:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (part / name).replace(out / name)
    known = sorted(older.union(files).difference(kept))
    record = json.dumps({**facts, "files": known}, indent=1)
    (out / RECORD).write_text(record, encoding="utf-8")


def _way(out: Path, clip: Path | None) -> str:
    """From the folder to the clip, so that both can move together; "" where there is no way."""
    try:
        return "" if clip is None else Path(os.path.relpath(clip, out)).as_posix()
    except ValueError:  # another drive
        return ""


def _recorded(out: Path) -> tuple[str, set[str]]:
    """What the files in a folder were made from, and which they are; nothing where not known."""
    try:
        record = json.loads((out / RECORD).read_text(encoding="utf-8"))
        names = {str(name) for name in record["files"]}
        made_from = str(record["made_from"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", set()
    inside = out.resolve()
    return made_from, {n for n in names if (out / n).resolve().is_relative_to(inside)}
