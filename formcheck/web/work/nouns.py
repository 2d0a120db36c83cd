"""A job on its way to the process that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formcheck.store.web_nouns import JobKind
from formcheck.types import Progress
from formcheck.web.places import Places


@dataclass(frozen=True, slots=True)
class Work:
    """What the process needs to know; it reads the rest from the store.

    Attributes
    ----------
    name : id of the job
    out : the folder it writes into; what is half written there goes when it is ended
    data, store : as in `web.config.Config`
    uploads : ids of the clips, in order
    asked : what this kind of work wants to know, `Job.asked`
    """

    name: str
    kind: JobKind
    out: Path
    data: Path
    store: str | None
    uploads: tuple[str, ...]
    asked: Mapping[str, Any]
    lang: str

    @property
    def places(self) -> Places:
        """The data folder."""
        return Places(self.data)

    @property
    def kept(self) -> str | Path:
        """Where the store is, as functions of `store` take it."""
        return self.store or self.places.store


# What a kind of work does: writes files and into the store, and gives facts about what it did,
# as {"entry": 3}. It raises `FormcheckError` where it cannot. Done twice it does the same again.
Do = Callable[[Work, Progress], Mapping[str, Any]]
