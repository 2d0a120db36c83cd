"""Finds what was said about a visit last, in whichever language that was."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from formcheck.reopened import SUFFIX
from formcheck.report.json_file import from_json
from formcheck.store.web_nouns import Upload
from formcheck.types import Analysis
from formcheck.web.places import Places

BEFORE: Final = "before"  # folder of the analysis that the last changes by hand were made to


def analysis_file(id: str, places: Places) -> Path | None:
    """The analysis file of a visit that was written last; None where nothing was measured."""
    found = (places.folder(id) / "results").glob(f"*/*{SUFFIX}")
    return max(found, key=lambda file: (file.stat().st_mtime_ns, file), default=None)


def latest(upload: Upload, places: Places) -> Analysis | None:
    """What was measured last; None where nothing was."""
    file = analysis_file(upload.id, places)
    return None if file is None else from_json(file.read_bytes())


def before(upload: Upload, places: Places) -> Analysis | None:
    """What was measured before the last changes by hand; None where there were none."""
    file = _before(upload.id, places)
    return from_json(file.read_bytes()) if file.is_file() else None


def keep_before(upload: Upload, places: Places) -> None:
    """Nothing; what is measured now is what `before` gives from here on."""
    file, kept = analysis_file(upload.id, places), _before(upload.id, places)
    if file is not None:
        kept.parent.mkdir(exist_ok=True)
        draft = kept.with_suffix(".part")
        draft.write_bytes(file.read_bytes())
        draft.replace(kept)


def _before(id: str, places: Places) -> Path:
    return places.folder(id) / BEFORE / "analysis.json"
