"""Keeps what was handed in through the web page, from the first byte to its deletion."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, Final, get_args

from sqlalchemy import Row, delete, func, select, update

from formcheck.store.ids import checked_runner
from formcheck.store.opening import Place, reading, writing
from formcheck.store.tables import job_uploads, jobs, uploads
from formcheck.store.web_nouns import Upload, UploadState

_JSON: Final = ("asked", "answers", "looked", "trouble")


def new_id() -> str:
    """An id that nobody can guess: 128 random bits, 32 hexadecimal digits."""
    return secrets.token_hex(16)


def now() -> datetime:
    """The moment, UTC, as the tables have it."""
    return datetime.now(UTC).replace(tzinfo=None)


def begin_upload(runner: str, name: str, n_bytes: int, place: Place = None) -> Upload:
    """A new upload, of which nothing has arrived.

    Raises
    ------
    SettingsError : the runner is no code
    """
    row: dict[str, Any] = {
        "id": new_id(),
        "runner": checked_runner(runner),
        "name": name,
        "n_bytes": n_bytes,
    }
    row |= {"n_received": 0, "state": "arriving", "file": "", "sha256": "", "note": ""}
    row |= dict.fromkeys(_JSON, "{}") | {"made_at": now(), "used_at": now()}
    with writing(place, make=True) as connection:
        connection.execute(uploads.insert().values(row))
    return _upload(row)


def upload(id: str, place: Place = None) -> Upload | None:
    """The upload with that id; None where there is none."""
    with reading(place) as connection:
        row = connection.execute(select(uploads).where(uploads.c.id == id)).first()
    return None if row is None else _upload(row)


def all_uploads(
    runner: str | None = None, place: Place = None, *, most: int | None = None, skip: int = 0
) -> tuple[Upload, ...]:
    """Those of a runner, or everybody's; the newest first, at most so many after those skipped."""
    wanted = select(uploads).order_by(uploads.c.made_at.desc(), uploads.c.id)
    if runner is not None:
        wanted = wanted.where(uploads.c.runner == runner)
    with reading(place) as connection:
        return tuple(map(_upload, connection.execute(wanted.limit(most).offset(skip))))


def uploads_by_id(ids: Collection[str], place: Place = None) -> dict[str, Upload]:
    """Those uploads, by id; what is gone is left out."""
    wanted = select(uploads).where(uploads.c.id.in_(set(ids)))
    with reading(place) as connection:
        return {row.id: _upload(row) for row in connection.execute(wanted)}


def others_with(upload: Upload, place: Place = None) -> set[str]:
    """Runners of the other uploads with the same content."""
    same = uploads.c.sha256 == upload.sha256, uploads.c.id != upload.id
    with reading(place) as connection:
        return set(connection.scalars(select(uploads.c.runner).where(*same)))


def last_answered(runner: str, before: datetime, place: Place = None) -> Upload | None:
    """The newest upload of the runner before then that has answers; moments are UTC."""
    wanted = select(uploads).order_by(uploads.c.made_at.desc(), uploads.c.id).limit(1)
    is_before = uploads.c.made_at < before.replace(tzinfo=None)
    wanted = wanted.where(uploads.c.runner == runner, is_before, uploads.c.answers != "{}")
    with reading(place) as connection:
        row = connection.execute(wanted).first()
    return None if row is None else _upload(row)


def change_upload(id: str, place: Place = None, **fields: Any) -> None:
    """Nothing; these fields of `Upload` have new values. An upload that is gone stays so."""
    row = {k: json.dumps(v) if k in _JSON else v for k, v in fields.items()}
    with writing(place) as connection:
        changed = update(uploads).where(uploads.c.id == id)
        connection.execute(changed.values(row | {"used_at": now()}))


def forget_upload(id: str, place: Place = None) -> tuple[str, ...]:
    """The ids of jobs that went with the upload: all that it was part of. Its files are another's.

    The analyses of it in the history are another's too: `delete`.
    """
    with writing(place) as connection:
        mine = select(job_uploads.c.job).where(job_uploads.c.upload == id)
        gone = tuple(connection.scalars(mine))
        connection.execute(delete(jobs).where(jobs.c.id.in_(gone)))
        connection.execute(delete(uploads).where(uploads.c.id == id))
    return gone


def bytes_held(place: Place = None) -> int:
    """Bytes of all uploads, those that are still to come too."""
    held = select(func.coalesce(func.sum(uploads.c.n_bytes), 0)).where(uploads.c.state != "refused")
    with reading(place) as connection:
        return int(connection.scalars(held).one())


def count_uploads(place: Place = None) -> dict[UploadState, int]:
    """How many uploads there are in each state."""
    counted = select(uploads.c.state, func.count()).group_by(uploads.c.state)
    with reading(place) as connection:
        found = {state: int(n) for state, n in connection.execute(counted)}
    return {state: found.get(state, 0) for state in get_args(UploadState)}


def n_uploads(runner: str | None = None, place: Place = None) -> int:
    """How many a runner has handed in, or everybody."""
    counted = select(func.count()).select_from(uploads)
    if runner is not None:
        counted = counted.where(uploads.c.runner == runner)
    with reading(place) as connection:
        return int(connection.scalars(counted).one())


def n_uploads_by_runner(place: Place = None) -> dict[str, int]:
    """How many each runner has handed in; runners in order of their codes."""
    counted = select(uploads.c.runner, func.count()).group_by(uploads.c.runner)
    with reading(place) as connection:
        return {runner: int(n) for runner, n in sorted(connection.execute(counted))}


def _upload(row: Row[Any] | Mapping[str, Any]) -> Upload:
    fields = dict(row) if isinstance(row, Mapping) else row._asdict()
    fields |= {name: json.loads(fields[name]) for name in _JSON}
    fields |= {name: fields[name].replace(tzinfo=UTC) for name in ("made_at", "used_at")}
    return Upload(**fields)
