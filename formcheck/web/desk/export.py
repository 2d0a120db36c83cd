"""Puts all that is kept about a person into one file to take away."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

from sqlalchemy import Engine

from formcheck import by_hand, store
from formcheck.store.uploads import all_uploads
from formcheck.store.web_nouns import Upload
from formcheck.web.places import Places

CHUNK_BYTES: Final = 1 << 20


def write(code: str, places: Places, engine: Engine, into: IO[bytes], *, has_clips: bool) -> None:
    """Nothing; the archive is written: analyses, what was said and noted, corrections, clips."""
    uploads = all_uploads(code, engine)
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        if store.entries(code, place=engine):
            _add_history(archive, code, engine)
        told = json.dumps([_told(one) for one in uploads], indent=1, ensure_ascii=False)
        archive.writestr("visits.json", told + "\n")
        for one in uploads:
            _add_files(archive, one, places, has_clips)


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """The file from its beginning, piece by piece."""
    file.seek(0)
    while piece := file.read(CHUNK_BYTES):
        yield piece


def _add_history(archive: zipfile.ZipFile, code: str, engine: Engine) -> None:
    with TemporaryDirectory() as folder:
        home = Path(folder) / "history"
        store.export(home, code, engine)
        for file in sorted(home.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(home).as_posix())


def _add_files(archive: zipfile.ZipFile, upload: Upload, places: Places, has_clips: bool) -> None:
    if not upload.file:
        return
    clip = places.clip(upload)
    for place in by_hand.places_beside(clip):
        if place.is_file():
            archive.write(place, f"corrections/{place.name}")
    if has_clips and clip.is_file():
        archive.write(clip, f"clips/{clip.name}", zipfile.ZIP_STORED)


def _told(upload: Upload) -> dict[str, object]:
    """What was said about a clip and noted; nothing that only the server needs."""
    known = asdict(upload)
    wanted = ("name", "file", "sha256", "state", "asked", "answers", "note")
    return {name: known[name] for name in wanted} | {"made_at": upload.made_at.isoformat()}
