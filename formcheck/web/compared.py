"""Comparisons that were asked for: of whom, of which visits, where they lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fastapi import HTTPException
from sqlalchemy import Engine

from formcheck.store.jobs import comparisons, job
from formcheck.store.uploads import upload, uploads_by_id
from formcheck.store.web_nouns import Job, Upload
from formcheck.types.said import Said
from formcheck.web.formats import COMPARED, Offered, offered_compared
from formcheck.web.found import day_of, found
from formcheck.web.places import Places
from formcheck.web.visitor import Visitor

FILE: Final = COMPARED["html"].files[0]
TWO_RUNNERS: Final = (
    Said("These visits are of two different runners."),
    Said("Choose two visits of the same runner."),
)
NO_REPORT: Final = (
    Said("One of these visits has no report yet."),
    Said("Wait until it is there, then compare."),
)


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison, done or on its way; `visits` are the earlier and the later one.

    `is_outdated` is whether something was changed in a visit since.
    """

    job: Job
    visits: tuple[Upload, Upload]
    days: tuple[str, str]
    folder: Path
    is_outdated: bool

    @property
    def runner(self) -> str:
        """Whose visits they are."""
        return self.visits[0].runner

    @property
    def page(self) -> Path:
        """The page of it."""
        return self.folder / FILE

    @property
    def is_ready(self) -> bool:
        """Whether it can be read."""
        return self.job.state == "done" and self.page.is_file()

    @property
    def files(self) -> dict[str, Offered]:
        """What can be taken along."""
        stem = f"formcheck-{self.runner}-{self.days[0]}-and-{self.days[1]}"
        return offered_compared(self.folder, stem) if self.is_ready else {}


def compared(id: str, who: Visitor, places: Places, engine: Engine) -> Compared:
    """The comparison of that job.

    Raises
    ------
    HTTPException : 404, there is none, or one of its visits is another's: the same answer
    """
    asked = job(id, engine)
    if asked is None or asked.kind != "compare":
        raise HTTPException(404)
    known = [upload(one, engine) for one in asked.uploads]
    found = _compared(asked, {one.id: one for one in known if one is not None}, places)
    if found is None or not all(who.sees(one.runner) for one in found.visits):
        raise HTTPException(404)
    return found


def all_compared(
    runner: str | None, who: Visitor, places: Places, engine: Engine, *, most: int | None = None
) -> tuple[Compared, ...]:
    """Those of a runner, or of everybody this visitor sees, the newest first."""
    asked = comparisons(who.runner or runner, engine, most=most)
    known = uploads_by_id({id for one in asked for id in one.uploads}, engine)
    seen = {id: one for id, one in known.items() if who.sees(one.runner)}
    found = (_compared(one, seen, places) for one in asked)
    return tuple(one for one in found if one is not None)


def _compared(asked: Job, known: Mapping[str, Upload], places: Places) -> Compared | None:
    """The comparison, where both visits are among those that are known."""
    before, after = known.get(asked.uploads[0]), known.get(asked.uploads[-1])
    if before is None or after is None:
        return None
    results = [found(one, places, asked.lang) for one in (before, after)]
    days = day_of(before, results[0]), day_of(after, results[1])
    folder = places.comparison(asked.id)
    newest_ns = max((of.made_ns for of in results if of), default=0)
    is_old = (folder / FILE).is_file() and (folder / FILE).stat().st_mtime_ns < newest_ns
    return Compared(asked, (before, after), days, folder, is_old)
