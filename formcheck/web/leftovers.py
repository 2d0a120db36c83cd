"""Removes what a job wrote for somebody who deleted the clip in the middle of it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine

from formcheck import store
from formcheck.pose.cache import kept_of
from formcheck.store.uploads import all_uploads
from formcheck.store.web_nouns import Job, Upload
from formcheck.web.places import Places


def remove_leftovers(job: Job, clips: Sequence[Upload], places: Places, engine: Engine) -> None:
    """Nothing; a job that is gone left nothing, nor did its clips that are gone.

    Raises
    ------
    HistoryError : the history cannot be written to
    """
    shutil.rmtree(places.comparison(job.id), ignore_errors=True)
    staying = all_uploads(place=engine)
    ids, contents = {one.id for one in staying}, {one.sha256 for one in staying}
    for id in set(job.uploads) - ids:
        shutil.rmtree(places.folder(id), ignore_errors=True)
        places.incoming(id).unlink(missing_ok=True)
        _forget(places.folder(id), engine)
    for one in clips:
        if one.id not in ids and one.sha256 and one.sha256 not in contents:
            for file in kept_of(one.sha256, places.landmarks):
                file.unlink(missing_ok=True)


def _forget(folder: Path, engine: Engine) -> None:
    """Nothing; no analysis in the history has its results below that folder."""
    inside = folder.absolute()
    mine = [e.id for e in store.entries(place=engine) if inside in Path(e.folder or "/").parents]
    store.delete(mine, engine)
