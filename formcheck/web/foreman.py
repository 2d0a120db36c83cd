"""Has jobs done while the server runs: some hands for any job, one more for quick ones.

    foreman ── hand ── process apart      any job, analyses too
            ── hand ── process apart      quick jobs only: nobody waits behind an analysis

Whatever the moment at which a server is killed, its processes end with it, and the next server
takes up what was left: a job that had not ended is done again from what is kept.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, get_args

from filelock import FileLock, Timeout
from sqlalchemy import Engine

from formcheck.batch.cluster import hire_cluster
from formcheck.batch.crew import LEAST_MB, usual_workers
from formcheck.batch.isolated import Limits
from formcheck.batch.nouns import Outcome
from formcheck.batch.wire import as_json
from formcheck.child import Closing
from formcheck.errors import SettingsError
from formcheck.folder import FETCHED, PART, remove_part
from formcheck.pose.cores import cores
from formcheck.store import jobs
from formcheck.store.web_nouns import QUICK, JobKind
from formcheck.types.said import Said
from formcheck.web.config import Config
from formcheck.web.hand import Hand, Shop
from formcheck.web.places import Places

AT_WORK: Final = (sys.executable, "-m", "formcheck.web.at_work")
PATIENCE_S: Final = 10.0  # a process whose server was killed ends within moments of it
ENDED_OFTEN: Final = Said("The server ended in the middle of it, {n} times.", n=jobs.MOST_TRIES)
ENDED_HINT: Final = Said("Tell whoever looks after this server; the clip is kept.")


class Foreman(Closing):
    """Takes jobs from the store and has them done; opened when the server starts.

    With no workers in the config nothing is done: jobs wait.
    """

    def __init__(
        self, config: Config, places: Places, engine: Engine, command: Sequence[str] = AT_WORK
    ) -> None:
        self._count = usual_workers() if config.workers is None else config.workers
        limits = Limits(config.time_limit_s, config.memory_mb, _threads(self._count))
        self._shop = Shop(config, places, engine, command, limits)
        self._lock = FileLock(_locks(places) / "server.lock")
        self._hands: tuple[Hand, ...] = ()

    def open(self) -> None:
        """Nothing; what an earlier server left is taken up again, and jobs are being done.

        Raises
        ------
        SettingsError : another server is at work in the data folder, or it cannot be written to;
            a limit is too low, or Dask is not installed
        HistoryError : the store cannot be written to
        """
        if not self._count:
            return
        _refuse_senseless(self._shop)
        _alone(self._lock, self._shop.places)
        _take_up(self._shop)
        kinds: list[tuple[JobKind, ...]] = [get_args(JobKind)] * self._count + [QUICK]
        self._hands = tuple(
            Hand(self._shop, of, _locks(self._shop.places) / f"at-work-{k}.lock")
            for k, of in enumerate(kinds, 1)
        )
        for hand in self._hands:
            hand.start()

    def is_well(self) -> bool:
        """Whether everybody works who should."""
        return all(hand.is_alive for hand in self._hands)

    def stop_soon(self) -> None:
        """Nothing; processes end in a moment, their jobs wait for the next server."""
        self._shop.ending.set()

    def close(self) -> None:
        """End all processes; what they were doing waits for the next server."""
        self.stop_soon()
        for hand in self._hands:
            hand.join()
        self._lock.release()


def refuse_busy(places: Places) -> None:
    """Nothing; no other server is at work in the data folder, at this moment.

    Raises
    ------
    SettingsError : one is, or the folder cannot be written to
    """
    lock = FileLock(_locks(places) / "server.lock")
    _alone(lock, places)
    lock.release()


def _alone(lock: FileLock, places: Places) -> None:
    """Nothing; the lock is ours, and no process of an earlier server lives."""
    busy = SettingsError(
        Said("Another server is at work in {data}.", data=places.data),
        Said("Stop it, or choose another folder with --data."),
    )
    try:
        _locks(places).mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
        for held in sorted(_locks(places).glob("at-work-*.lock")):
            with FileLock(held, timeout=PATIENCE_S):
                pass
    except Timeout as error:
        lock.release()
        raise busy from error
    except OSError as error:
        raise SettingsError(
            Said("Cannot write to {out}: {strerror}.", out=places.data,
                 strerror=error.strerror or error),
            Said("Choose another folder with --data."),
        ) from error  # fmt: skip


def _take_up(shop: Shop) -> None:
    """Nothing; what was left half done is gone, jobs wait again, or failed for good."""
    for name in ("clips", "comparisons"):
        for half in (PART, FETCHED):
            for part in sorted((shop.places.data / name).rglob(half)):
                remove_part(part.parent)
    for job in jobs.give_back(shop.engine):
        outcome = Outcome(job.id, "crashed", ENDED_OFTEN, ENDED_HINT, job.tries)
        jobs.end(job.id, "failed", as_json(outcome), place=shop.engine)


def _locks(places: Places) -> Path:
    return places.data / "locks"


def _threads(count: int) -> int:
    """Threads that each process may calculate with."""
    return max(1, cores() // max(1, count))


def _refuse_senseless(shop: Shop) -> None:
    config = shop.config
    if config.memory_mb is not None and config.memory_mb < LEAST_MB:
        raise SettingsError(
            Said("{option} is too small.", option="--memory-mb"),
            Said("Give {least} or more.", least=LEAST_MB),
        )
    if config.scheduler is not None:
        hire_cluster(config.scheduler, 1, shop.limits)
