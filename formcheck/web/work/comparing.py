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
from formcheck.web.found import Found, day_of, found
from formcheck.web.work.analysing import analyse
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
    looked = comparing.in_time([_looked(one, work, progress) for one in uploads])
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


def _looked(one: Upload, work: Work, progress: Progress) -> Looked:
    """The visit as its report has it, by the name that people know."""
    results = _results(one, work, progress)
    visit = comparing.visit_of(reopened.analysis_at(results.folder), results.folder)
    return Looked(replace(visit, name=Path(one.name).stem, day=day_of(one, results)))


def _results(one: Upload, work: Work, progress: Progress) -> Found:
    """The results of a visit in the language of the comparison: made in it where they are not.

    So both visits give their reasons in the same words. Where the clip is not there any more,
    they stay in the language they were made in.
    """
    places = work.places
    results = found(one, places, work.lang)
    if results is None:
        raise SettingsError(*NO_REPORT)
    if results.lang == work.lang or not places.clip(one).is_file():
        return results
    out = places.results(one.id, work.lang)
    analyse(replace(work, kind="again", out=out, uploads=(one.id,)), progress)
    return found(one, places, work.lang) or results
