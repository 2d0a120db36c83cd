"""Has an analysis done on a Dask cluster, whose machines share the data folder."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from formcheck.batch.cluster import ClusterCrew, hire_cluster
from formcheck.batch.isolated import Limits, StoppedError
from formcheck.batch.nouns import Outcome, Task
from formcheck.errors import FormcheckError, SettingsError
from formcheck.types import Progress
from formcheck.web.places import Places
from formcheck.web.work.analysing import filed, task
from formcheck.web.work.nouns import Work

MOST_TRIES: Final = 3  # times that the scheduler may not answer: it may be started anew
AGAIN_S: Final = 10.0


class AtCluster:
    """Does one job at the scheduler's workers, then files its results here."""

    def __init__(
        self, scheduler: str, places: Places, limits: Limits, variables: Mapping[str, str]
    ) -> None:
        self._hire = hire_cluster(scheduler, 1, limits, variables=variables)
        self._homes = places.data.absolute() / "locks" / "cluster"
        self._stopped = threading.Event()
        self._crew: ClusterCrew | None = None

    def run(self, work: Work, tell: Progress) -> Outcome:
        """What became of the job; how far it is, is not known.

        Raises
        ------
        StoppedError : `stop` was called
        """
        tell("cluster", 0, None)
        try:
            asked = task(work)
        except SettingsError as error:
            return Outcome(work.name, "settings", error.problem, error.hint)
        for k in range(MOST_TRIES):
            try:
                outcome = self._once(asked, work)
                return replace(outcome, name=work.name, facts=_facts(outcome, work))
            except FormcheckError as error:
                if self._stopped.is_set():
                    raise StoppedError from error
                kept = error
                if k + 1 < MOST_TRIES and self._stopped.wait(AGAIN_S):
                    raise StoppedError from error
        return Outcome(work.name, "unreachable", kept.problem, kept.hint, MOST_TRIES)

    def stop(self) -> None:
        """Call it off; `run` lets go of the cluster then."""
        self._stopped.set()
        if self._crew is not None:
            self._crew.call_off()

    def close(self) -> None:
        """Nothing is left to let go of."""

    def _once(self, asked: Task, work: Work) -> Outcome:
        home = self._homes / work.name
        home.mkdir(parents=True, exist_ok=True)
        self._crew = crew = self._hire(home)
        try:
            for outcome in crew.work([] if self._stopped.is_set() else [asked]):
                return outcome
        finally:
            crew.stop()
            shutil.rmtree(home, ignore_errors=True)
        raise StoppedError  # what is called off gives no outcome


def _facts(outcome: Outcome, work: Work) -> Mapping[str, Any]:
    return filed(work) if outcome.is_analysed else {}
