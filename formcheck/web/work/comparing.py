"""Compares two visits of one runner: the page, the paper, the film and the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from formcheck import comparing, reopened
from formcheck.comparing import Looked
from formcheck.errors import SettingsError
from formcheck.store.uploads import upload
from formcheck.store.web_nouns import Upload
from formcheck.types import Progress
from formcheck.web.compared import NO_REPORT, TWO_RUNNERS
from formcheck.web.found import day_of, found
from formcheck.web.places import Places
from formcheck.web.work.nouns import Work


def compare(work: Work, progress: Progress) -> Mapping[str, Any]:
    """Nothing to tell; the comparison lies in its folder, every format of it.

    Raises
    ------
    FormcheckError : a visit is gone, has no report, or is another runner's
    """
    places, uploads = work.places, [_upload(id, work) for id in work.uploads]
    if len({one.runner for one in uploads}) != 1:
        raise SettingsError(*TWO_RUNNERS)
    looked = comparing.in_time([_looked(one, places, work.lang) for one in uploads])
    clips = [places.clip(one) for one in uploads]
    studies = comparing.studies(looked, clips, work.lang, progress)
    progress("writing", 0, None)
    made = comparing.compared([one.visit for one in looked], work.lang)
    comparing.write(made, studies, places.comparison(work.name), comparing.FORMATS, work.lang)
    return {}


def _upload(id: str, work: Work) -> Upload:
    one = upload(id, work.kept)
    if one is None:
        raise SettingsError(*NO_REPORT)
    return one


def _looked(one: Upload, places: Places, lang: str) -> Looked:
    """The visit as its report has it, by the name that people know."""
    results = found(one, places, lang)
    if results is None:
        raise SettingsError(*NO_REPORT)
    visit = comparing.visit_of(reopened.analysis_at(results.folder), results.folder)
    return Looked(replace(visit, name=Path(one.name).stem, day=day_of(one, results)))
