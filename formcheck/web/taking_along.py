"""Sends a file to be kept: under a name made by us, as what it is, in parts where asked for."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from fastapi import HTTPException
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from formcheck.web.formats import ZIP, Format, Offered


def sent(one: Offered, how: Format) -> FileResponse:
    """The answer that carries the file.

    Raises
    ------
    HTTPException : 404, it is gone
    """
    if one.path is None or not one.path.is_file():
        raise HTTPException(404)
    if how.media != ZIP:
        return FileResponse(one.path, media_type=how.media, filename=one.name)
    packed = _packed(one.path.parent)
    done = BackgroundTask(packed.unlink, missing_ok=True)
    return FileResponse(packed, media_type=ZIP, filename=one.name, background=done)


def _packed(folder: Path) -> Path:
    """All files of the folder in one; pictures are small already."""
    handle, name = tempfile.mkstemp(prefix=".packed-", suffix=".zip", dir=folder.parent)
    with os.fdopen(handle, "wb") as out, ZipFile(out, "w", ZIP_STORED) as packed:
        for file in sorted(folder.iterdir()):
            packed.write(file, file.name)
    return Path(name)
