"""What stands above a report: what can be done with it, and what is being done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from sqlalchemy import Engine

from formcheck import __version__
from formcheck.batch.wire import from_json
from formcheck.store.jobs import jobs_of
from formcheck.store.uploads import all_uploads
from formcheck.store.web_nouns import Job, JobKind, Upload
from formcheck.web.found import Found, day_of, found
from formcheck.web.places import Places
from formcheck.web.visitor import Visitor

_MAKING: Final[tuple[JobKind, ...]] = ("analyze", "again")
MOST_OTHERS: Final = 50  # to choose from on a report; a person's page has all
Doing = Literal["none", "translate", "renew", "failed", "stopped", "older", "behind"]


@dataclass(frozen=True, slots=True)
class Status:
    """Whether the report is as it should be.

    Attributes
    ----------
    doing : none; it is being put into the visitor's language, or made anew; that failed, or
        was stopped; or it was made by another version, and may be made anew; or it has to be,
        since it does not know the answers
    job : id of the job at it; "" where it has to be asked for
    problem, hint : why it failed
    """

    doing: Doing
    job: str = ""
    problem: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Other:
    """Another visit of the same runner, to compare with."""

    id: str
    on: date
    name: str


def status(mine: Upload, of: Found, lang: str, engine: Engine, *, is_behind: bool) -> Status:
    """How the report stands to what was asked; `is_behind` where it lacks what comes first."""
    made = [job for job in jobs_of(mine.id, engine) if job.kind in _MAKING]
    at_it = next((job for job in made if not job.has_ended), None)
    if at_it is not None:
        is_other = of.lang != lang and at_it.lang == lang
        return Status("translate" if is_other else "renew", at_it.id)
    if made and made[0].state == "failed":
        return Status("failed", made[0].id, *why(made[0]))
    if is_behind:
        return Status("behind")
    if of.lang != lang:
        return Status("stopped" if made and made[0].state == "stopped" else "translate")
    return Status("none" if of.version == __version__ else "older")


def others(mine: Upload, who: Visitor, places: Places, engine: Engine) -> list[Other]:
    """The runner's other visits that have a report, the newest first; of many the latest."""
    latest = all_uploads(mine.runner, engine, most=MOST_OTHERS + 1)
    every = [one for one in latest if one.id != mine.id][:MOST_OTHERS]
    results = ((one, found(one, places, who.lang)) for one in every)
    known = [Other(one.id, on(day_of(one, of)), one.name) for one, of in results if of is not None]
    return sorted(known, key=lambda one: one.on, reverse=True)


def on(day: str) -> date:
    """The day that is written as 2026-11-27."""
    return date.fromisoformat(day)


def why(job: Job) -> tuple[str, str]:
    """Why a job failed, and what to do; "" where that is not known."""
    if not job.outcome:
        return "", ""
    outcome = from_json(job.outcome)
    return outcome.reason, outcome.hint
