"""Puts an analysis into the history: once, however many processes add at the same time."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Table, case, func, select
from sqlalchemy.dialects import postgresql, sqlite

from formcheck.errors import SettingsError
from formcheck.folder import made_from
from formcheck.store.ids import checked_day, checked_runner, identity
from formcheck.store.nouns import UNKNOWN, Entry, Origin
from formcheck.store.opening import Place, writing
from formcheck.store.reading import entry_in
from formcheck.store.tables import analyses, clips, runners
from formcheck.types import Analysis
from formcheck.types.said import Said

_INSERTS: Final[dict[str, Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def add(analysis: Analysis, runner: str, origin: Origin = UNKNOWN, place: Place = None) -> Entry:
    """The entry of the analysis; the same clip, settings and version give the same entry again.

    Raises
    ------
    SettingsError : the runner is no code, the day no day
    HistoryError : the history cannot be written to
    """
    from formcheck.report.json_file import to_json

    checked_runner(runner)
    told = to_json(analysis)
    content = json.loads(told)
    now = datetime.now(UTC)
    made_at = (origin.made_at or now).astimezone(UTC).replace(tzinfo=None)
    facts = {
        "identity": identity(content),
        "made_at": made_at,
        "version": analysis.provenance.formcheck,
        "settings": json.dumps(content["settings"], sort_keys=True),
        "folder": str(origin.folder.absolute()) if origin.folder else "",
        "mark": made_from(origin.folder) if origin.folder else "",
        "note": origin.note,
        "text": told,
    }
    with writing(place, make=True) as connection:
        _add_runner(connection, runner, now)
        clip = _add_clip(connection, runner, analysis, origin)
        _keep_first(connection, clip, made_at)
        return entry_in(connection, _add_analysis(connection, {"clip": clip} | facts))


def _add_runner(connection: Connection, runner: str, now: datetime) -> None:
    alike = select(runners.c.id).where(func.lower(runners.c.id) == runner.lower())
    found = connection.scalars(alike).all()
    if found and runner not in found:
        raise SettingsError(
            Said("There is a runner {other} already.", other=found[0]),
            Said("Codes that differ in capitals only would be mixed up: write it the same way."),
        )
    _insert(connection, runners, {"id": runner, "added_at": now.replace(tzinfo=None)}, {})


def _add_clip(connection: Connection, runner: str, analysis: Analysis, origin: Origin) -> int:
    """The row of the clip as this runner's; days that are known stay unless others are given."""
    filmed = analysis.clip.filmed_on
    days = {
        "given_day": checked_day(origin.day) if origin.day else None,
        "filmed_day": checked_day(filmed) if filmed else None,
    }
    new = {name: day for name, day in days.items() if day is not None}
    row = {"runner": runner, "sha256": analysis.clip.sha256, "name": analysis.clip.name}
    _insert(connection, clips, row | days, new, ("runner", "sha256"))
    where = (clips.c.runner == runner) & (clips.c.sha256 == analysis.clip.sha256)
    return int(connection.scalars(select(clips.c.id).where(where)).one())


def _keep_first(connection: Connection, clip: int, made_at: datetime) -> None:
    """Nothing; the clip knows when it was first analysed, in whatever order analyses come."""
    first = clips.c.first_made
    is_first = first.is_(None) | (first > made_at)
    told = case((is_first, made_at), else_=first)
    connection.execute(clips.update().where(clips.c.id == clip).values(first_made=told))


def _add_analysis(connection: Connection, row: dict[str, Any]) -> int:
    """The number of the analysis; what is told anew about one that is there replaces the old."""
    new = {name: row[name] for name in ("note", "text") if row[name]}
    if row["folder"]:
        new |= {"folder": row["folder"], "mark": row["mark"]}
    _insert(connection, analyses, row, new, ("clip", "identity"))
    where = (analyses.c.clip == row["clip"]) & (analyses.c.identity == row["identity"])
    return int(connection.scalars(select(analyses.c.id).where(where)).one())


def _insert(
    connection: Connection,
    table: Table,
    row: dict[str, Any],
    new: dict[str, Any],
    key: tuple[str, ...] = ("id",),
) -> None:
    """Nothing; the row is there afterwards, with the `new` values if it was there before."""
    made = _INSERTS[connection.dialect.name](table).values(row)
    keys = [table.c[name] for name in key]
    if new:
        connection.execute(made.on_conflict_do_update(index_elements=keys, set_=new))
    else:
        connection.execute(made.on_conflict_do_nothing(index_elements=keys))
