"""One pair of hands: takes a job, has it done in a process apart, writes down what became of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Protocol

from sqlalchemy import Engine

from formcheck.batch.isolated import Isolated, Limits, StoppedError
from formcheck.batch.nouns import Outcome
from formcheck.batch.wire import as_json
from formcheck.child import Closing
from formcheck.errors import HistoryError
from formcheck.store import jobs
from formcheck.store.uploads import upload
from formcheck.store.web_nouns import Job, JobKind, JobState, Upload
from formcheck.types import Progress
from formcheck.web import logs
from formcheck.web.config import Config
from formcheck.web.hints import for_a_phone
from formcheck.web.leftovers import remove_leftovers
from formcheck.web.pace import Far, further
from formcheck.web.places import Places
from formcheck.web.work.nouns import Work

LOOK_S: Final = 0.3  # how often it is looked whether a job waits
BEAT_S: Final = 0.4  # how often it is told how far a job is, and looked whether it is wanted
IDLE_S: Final = 60.0  # after which a process that waits for work ends; chosen by us
PATIENCE_S: Final = 10.0  # with hands that do not end; chosen by us
AGAIN_S: Final = 2.0  # until the store is asked again when it did not answer


class Doer(Protocol):
    """Whoever does jobs: a process apart, or a cluster."""

    def run(self, task: Work, tell: Progress) -> Outcome:
        """What became of it; raises `StoppedError` where `stop` was called."""

    def stop(self) -> None:
        """End what is being done, for good."""

    def close(self) -> None:
        """Let go of everything."""


@dataclass(frozen=True, slots=True)
class Shop:
    """What all hands share.

    Attributes
    ----------
    command : of the process apart
    ending : set when the server ends
    """

    config: Config
    places: Places
    engine: Engine
    command: Sequence[str]
    limits: Limits
    ending: threading.Event = field(default_factory=threading.Event)

    @property
    def variables(self) -> Mapping[str, str]:
        """Of the environment of every process: all of a person's data is in the data folder."""
        return {"FORMCHECK_CACHE": str(self.places.landmarks.absolute())}


class Hand:
    """A thread that does jobs of these kinds, one at a time, until the server ends."""

    def __init__(self, shop: Shop, kinds: Sequence[JobKind], lock: Path) -> None:
        self._shop, self._kinds, self._lock = shop, kinds, lock
        self._process: Isolated | None = None
        self._idle_since_s = time.monotonic()
        self._thread = threading.Thread(target=self._work, name=lock.stem, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether it works, or waits for work."""
        return self._thread.is_alive()

    def join(self) -> None:
        """Wait for its end; who waits for a cluster that does not answer is left to itself."""
        self._thread.join(PATIENCE_S)

    def _work(self) -> None:
        ending = self._shop.ending
        try:
            while not ending.is_set():
                try:
                    job = jobs.take(self._kinds, self._shop.engine)
                except HistoryError:
                    ending.wait(AGAIN_S)
                    continue
                if job is None:
                    self._rest()
                else:
                    self._do(job)
        finally:
            self._let_go()

    def _rest(self) -> None:
        self._shop.ending.wait(LOOK_S)
        if time.monotonic() - self._idle_since_s > IDLE_S:
            self._let_go()

    def _do(self, job: Job) -> None:
        """Nothing; the job is done, and what became of it is in the store."""
        logs.job_begun(job)
        shop, doer = self._shop, self._doer(job)
        clips = _clips(job, shop)
        outcome: Outcome | None = None
        with _Watch(job, shop, doer) as watch, suppress(StoppedError):
            outcome = doer.run(work_of(job, shop), watch.hear)
        if watch.has_stopped or doer is not self._process:
            doer.close()
        if watch.has_stopped and doer is self._process:
            self._process = None  # it was stopped for good
        _settle(job, outcome, shop, clips)
        self._idle_since_s = time.monotonic()

    def _doer(self, job: Job) -> Doer:
        shop = self._shop
        if job.kind == "analyze" and shop.config.scheduler is not None:
            from formcheck.web.elsewhere import AtCluster

            return AtCluster(shop.config.scheduler, shop.places, shop.limits, shop.variables)
        if self._process is None:
            self._process = Isolated(shop.limits, self._lock, shop.command, shop.variables)
        return self._process

    def _let_go(self) -> None:
        if self._process is not None:
            self._process.close()
        self._idle_since_s = time.monotonic()


class _Watch(Closing):
    """Writes down how far a job is, and stops it when nobody wants it, or the server ends."""

    def __init__(self, job: Job, shop: Shop, doer: Doer) -> None:
        self.has_stopped = False
        self._job, self._shop, self._doer = job, shop, doer
        self._far = Far()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def hear(self, stage: str, done: int, total: int | None) -> None:
        """Nothing; it is written down in a moment."""
        self._far = further(self._job.kind, self._far, Far(stage, done, total))

    def close(self) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(BEAT_S):
            if self._shop.ending.is_set() or not self._is_wanted():
                self.has_stopped = True
                self._doer.stop()
                return

    def _is_wanted(self) -> bool:
        far = self._far
        try:
            told = (far.stage, far.n_done, far.n_total)
            return jobs.tell(self._job.id, *told, self._shop.engine) == "running"
        except HistoryError:  # told again in a moment
            return True


def work_of(job: Job, shop: Shop) -> Work:
    """The job as the process that does it gets it."""
    places = Places(shop.config.data.absolute())
    return Work(
        name=job.id, kind=job.kind, out=_out(job, places), data=places.data,
        store=shop.config.store, uploads=job.uploads, asked=job.asked, lang=job.lang,
    )  # fmt: skip


def _out(job: Job, places: Places) -> Path:
    """The folder it writes into."""
    if job.kind == "compare":
        return places.comparison(job.id)
    if job.kind == "check":
        return places.folder(job.uploads[-1])
    if job.kind == "prepare":
        return places.desk(job.uploads[-1])
    return places.results(job.uploads[-1], job.lang)


def _clips(job: Job, shop: Shop) -> tuple[Upload, ...]:
    """The clips of the job as they are known before it is done."""
    with suppress(HistoryError):
        found = [upload(id, shop.engine) for id in job.uploads]
        return tuple(one for one in found if one is not None)
    return ()


def _settle(job: Job, outcome: Outcome | None, shop: Shop, clips: Sequence[Upload]) -> None:
    """Nothing; what became of the job is in the store, as soon as the store can be written to.

    Where it cannot until the server ends, the next one does the job again.
    """
    while True:
        try:
            _end(job, outcome, shop)
            if jobs.job(job.id, shop.engine) is None:
                remove_leftovers(job, clips, shop.places, shop.engine)
            return
        except HistoryError:
            if shop.ending.wait(AGAIN_S):
                return


def _end(job: Job, outcome: Outcome | None, shop: Shop) -> None:
    if outcome is None and shop.ending.is_set():
        jobs.release(job.id, shop.engine)
        return
    told = None if outcome is None else for_a_phone(outcome)
    state, kept = _told(told)
    entry = None if told is None else told.facts.get("entry")
    if jobs.end(job.id, state, kept, entry, shop.engine):
        took_s = (datetime.now(UTC) - (job.begun_at or job.made_at)).total_seconds()
        logs.job_ended(job, state, took_s, None if told is None else told.trouble)


def _told(outcome: Outcome | None) -> tuple[JobState, Mapping[str, Any]]:
    """How the job ended, and what is kept of it."""
    if outcome is None:
        return "stopped", {}
    return ("done" if outcome.is_analysed else "failed"), as_json(outcome)
