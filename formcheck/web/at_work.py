"""The process in which jobs are done; ``python -m formcheck.web.at_work [LOCK]``, by `foreman`.

It reads jobs and answers as `batch.at_work` does: what a clip does to a library happens here.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from formcheck.batch.at_work import serve
from formcheck.errors import HistoryError
from formcheck.store.uploads import upload
from formcheck.types import Progress
from formcheck.web.places import Places
from formcheck.web.work.kinds import DO
from formcheck.web.work.nouns import Work


def main(lock: str | None = None) -> None:
    """Do the job of each line of stdin until it closes."""
    serve(done, named, lock)


def done(work: Work, progress: Progress) -> Mapping[str, Any]:
    """What the job gives."""
    return DO[work.kind](work, progress)


def named(work: Work) -> Mapping[str, str]:
    """What a job's own files are called in what is said to people: as their phone called them."""
    places = work.places
    called = {str(work.out): "formcheck", str(places.store): "formcheck"}
    for id in work.uploads:
        called |= _called(id, work, places)
    return called


def _called(id: str, work: Work, places: Places) -> dict[str, str]:
    try:
        one = upload(id, work.kept)
    except HistoryError:
        return {}
    if one is None or not one.file:
        return {str(places.incoming(id)): "" if one is None else one.name}
    stem = Path(one.file).stem
    names = {str(places.clip(one)): one.name, one.file: one.name, stem: Path(one.name).stem}
    return {**names, str(places.incoming(id)): one.name}


if __name__ == "__main__":
    main(*sys.argv[1:2])
