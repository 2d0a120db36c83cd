"""How much of a job is behind us, and how long the rest will take: honest, or not said at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from formcheck.store.web_nouns import Job, JobKind

# Where each stage of an analysis lies between its start and its end. Measured on two cores, busy
# and idle, with clips of 4 and 7 s: 12 to 30 % until the first picture, half to two thirds for
# looking at all, a fifth for writing. Small runners are looked at twice, which takes up to a
# quarter more; who was looked at before goes on to writing at once.
STAGES: Final = {
    "survey": (0.06, 0.15),
    "pose": (0.15, 0.68),
    "pose again": (0.68, 0.74),
    "camera": (0.74, 0.75),
    "pelvis": (0.75, 0.78),
    "people": (0.78, 0.79),
    "writing": (0.80, 1.0),
}
STAGED: Final[tuple[JobKind, ...]] = ("analyze", "again")
LEAST_SHARE: Final = 0.15  # before that, and before so many seconds, any guess is a bad one
LEAST_S: Final = 4.0


@dataclass(frozen=True, slots=True)
class Far:
    """How far a job is, as `types.Progress` tells."""

    stage: str = ""
    n_done: int = 0
    n_total: int | None = None


def share(kind: JobKind, far: Far) -> float | None:
    """How much is behind us, 0 to 1; None where nobody knows.

    >>> share("analyze", Far("pose", 50, 100)), share("check", Far("check", 3, 12))
    (0.415, 0.25)
    """
    part = min(1.0, far.n_done / far.n_total) if far.n_total else None
    if kind not in STAGED:
        return part
    stage = far.stage
    if stage == "pose" and far.n_total and far.n_done > far.n_total:  # a second, closer look
        stage, part = "pose again", min(1.0, far.n_done / far.n_total - 1)
    if stage not in STAGES:
        return None
    start, end = STAGES[stage]
    return round(start + (end - start) * (part or 0.0), 4)


def share_of(job: Job) -> float | None:
    """How much of a job is behind us; None where nobody knows, and of one that came to nothing."""
    if job.state == "done":
        return 1.0
    if job.state not in ("running", "stopping"):
        return None
    return share(job.kind, Far(job.stage, job.n_done, job.n_total))


def left_s(job: Job, now: datetime | None = None) -> float | None:
    """Seconds until its end at the pace so far; None where that is not known."""
    behind = share_of(job)
    if job.state != "running" or job.begun_at is None or behind is None or not job.n_total:
        return None
    took_s = ((now or datetime.now(UTC)) - job.begun_at).total_seconds()
    if behind < LEAST_SHARE or took_s < LEAST_S:
        return None
    return round(took_s * (1 - behind) / behind, 1)


def further(kind: JobKind, one: Far, other: Far) -> Far:
    """The one that is further: what is tried again does not run backwards for who watches it."""
    before, now = share(kind, one), share(kind, other)
    return one if before is not None and (now is None or now < before) else other
