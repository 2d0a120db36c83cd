"""Where things lie in the data folder: the only file that makes paths, and only from ids.

DATA/history.sqlite             the store
DATA/landmarks/                 landmarks of clips, by their content
DATA/incoming/ID                a clip that is arriving
DATA/clips/ID/r07-2026-11-27-a3f1.mp4    the clip, without what tells where it was filmed
DATA/clips/ID/r07-2026-11-27-a3f1.corrections.toml
DATA/clips/ID/results/nl/       its results in one language
DATA/clips/ID/desk/             film and curves for the desk
DATA/comparisons/JOB/           a comparison of two visits
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.store.web_nouns import Upload

_ID: Final = re.compile(r"[0-9a-f]{32}")
_FILE: Final = re.compile(
    r"(?:[A-Za-z0-9][A-Za-z0-9_-]*-)?[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{4}\.[a-z0-9]{2,4}"
)
_LANG: Final = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Places:
    """The data folder; every method gives a path in it and makes nothing."""

    data: Path

    @property
    def store(self) -> Path:
        """The file of the store."""
        return self.data / "history.sqlite"

    @property
    def landmarks(self) -> Path:
        """Where landmarks are kept: `FORMCHECK_CACHE` of every process that works here."""
        return self.data / "landmarks"

    def incoming(self, id: str) -> Path:
        """The file of a clip that is arriving."""
        return self.data / "incoming" / _checked(_ID, id)

    def folder(self, id: str) -> Path:
        """The folder of an upload, with all that was made of it."""
        return self.data / "clips" / _checked(_ID, id)

    def clip(self, upload: Upload) -> Path:
        """The kept clip."""
        return self.folder(upload.id) / _checked(_FILE, upload.file)

    def results(self, id: str, lang: str) -> Path:
        """The folder of results in that language."""
        return self.folder(id) / "results" / _checked(_LANG, lang)

    def exports(self, id: str, lang: str) -> Path:
        """Formats that were asked for later, in that language."""
        return self.results(id, lang) / "exports"

    def desk(self, id: str) -> Path:
        """What the desk looks at: a film that every browser plays, and curves."""
        return self.folder(id) / "desk"

    def comparison(self, job: str) -> Path:
        """The folder of a comparison."""
        return self.data / "comparisons" / _checked(_ID, job)


def _checked(form: re.Pattern[str], text: str) -> str:
    """The same text, which is no way out of the data folder.

    Raises
    ------
    ValueError : it is none that formcheck made
    """
    if not form.fullmatch(text):
        raise ValueError(f"{text!r} was not made by formcheck")
    return text
