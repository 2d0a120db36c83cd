"""Reads the history: which runners, which analyses of whom, in order of day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, case, func, or_, select

from formcheck.errors import SettingsError
from formcheck.store.nouns import DayHow, Entry, RunnerSummary
from formcheck.store.opening import Place, reading
from formcheck.store.tables import analyses, clips
from formcheck.types.comparison import Visit
from formcheck.types.said import Said

_LIST = Said("See what there is: formcheck history list.")
FEWEST_SIGNS = 6  # of a clip's sha256 that name it


def entries(
    runner: str | None = None, clip: str | None = None, place: Place = None
) -> tuple[Entry, ...]:
    """The analyses of that runner, of that clip, or all of them, in order of day.

    A clip is named by its file name, or by its sha256 or six signs or more of its beginning.
    """
    wanted = _all()
    if runner is not None:
        wanted = wanted.where(clips.c.runner == runner)
    if clip is not None:
        named = clips.c.name == clip
        by_content = clips.c.sha256.startswith(clip.lower(), autoescape=True)
        wanted = wanted.where(or_(named, by_content) if len(clip) >= FEWEST_SIGNS else named)
    with reading(place) as connection:
        found = [_entry(row) for row in connection.execute(wanted)]
    return tuple(sorted(found, key=lambda one: (one.day, one.first_at, one.made_at, one.id)))


def entry(id: int, place: Place = None) -> Entry:
    """The analysis with that number.

    Raises
    ------
    SettingsError : there is none
    """
    with reading(place) as connection:
        return entry_in(connection, id)


def text(id: int, place: Place = None) -> str:
    """The analysis file as it was added; `formcheck.report.json_file.from_json` reads it.

    Raises
    ------
    SettingsError : there is none
    """
    with reading(place) as connection:
        found = connection.scalars(select(analyses.c.text).where(analyses.c.id == id)).first()
    if found is None:
        raise _missing(id)
    return str(found)


def runners(place: Place = None) -> tuple[RunnerSummary, ...]:
    """Everybody in the history, in order of their codes."""
    told = func.coalesce(clips.c.given_day, clips.c.filmed_day)
    made = case((told.is_(None), func.coalesce(clips.c.first_made, analyses.c.made_at)))
    counted = select(
        clips.c.runner,
        func.count(clips.c.id.distinct()).label("n_clips"),
        func.count().label("n_analyses"),
        func.min(told).label("first_told"),
        func.max(told).label("last_told"),
        func.min(made).label("first_made"),
        func.max(made).label("last_made"),
    ).join_from(analyses, clips)
    with reading(place) as connection:
        rows = list(connection.execute(counted.group_by(clips.c.runner)))
    return tuple(sorted(map(_summary, rows), key=lambda one: one.id))


def visits(runner: str, place: Place = None) -> tuple[Visit, ...]:
    """The runner's clips in order of day, each with the analysis of it that was made last.

    The day is the one somebody gave, else the one the clip says, else that of its first analysis;
    `Entry.day_how` of `entries` says which.

    Raises
    ------
    SettingsError : nothing is known of that runner, or an analysis cannot be read
    """
    from formcheck.report.json_file import from_json

    latest: dict[str, Entry] = {}
    for one in sorted(entries(runner, place=place), key=lambda e: (e.made_at, e.id)):
        latest[one.sha256] = one
    if not latest:
        raise SettingsError(Said("There is no runner {runner} here.", runner=runner), _RUNNERS)
    in_order = sorted(latest.values(), key=lambda e: (e.day, e.first_at, e.made_at, e.id))
    texts = _texts([e.id for e in in_order], place)
    return tuple(
        Visit(e.clip, e.day, from_json(texts[e.id]), e.folder or None)
        for e in in_order
        if e.id in texts  # not deleted a moment ago
    )


def outdated(days: int, today: date | None = None, place: Place = None) -> tuple[Entry, ...]:
    """The analyses whose day is more than that many days ago.

    Raises
    ------
    SettingsError : fewer than 0 days
    """
    if days < 0:
        raise SettingsError(
            Said("--days {days} is fewer than none.", days=days), Said("Give 0 or more.")
        )
    last = ((today or date.today()) - timedelta(days=days)).isoformat()
    return tuple(one for one in entries(place=place) if one.day < last)


def entry_in(connection: Connection, id: int) -> Entry:
    """The same as `entry`, over a connection that is open."""
    row = connection.execute(_all().where(analyses.c.id == id)).first()
    if row is None:
        raise _missing(id)
    return _entry(row)


def _texts(ids: Sequence[int], place: Place) -> dict[int, str]:
    wanted = select(analyses.c.id, analyses.c.text).where(analyses.c.id.in_(ids))
    with reading(place) as connection:
        return {row.id: row.text for row in connection.execute(wanted)}


def _missing(id: int) -> SettingsError:
    return SettingsError(Said("There is no analysis {id} in the history.", id=id), _LIST)


def _summary(row: Row[Any]) -> RunnerSummary:
    """From the days that are known, and the moments that stand in for those that are not."""
    first = min(_days(row.first_told, row.first_made))
    last = max(_days(row.last_told, row.last_made))
    return RunnerSummary(
        row.runner, row.n_clips, row.n_analyses, first.isoformat(), last.isoformat()
    )


def _days(told: date | None, made: datetime | None) -> list[date]:
    known = [] if told is None else [told]
    return known if made is None else [*known, _day_of(made.replace(tzinfo=UTC))]


def _day_of(moment: datetime) -> date:
    return moment.astimezone().date()


def _all() -> Select[Any]:
    """Every analysis with its clip, without its text."""
    of_analysis = [c for c in analyses.c if c.name not in ("text", "clip")]
    of_clip = [c for c in clips.c if c.name != "id"]
    return select(*of_analysis, *of_clip).join_from(analyses, clips)


def _entry(row: Row[Any]) -> Entry:
    made_at = row.made_at.replace(tzinfo=UTC)
    first_at = made_at if row.first_made is None else row.first_made.replace(tzinfo=UTC)
    day, how = _day(row.given_day, row.filmed_day, _day_of(first_at))
    return Entry(
        id=row.id,
        runner=row.runner,
        clip=row.name,
        sha256=row.sha256,
        day=day.isoformat(),
        day_how=how,
        made_at=made_at,
        first_at=first_at,
        version=row.version,
        settings=json.loads(row.settings),
        folder=row.folder,
        mark=row.mark,
        note=row.note,
    )


def _day(given: date | None, filmed: date | None, made: date) -> tuple[date, DayHow]:
    """The day of a visit, and how it is known."""
    if given is not None:
        return given, "given"
    return (filmed, "filmed") if filmed is not None else (made, "made")


_RUNNERS = Said("See who there is: formcheck history runners.")
