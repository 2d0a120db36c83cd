"""What the web page speaks of: who is let in, what was handed in, what is being done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

Role = Literal["desk", "runner"]

# arriving: bytes are missing. arrived: all are here, nobody has looked. ready: it is a clip.
# refused: it is none, or nobody may keep it; its bytes are gone.
UploadState = Literal["arriving", "arrived", "ready", "refused"]

# check: a quick look. analyze: the whole. again: after corrections, or in another language.
# prepare: the film and curves of the desk. compare: two visits. export: one more format.
JobKind = Literal["check", "analyze", "again", "prepare", "compare", "export"]
QUICK: Final[tuple[JobKind, ...]] = ("check", "again", "prepare", "export")

# stopping: somebody wants it ended, its worker has not done so yet.
JobState = Literal["waiting", "running", "stopping", "done", "failed", "stopped"]
ENDED: Final[tuple[JobState, ...]] = ("done", "failed", "stopped")


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may come in.

    Attributes
    ----------
    runner : the code of the one runner it is about; None of a desk, which sees everybody
    has_key : whether a key lets it in, beside invitations
    """

    id: str
    role: Role
    runner: str | None
    has_key: bool
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that is let in; `csrf` is what its own pages know and others do not."""

    account: Account
    csrf: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A clip that somebody handed in.

    Attributes
    ----------
    id : random; the name of its folder, and of the visit that it becomes
    name : as the phone called it; shown, and never part of a path
    file : as the kept file is called, by us: r07-2026-11-27-a3f1.mp4; "" before it is kept
    asked : what was said about it, by the names of `Settings`; also `day`, as 2026-11-27
    answers : of the questionnaire
    looked : what the quick look saw, `web.work.looking` writes it; empty before
    trouble : why it was refused, `batch.wire.as_json` of an outcome; empty when it was not
    """

    id: str
    runner: str
    name: str
    n_bytes: int
    n_received: int
    state: UploadState
    file: str
    sha256: str
    asked: Mapping[str, Any]
    answers: Mapping[str, Any]
    looked: Mapping[str, Any]
    trouble: Mapping[str, Any]
    note: str
    made_at: datetime
    used_at: datetime


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done, being done, or done.

    Attributes
    ----------
    uploads : ids of the clips it is about, in order; the earlier visit first
    asked : what this kind of work wants to know
    stage, n_done, n_total : how far it is, as `types.Progress` tells; n_total None is not known
    tries : how many times it was begun
    outcome : `batch.wire.as_json` of an outcome once it ended; empty before
    entry : number of the analysis in the history, once there is one
    told_at : when its worker was last heard of
    """

    id: str
    kind: JobKind
    uploads: tuple[str, ...]
    lang: str
    asked: Mapping[str, Any]
    state: JobState
    stage: str
    n_done: int
    n_total: int | None
    tries: int
    outcome: Mapping[str, Any]
    entry: int | None
    made_at: datetime
    begun_at: datetime | None
    told_at: datetime | None
    ended_at: datetime | None

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in ENDED
