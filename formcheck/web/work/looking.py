"""Looks at a clip that has arrived: takes out what is private, keeps it, says what is seen.

    incoming/ID ─ strip ─> clips/ID/.coming ─ rename ─> clips/ID/r07-2026-11-27-a3f1.mp4
                                                        check ─> upload.looked, state ready

What is no clip, or cannot be made private, is refused and its bytes are deleted. `upload.looked` is
JSON as `web.looked` describes it.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine

from formcheck import store, video
from formcheck.batch.nouns import Outcome
from formcheck.checking import check
from formcheck.errors import VideoError
from formcheck.store.uploads import change_upload, upload
from formcheck.store.web_nouns import Upload
from formcheck.types import Progress, Source
from formcheck.types.said import Said
from formcheck.web.arriving import FULL, full
from formcheck.web.looked import as_kept
from formcheck.web.named import DESK_ALONE
from formcheck.web.places import Places
from formcheck.web.sniffing import N_BYTES, Container, sniff
from formcheck.web.taking import refuse
from formcheck.web.work.nouns import Work

_TO_LOOK_AT: Final = ("arrived", "ready")
_COMING: Final = ".coming"  # the name of a clip that is being copied into its folder
_SUFFIXES: Final[Mapping[Container, str]] = {
    "iso": ".mp4", "matroska": ".mkv", "avi": ".avi", "mpegts": ".ts", "mpeg": ".mpg",
}  # fmt: skip


def look(work: Work, progress: Progress) -> Mapping[str, Any]:
    """No facts; the upload of the work is `ready` and says what was seen, or is `refused`."""
    places, engine = work.places, store.opened(work.kept)
    try:
        mine = upload(work.uploads[0], engine)
        if mine is not None and mine.state in _TO_LOOK_AT:
            _look(mine, places, engine, progress)
    finally:
        engine.dispose()
    return {}


def _look(mine: Upload, places: Places, engine: Engine, progress: Progress) -> None:
    incoming = places.incoming(mine.id)
    try:
        if mine.file == "":
            mine = _kept(mine, places, engine)
        seen = check(places.clip(mine), progress)
    except VideoError as error:
        _throw_away(mine, places)
        refuse(mine, Outcome(mine.id, "unreadable", *_named(error, mine)), engine)
        return
    change_upload(mine.id, engine, state="ready", looked=as_kept(seen))
    incoming.unlink(missing_ok=True)


def _kept(mine: Upload, places: Places, engine: Engine) -> Upload:
    """The upload with its clip in its folder, without what is private in it.

    Raises
    ------
    VideoError : it is no clip, or cannot be made private
    RefusedError : the disk is full
    """
    incoming, folder = places.incoming(mine.id), places.folder(mine.id)
    shutil.rmtree(folder, ignore_errors=True)  # of a try that was broken off
    folder.mkdir(parents=True, mode=0o700)
    try:
        source = video.strip(incoming, folder / _COMING)
    except OSError as error:
        if error.errno in FULL:
            raise full() from error
        raise
    whose = "" if mine.runner == DESK_ALONE else f"{mine.runner}-"
    file = f"{whose}{_day(mine, source)}-{mine.id[:4]}{_suffix(incoming)}"
    (folder / _COMING).replace(folder / file)
    change_upload(mine.id, engine, file=file, sha256=source.sha256)
    return replace(mine, file=file, sha256=source.sha256)


def _day(mine: Upload, source: Source) -> str:
    """The day of the visit: as somebody said it, as the clip says it, or today."""
    said = mine.asked.get("day") or (source.filmed and source.filmed.day)
    return str(said or datetime.now(UTC).date().isoformat())


def _suffix(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(N_BYTES)
    return ".mov" if head[4:12] == b"ftypqt  " else _SUFFIXES[sniff(head) or "iso"]


def _throw_away(mine: Upload, places: Places) -> None:
    places.incoming(mine.id).unlink(missing_ok=True)
    shutil.rmtree(places.folder(mine.id), ignore_errors=True)


def _named(error: VideoError, mine: Upload) -> tuple[str, str]:
    """What went wrong with the clip as its runner knows it, not as it lies here."""
    return _with_name(error.problem, mine), _with_name(error.hint, mine)


def _with_name(text: str, mine: Upload) -> str:
    if not isinstance(text, Said):
        return text
    ours = {mine.id, _COMING, mine.file}
    told = {k: mine.name if Path(str(v)).name in ours else v for k, v in text.fields.items()}
    return Said(text.template, **told)
