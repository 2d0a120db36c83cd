"""The queue: what is to be done, taken by one worker each, and never lost.

waiting --take--> running --end--> done | failed
   |                 |--stop--> stopping --end--> stopped
   |--stop--> stopped
running or stopping, and its server was killed: `give_back` makes it waiting, or stopped.
running or stopping, and its server ends as it should: `release` does, and does not count it.

An upload is part of one job at a time: two that write into one folder would mix their files.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC
from typing import Any, Final, get_args

from sqlalchemy import Connection, Row, Select, Update, case, delete, func, select, update

from formcheck.store.opening import Place, reading, writing
from formcheck.store.tables import job_uploads, jobs, uploads
from formcheck.store.uploads import new_id, now
from formcheck.store.web_nouns import ENDED, QUICK, Job, JobKind, JobState

MOST_TRIES: Final = 3  # whose server ends three times in the middle of it does so for a reason
_AT_WORK: Final[tuple[JobState, ...]] = ("running", "stopping")
_QUEUE: Final = 0x666F726D63686B  # of ours alone: PostgreSQL's name for who may change the queue


def ask(
    kind: JobKind,
    uploads: Sequence[str],
    asked: Mapping[str, Any],
    lang: str,
    place: Place = None,
) -> Job:
    """The job that does this; the same one, where it is waiting already.

    Raises
    ------
    HistoryError : an upload is gone
    """
    told = json.dumps(dict(asked), sort_keys=True)
    with _alone(place) as connection:
        for known in _found(connection, _of(uploads[-1]).where(jobs.c.state == "waiting")):
            same = (known.kind, known.uploads, known.lang) == (kind, tuple(uploads), lang)
            if same and json.dumps(dict(known.asked), sort_keys=True) == told:
                return known
        id = new_id()
        row: dict[str, Any] = {
            "id": id,
            "kind": kind,
            "lang": lang,
            "asked": told,
            "state": "waiting",
        }
        row |= {"stage": "", "n_done": 0, "tries": 0, "outcome": "{}", "made_at": now()}
        connection.execute(jobs.insert().values(row))
        clips = [{"job": id, "position": k, "upload": one} for k, one in enumerate(uploads)]
        connection.execute(job_uploads.insert(), clips)
        return _found(connection, select(jobs).where(jobs.c.id == id))[0]


def job(id: str, place: Place = None) -> Job | None:
    """The job with that id; None where there is none."""
    with reading(place) as connection:
        found = _found(connection, select(jobs).where(jobs.c.id == id))
    return found[0] if found else None


def comparisons(
    runner: str | None = None, place: Place = None, *, most: int | None = None
) -> tuple[Job, ...]:
    """The comparisons of a runner's clips, or of everybody's, the newest first."""
    wanted = select(jobs).where(jobs.c.kind == "compare").order_by(jobs.c.made_at.desc(), jobs.c.id)
    if runner is not None:
        theirs = select(job_uploads.c.job).join(uploads).where(uploads.c.runner == runner)
        wanted = wanted.where(jobs.c.id.in_(theirs))
    with reading(place) as connection:
        return tuple(_found(connection, wanted.limit(most)))


def forget_job(id: str, place: Place = None) -> None:
    """Nothing; the job is gone. What it wrote is another's."""
    with writing(place) as connection:
        connection.execute(delete(jobs).where(jobs.c.id == id))


def jobs_of(upload: str, place: Place = None) -> tuple[Job, ...]:
    """All that an upload was part of, the newest first."""
    return jobs_of_each((upload,), place)[upload]


def jobs_of_each(uploads: Collection[str], place: Place = None) -> dict[str, tuple[Job, ...]]:
    """For each of those uploads all that it was part of, the newest first."""
    of: dict[str, list[Job]] = {id: [] for id in uploads}
    with reading(place) as connection:
        found = _found(connection, _of(*of).order_by(jobs.c.made_at.desc()))
    for job in found:
        for id in of.keys() & set(job.uploads):
            of[id].append(job)
    return {id: tuple(mine) for id, mine in of.items()}


def open_jobs(place: Place = None) -> tuple[Job, ...]:
    """All that is waiting or being done, in the order in which they will be taken."""
    with reading(place) as connection:
        return tuple(_found(connection, _in_line(select(jobs).where(jobs.c.state.not_in(ENDED)))))


def take(kinds: Collection[JobKind] = get_args(JobKind), place: Place = None) -> Job | None:
    """The next job of these kinds, which is running now; None where nothing waits.

    What is quick goes first, then what was asked for first. Two that take at once get two jobs,
    of different uploads.
    """
    ready = _in_line(_ready(kinds)).limit(1)
    with reading(place) as connection:  # mostly nothing waits: nobody is kept from writing then
        if connection.execute(ready).first() is None:
            return None
    with _alone(place) as connection:
        row = connection.execute(ready).first()
        if row is None:
            return None
        begun = {"state": "running", "begun_at": now(), "told_at": now(), "tries": row.tries + 1}
        connection.execute(update(jobs).where(jobs.c.id == row.id).values(begun))
        return _found(connection, select(jobs).where(jobs.c.id == row.id))[0]


def tell(
    id: str, stage: str, n_done: int, n_total: int | None, place: Place = None
) -> JobState | None:
    """The state of a job, whose progress is kept while it runs; None where it is gone."""
    far = {"stage": stage, "n_done": n_done, "n_total": n_total, "told_at": now()}
    mine = update(jobs).where(jobs.c.id == id, jobs.c.state.in_(_AT_WORK))
    with writing(place) as connection:
        connection.execute(mine.values(far))
        state = connection.scalars(select(jobs.c.state).where(jobs.c.id == id)).first()
    return None if state is None else state


def end(
    id: str,
    state: JobState,
    outcome: Mapping[str, Any],
    entry: int | None = None,
    place: Place = None,
) -> bool:
    """Whether it ended so, now. What has ended stays as it is, what is gone stays gone."""
    ended = {"state": state, "outcome": json.dumps(dict(outcome)), "ended_at": now()}
    mine = update(jobs).where(jobs.c.id == id, jobs.c.state.not_in(ENDED))
    with writing(place) as connection:
        done = connection.execute(mine.values(ended | ({} if entry is None else {"entry": entry})))
    return done.rowcount > 0


def stop(id: str, place: Place = None) -> None:
    """Nothing; the job is stopped, or will be as soon as its worker hears of it."""
    with writing(place) as connection:
        mine = update(jobs).where(jobs.c.id == id)
        is_waiting, is_running = jobs.c.state == "waiting", jobs.c.state == "running"
        connection.execute(mine.where(is_waiting).values(state="stopped", ended_at=now()))
        connection.execute(mine.where(is_running).values(state="stopping"))


def release(id: str, place: Place = None) -> None:
    """Nothing; a job that its worker leaves is waiting again, as if it had not been begun."""
    with _alone(place) as connection:
        mine = jobs.c.id == id
        connection.execute(_stopped().where(mine))
        left = update(jobs).where(mine, jobs.c.state == "running")
        connection.execute(left.values(_WAITING | {"tries": jobs.c.tries - 1}))


def give_back(place: Place = None) -> tuple[Job, ...]:
    """The jobs of a server that is no more wait again; for who knows that it is the only one.

    What was being stopped is stopped. What was begun `MOST_TRIES` times is left as it is, still
    running, and is the answer: the caller says why it has to `end`.
    """
    left = jobs.c.state == "running"
    with _alone(place) as connection:
        connection.execute(_stopped())
        again = update(jobs).where(left, jobs.c.tries < MOST_TRIES)
        connection.execute(again.values(_WAITING))
        return tuple(_found(connection, _in_line(select(jobs).where(left))))


def count_by_state(place: Place = None) -> dict[JobState, int]:
    """How many jobs there are in each state."""
    counted = select(jobs.c.state, func.count()).group_by(jobs.c.state)
    with reading(place) as connection:
        found = {state: int(n) for state, n in connection.execute(counted)}
    return {state: found.get(state, 0) for state in get_args(JobState)}


_WAITING: Final[dict[str, Any]] = {
    "state": "waiting", "stage": "", "n_done": 0, "n_total": None, "begun_at": None,
    "told_at": None,
}  # fmt: skip


@contextmanager
def _alone(place: Place) -> Iterator[Connection]:
    """A connection to write with, and nobody else changes who does what meanwhile."""
    with writing(place) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_QUEUE)))
        yield connection


def _stopped() -> Update:
    """What was being stopped is stopped."""
    return update(jobs).where(jobs.c.state == "stopping").values(state="stopped", ended_at=now())


def _ready(kinds: Collection[JobKind]) -> Select[Any]:
    """What waits, and is about no upload that somebody is at work on."""
    busy = (
        select(job_uploads.c.upload)
        .join(jobs, jobs.c.id == job_uploads.c.job)
        .where(jobs.c.state.in_(_AT_WORK))
    )
    kept = select(job_uploads.c.job).where(job_uploads.c.upload.in_(busy))
    waiting = select(jobs).where(jobs.c.state == "waiting", jobs.c.kind.in_(kinds))
    return waiting.where(jobs.c.id.not_in(kept))


def _of(*ids: str) -> Select[Any]:
    mine = select(job_uploads.c.job).where(job_uploads.c.upload.in_(ids))
    return select(jobs).where(jobs.c.id.in_(mine))


def _in_line(wanted: Select[Any]) -> Select[Any]:
    is_quick = case((jobs.c.kind.in_(QUICK), 0), else_=1)
    return wanted.order_by(is_quick, jobs.c.made_at, jobs.c.id)


def _found(connection: Connection, wanted: Select[Any]) -> list[Job]:
    rows = list(connection.execute(wanted))
    if not rows:
        return []
    ids = [row.id for row in rows]
    which = select(job_uploads).where(job_uploads.c.job.in_(ids)).order_by(job_uploads.c.position)
    of: dict[str, list[str]] = {}
    for one in connection.execute(which):
        of.setdefault(one.job, []).append(one.upload)
    return [_job(row, tuple(of.get(row.id, ()))) for row in rows]


def _job(row: Row[Any], uploads: tuple[str, ...]) -> Job:
    fields = row._asdict()
    fields |= {name: json.loads(fields[name]) for name in ("asked", "outcome")}
    for name in ("made_at", "begun_at", "told_at", "ended_at"):
        fields[name] = fields[name] and fields[name].replace(tzinfo=UTC)
    return Job(**fields, uploads=uploads)
