"""Deletes clips, and all that was made of them, so that nothing can be read back."""

from __future__ import annotations

import shutil
import time
from collections.abc import Collection
from contextlib import suppress
from typing import Final

from sqlalchemy import Engine

from formcheck import store
from formcheck.errors import HistoryError
from formcheck.pose.cache import kept_of
from formcheck.store import entries
from formcheck.store.accounts import forget_runner
from formcheck.store.jobs import job, jobs_of, stop
from formcheck.store.uploads import all_uploads, forget_upload, others_with
from formcheck.store.web_nouns import Upload
from formcheck.web.places import Places

STOPPING_S: Final = 15.0  # how long a worker may take to end what it does; chosen by us
_LOOK_S: Final = 0.1
_SCRUBS: Final = 5  # tries, while others have the store open for a moment
_BETWEEN_S: Final = 0.5


def delete_upload(upload: Upload, places: Places, engine: Engine) -> None:
    """Nothing; the clip is gone, with its results, analyses, landmarks, comparisons and jobs.

    Its row goes last: what was broken off in the middle can be done again.
    """
    _forget(upload, places, engine)
    scrub(engine)


def delete_runner(runner: str, places: Places, engine: Engine) -> None:
    """Nothing; whatever there is of a runner is gone: clips, analyses, account."""
    for one in all_uploads(runner, engine):
        _forget(one, places, engine)
    left = [e.id for e in entries(runner, place=engine)]
    _delete_entries(left, engine)
    forget_runner(runner, engine)
    scrub(engine)


def scrub(engine: Engine) -> bool:
    """Whether what was deleted cannot be read back from the store's files any more.

    Others may have it open for a moment; whoever looks after the server tries again later.
    """
    for n in range(_SCRUBS):
        try:
            store.scrub(engine)
        except HistoryError:
            time.sleep(_BETWEEN_S * (n + 1))
        else:
            return True
    return False


def _forget(upload: Upload, places: Places, engine: Engine) -> None:
    _stop(upload.id, engine)
    _delete_entries(_entries_of(upload, places, engine), engine)
    _remove_landmarks(upload, places, engine)
    for one in jobs_of(upload.id, engine):
        shutil.rmtree(places.comparison(one.id), ignore_errors=True)
    shutil.rmtree(places.folder(upload.id), ignore_errors=True)
    places.incoming(upload.id).unlink(missing_ok=True)
    forget_upload(upload.id, engine)


def _stop(id: str, engine: Engine) -> None:
    """Nothing; no worker is busy with the clip any more, or it was given time enough to hear it."""
    for one in jobs_of(id, engine):
        if not one.has_ended:
            stop(one.id, engine)
    due_s = time.monotonic() + STOPPING_S
    for one in jobs_of(id, engine):
        while time.monotonic() < due_s:
            now = job(one.id, engine)
            if now is None or now.has_ended:
                break
            time.sleep(_LOOK_S)


def _entries_of(upload: Upload, places: Places, engine: Engine) -> list[int]:
    """Analyses of the clip; where the runner handed in the same clip twice, those in its folder."""
    if not upload.sha256:
        return []
    found = entries(upload.runner, upload.sha256, engine)
    folder = str(places.folder(upload.id).absolute())
    has_twin = upload.runner in others_with(upload, engine)
    return [e.id for e in found if not has_twin or e.folder.startswith(folder)]


def _delete_entries(ids: Collection[int], engine: Engine) -> None:
    with suppress(HistoryError):  # deleted, and not scrubbed yet: that comes at the end
        store.delete(ids, engine)


def _remove_landmarks(upload: Upload, places: Places, engine: Engine) -> None:
    """Nothing; landmarks of the clip's content are gone, unless another clip has the same."""
    if upload.sha256 and not others_with(upload, engine):
        for file in kept_of(upload.sha256, places.landmarks):
            file.unlink(missing_ok=True)
