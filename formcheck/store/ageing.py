"""Finds what is old among what the web page keeps; who deletes it has files to see to, too."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select

from formcheck.store.accounts import SESSION_DAYS
from formcheck.store.opening import Place, reading, writing
from formcheck.store.tables import invitations, job_uploads, jobs, sessions, uploads
from formcheck.store.uploads import all_uploads, now
from formcheck.store.web_nouns import ENDED, Upload

# What came of these stays, as long as the clip does: an analysis, a comparison.
_KEPT: Final = ("analyze", "again", "compare")


def handed_in_before(moment: datetime, place: Place = None) -> tuple[Upload, ...]:
    """The clips that were handed in before then, the newest first; moments are UTC."""
    return tuple(one for one in all_uploads(place=place) if _utc(one.made_at) < moment)


def still_arriving(since: datetime, place: Place = None) -> tuple[Upload, ...]:
    """The clips of which bytes are missing, and of which none came since then."""
    found = (one for one in all_uploads(place=place) if one.state == "arriving")
    return tuple(one for one in found if _utc(one.used_at) < since)


def spent_jobs(before: datetime, place: Place = None) -> tuple[str, ...]:
    """Ids of jobs that ended before then and that nothing refers to any more.

    Not the newest of its kind for a clip, for it says how that clip is; not one that made an
    analysis or a comparison.
    """
    made = select(jobs.c.id, jobs.c.kind, jobs.c.state, jobs.c.ended_at, job_uploads.c.upload)
    rows_of = made.join(job_uploads).order_by(jobs.c.made_at, jobs.c.id)
    with reading(place) as connection:
        rows = list(connection.execute(rows_of))
    newest = {(row.upload, row.kind): row.id for row in rows}
    needed = {row.id for row in rows if row.state == "done" and row.kind in _KEPT}
    needed |= set(newest.values())
    old = {row.id for row in rows if row.state in ENDED and row.ended_at and row.ended_at < before}
    return tuple(sorted(old - needed))


def forget_jobs(ids: Collection[str], place: Place = None) -> None:
    """Nothing; these jobs are gone."""
    with writing(place) as connection:
        connection.execute(delete(jobs).where(jobs.c.id.in_(ids)))


def forget_doors(place: Place = None) -> int:
    """How many invitations and browsers that nobody gets in by any more are gone."""
    old = now() - timedelta(days=SESSION_DAYS)
    with writing(place) as connection:
        used = connection.execute(delete(invitations).where(invitations.c.ends_at < now()))
        seen = connection.execute(delete(sessions).where(sessions.c.seen_at < old))
        return int(used.rowcount + seen.rowcount)


def known_ids(place: Place = None) -> frozenset[str]:
    """Ids of all clips and all jobs: what a folder may be called."""
    with reading(place) as connection:
        return frozenset(connection.scalars(select(uploads.c.id).union(select(jobs.c.id))))


def _utc(moment: datetime) -> datetime:
    """As the tables have it."""
    return moment.replace(tzinfo=None)
