"""Deletes what is old: when the server starts, and every hour.

Age counts from the moment a clip was handed in, not from the day of filming and not from when
somebody last looked at it: so everybody can know beforehand when it goes.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Final

from sqlalchemy import Engine

from formcheck.errors import FormcheckError
from formcheck.store import ageing as store
from formcheck.store.uploads import n_uploads, now
from formcheck.store.web_nouns import Upload
from formcheck.web import logs
from formcheck.web.config import Config
from formcheck.web.deleting import delete_upload, scrub
from formcheck.web.places import Places

EVERY_S: Final = 3600.0
SCRUB_S: Final = 24 * 3600.0  # for traces that a deletion left, as others had the store open
ARRIVING_DAYS: Final = 2  # a phone that went home comes back the next day; chosen by us
SPENT_DAYS: Final = 30  # refused clips, and jobs that came to nothing; chosen by us
LEFT_DAYS: Final = 1  # what a broken-off deletion left; a database put back meanwhile may know it
SNAPSHOT: Final = "backup-"  # how a folder of `web.backup` begins
_ID: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Old:
    """What would go now.

    Attributes
    ----------
    uploads : clips handed in too long ago, with all that was made of them
    arriving : clips of which the rest never came
    refused : clips that were refused, whose bytes are gone already
    jobs : ids of jobs that nothing refers to
    left : folders and files that belong to nothing
    """

    uploads: tuple[Upload, ...]
    arriving: tuple[Upload, ...]
    refused: tuple[Upload, ...]
    jobs: tuple[str, ...]
    left: tuple[Path, ...]

    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {name: len(getattr(self, name)) for name in self.__slots__}


def outdated(config: Config, engine: Engine) -> Old:
    """What `tidy` would delete at this moment; nothing is deleted."""
    old: tuple[Upload, ...] = ()
    if config.keep_days is not None:
        old = store.handed_in_before(now() - timedelta(days=config.keep_days), engine)
    stale = store.still_arriving(now() - timedelta(days=ARRIVING_DAYS), engine)
    long_ago = now() - timedelta(days=SPENT_DAYS)
    refused = [u for u in store.handed_in_before(long_ago, engine) if u.state == "refused"]
    gone = {one.id for one in old}
    return Old(
        uploads=old,
        arriving=tuple(one for one in stale if one.id not in gone),
        refused=tuple(one for one in refused if one.id not in gone),
        jobs=store.spent_jobs(long_ago, engine),
        left=tuple(_left(Places(config.data), engine)),
    )


def tidy(config: Config, engine: Engine) -> Old:
    """What was deleted as it was old."""
    old, places = outdated(config, engine), Places(config.data)
    for one in (*old.uploads, *old.arriving, *old.refused):
        delete_upload(one, places, engine)
    store.forget_jobs(old.jobs, engine)
    for path in old.left:
        _remove(path)
    store.forget_doors(engine)
    logs.aged(**old.counts())
    return old


class Ageing:
    """A thread of the server that calls `tidy`; `end` ends it."""

    def __init__(self, config: Config, engine: Engine) -> None:
        self._config, self._engine = config, engine
        self._ended = Event()
        self._thread = Thread(target=self._run, name="ageing", daemon=True)

    def begin(self) -> None:
        """Nothing; it runs beside the server from now on."""
        self._thread.start()

    def end(self, patience_s: float = 20.0) -> None:
        """Nothing; it has ended, or ends with the process."""
        self._ended.set()
        self._thread.join(patience_s)

    def _run(self) -> None:
        scrubbed_s = time.monotonic()
        while not self._ended.is_set():
            try:
                tidy(self._config, self._engine)
                if time.monotonic() - scrubbed_s > SCRUB_S and scrub(self._engine):
                    scrubbed_s = time.monotonic()
            except (FormcheckError, OSError) as error:
                logs.warned("ageing_failed", **logs.facts_of(error))
            self._ended.wait(EVERY_S)


def _left(places: Places, engine: Engine) -> Iterator[Path]:
    """What lies in the data folder and belongs to nothing.

    Nothing at all where the store has no clips: then it is likely to be another store.
    """
    yield from _lying(places.data, re.compile(f"{SNAPSHOT}.+"))
    if not n_uploads(place=engine):
        return
    found = [
        path
        for folder in ("incoming", "clips", "comparisons")
        for path in _lying(places.data / folder, _ID)
    ]
    known = store.known_ids(engine)  # asked after looking: what came since then is not in `found`
    yield from (path for path in found if path.name not in known)


def _lying(folder: Path, called: re.Pattern[str]) -> Iterator[Path]:
    """What lies there since `LEFT_DAYS` under such a name; no links."""
    if not folder.is_dir():
        return
    before_s = time.time() - LEFT_DAYS * 86400
    for path in sorted(folder.iterdir()):
        with suppress(FileNotFoundError):
            is_ours = called.fullmatch(path.name) and not path.is_symlink()
            if is_ours and path.stat().st_mtime < before_s:
                yield path


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
