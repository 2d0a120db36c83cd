"""The crew of a Dask cluster: workers on this and other machines, some of which may vanish.

    batch --- a few clips a worker ---> scheduler ---> workers, each with processes of its own
          <-- outcomes --------------

The folder of results, and clips that do not lie in storage, must be on a disk that all machines
see under the same name. Only the address that was given is contacted. How often a clip is tried
is decided here: Dask is asked for no retries; what it does by itself is give clips of a worker
that is gone to another, up to its own limit, after which it hands them back to us.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Final

from formcheck.batch.at_cluster import CALLED_OFF, Job, analyse
from formcheck.batch.greeting import refuse_strangers
from formcheck.batch.isolated import AT_WORK, Limits
from formcheck.batch.nouns import Outcome, Task
from formcheck.batch.storage import is_address
from formcheck.batch.wire import outcome_from, task_line
from formcheck.errors import SettingsError
from formcheck.folder import remove_part
from formcheck.types.said import Said

if TYPE_CHECKING:
    from distributed import Client, Future

LOCAL: Final = "local"
PER_THREAD: Final = 2  # clips at the cluster for each of its threads: one at work, one waiting
MOST_LOST: Final = 3  # times that a clip's worker may vanish; chosen by us
CONNECT_S: Final = 10.0
WORKERS_S: Final = 30.0  # in which the first worker comes
NOBODY_S: Final = 60.0  # without any worker after which a batch gives up; chosen by us
ENDED_S: Final = 10.0  # in which processes that are called off end
_LOOK_S: Final = 0.5  # a wait with an end is one that Ctrl-C can break on every system
_ROOM_S: Final = 2.0  # how long a count of workers holds


@dataclass(slots=True)
class Flight:
    """A clip that is at the cluster, and how often its worker vanished."""

    task: Task
    future: Future
    lost: int = 0


@dataclass(slots=True)
class ClusterCrew:
    """Workers of a Dask cluster; `workers` is for a cluster on this machine."""

    address: str
    job: Job
    workers: int = 1
    _flying: dict[str, Flight] = field(default_factory=dict)
    _back: SimpleQueue[Future] = field(default_factory=SimpleQueue)
    _open: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)
    _threads: tuple[float, int] = (0.0, 0)  # when workers were last counted, their threads
    _seen_s: float = 0.0  # when there last was a worker
    _is_called_off: bool = False

    def work(self, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """The outcome of each task, as they come.

        Raises
        ------
        SettingsError : the scheduler is not there, or no more; a worker cannot do the work
        """
        if not tasks:
            return
        _quiet()
        client = self._connected()
        places = [str(self.job.home), *_places(tasks)]
        _asked(client, lambda: refuse_strangers(client, places), self.address)
        todo = deque((task, 0) for task in tasks)
        while (todo or self._flying) and not self._is_called_off:
            while todo and len(self._flying) < self._room(client):
                self._send(client, *todo.popleft())
            flight = self._next(client)
            outcome = None if flight is None else _outcome(client, flight, self.address)
            if outcome is not None:
                yield outcome
            elif flight is not None:
                todo.appendleft((flight.task, flight.lost + 1))

    def call_off(self) -> None:
        """Nothing; `work` ends in a moment, and who called it can `stop`. For any thread."""
        self._is_called_off = True

    def stop(self) -> None:
        """Call off what is at the cluster, wait for its end, and let go of the cluster."""
        flying = list(self._flying.values())
        self._flying.clear()
        with contextlib.suppress(Exception):  # the scheduler may be gone: so is the work
            for flight in flying:
                flight.future.cancel(force=True)
        if flying:
            _wait_for_end(self.job.home)
        with contextlib.suppress(Exception):
            self._open.close()
        for flight in flying:
            remove_part(flight.task.out)

    def _connected(self) -> Client:
        from distributed import Client, LocalCluster

        try:
            where: Any = self.address
            if where == LOCAL:
                where = self._open.enter_context(_local(LocalCluster, self.workers))
            client = Client(where, timeout=CONNECT_S, set_as_default=False)
            self._open.enter_context(client)
            client.wait_for_workers(1, timeout=WORKERS_S)
        except (OSError, TimeoutError, ValueError) as error:
            self._open.close()
            raise SettingsError(
                Said("There is no Dask scheduler with workers at {address}.", address=self.address),
                Said("Start `dask scheduler` and `dask worker`, and give the scheduler's address."),
            ) from error
        self._seen_s = time.monotonic()
        return client

    def _send(self, client: Client, task: Task, lost: int) -> None:
        """Nothing; the clip is at the cluster, under a name that says nothing of it."""
        key = f"formcheck-{self.job.id}-{secrets.token_hex(8)}"
        future = client.submit(
            analyse, task_line(task), self.job, key=key, pure=False, retries=0
        )  # a name of its own: Dask keeps what it knows by name
        self._flying[key] = Flight(task, future, lost)
        future.add_done_callback(self._back.put)

    def _next(self, client: Client) -> Flight | None:
        """What came back; None after a while, or when it was called off before."""
        try:
            future = self._back.get(timeout=_LOOK_S)
        except Empty:
            self._refuse_nobody(client)
            return None
        return self._flying.pop(future.key, None)

    def _room(self, client: Client) -> int:
        counted_s, threads = self._threads
        if time.monotonic() - counted_s > _ROOM_S:
            threads = sum(_asked(client, client.nthreads, self.address).values())
            self._threads = (time.monotonic(), threads)
            if threads:
                self._seen_s = time.monotonic()
        return max(1, PER_THREAD * threads)

    def _refuse_nobody(self, client: Client) -> None:
        """Nothing; the scheduler is there, and has had a worker of late."""
        if client.status != "running":
            raise _gone(self.address)
        self._room(client)
        if time.monotonic() - self._seen_s > NOBODY_S:
            raise SettingsError(
                Said("No worker is left at {address}.", address=self.address),
                Said("Start workers again, then the same command: it goes on where it stopped."),
            )


def hire_cluster(
    address: str,
    workers: int,
    limits: Limits,
    command: Sequence[str] = AT_WORK,
    variables: Mapping[str, str] | None = None,
) -> Callable[[Path], ClusterCrew]:
    """Who hires the workers of a cluster.

    Raises
    ------
    SettingsError : Dask is not installed
    """
    try:
        import distributed  # noqa: F401
    except ImportError as error:
        raise SettingsError(
            Said("For --scheduler, Dask must be installed."),
            Said("Install it beside formcheck: pip install 'formcheck[cluster]'"),
        ) from error
    batch = secrets.token_hex(6)
    return lambda home: ClusterCrew(
        address, Job(batch, home.absolute(), limits, tuple(command), variables or {}), workers
    )


def _local(kind: Any, workers: int) -> Any:
    """A cluster on this machine that only this machine reaches."""
    return kind(
        n_workers=workers,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    )


def _quiet() -> None:
    """Nothing; Dask says no word of its own on the terminal: what matters is an error of ours."""
    logging.getLogger("distributed").setLevel(logging.CRITICAL)


def _places(tasks: Sequence[Task]) -> list[str]:
    """Files that all workers must see: the first clip stands for all."""
    clip = tasks[0].clip
    return [] if is_address(clip) or not Path(clip).exists() else [clip]


def _outcome(client: Client, flight: Flight, address: str) -> Outcome | None:
    """What became of the clip; None when its worker vanished, and another may try."""
    from distributed import KilledWorker

    if flight.future.status == "finished":
        line = _asked(client, flight.future.result, address)
        if line != CALLED_OFF:
            outcome = outcome_from(line)
            return replace(outcome, attempts=outcome.attempts + flight.lost)
    elif flight.future.status == "error":
        error = flight.future.exception()
        if not isinstance(error, KilledWorker):
            raise SettingsError(
                Said("A worker cannot do the work: {why}.", why=_first_line(error)),
                Said("See that the same formcheck is installed on every machine."),
            ) from error
    elif client.status != "running":
        raise _gone(address)
    return _given_up(flight) if flight.lost + 1 >= MOST_LOST else None


def _given_up(flight: Flight) -> Outcome:
    n = flight.lost + 1
    reason = Said("The worker that looked at it vanished, {n} times.", n=n)
    return Outcome(
        flight.task.name, "crashed", reason, Said("Try it alone: formcheck analyze CLIP."), n
    )


def _asked(client: Client, ask: Callable[[], Any], address: str) -> Any:
    """What the scheduler answers.

    Raises
    ------
    SettingsError : it is no longer there
    """
    try:
        return ask()
    except (OSError, TimeoutError, ValueError, RuntimeError) as error:
        raise _gone(address) from error


def _gone(address: str) -> SettingsError:
    return SettingsError(
        Said("The Dask scheduler at {address} does not answer any more.", address=address),
        Said("Start it again, then the same command: it goes on where it stopped."),
    )


def _first_line(error: BaseException | None) -> str:
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__).rstrip(".")


def _wait_for_end(home: Path) -> None:
    """Nothing; the processes of workers let go of their locks, or it took too long."""
    import filelock

    due_s = time.monotonic() + ENDED_S
    for held in sorted(home.glob("at-work-*.lock")):
        with contextlib.suppress(filelock.Timeout):
            left_s = max(0.0, due_s - time.monotonic())
            filelock.FileLock(held).acquire(timeout=left_s).lock.release()
