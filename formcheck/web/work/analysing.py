"""Analyses a clip, or the same once more: after corrections, or in another language.

What was said about it, the answers and the corrections are read when the work begins. Landmarks
of a clip that was looked at before come from the cache, so that "again" takes moments.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from formcheck import api, reopened, store
from formcheck.batch.nouns import Task
from formcheck.errors import SettingsError
from formcheck.settings import Settings
from formcheck.store.uploads import upload
from formcheck.store.web_nouns import Upload
from formcheck.types import Analysis, Progress
from formcheck.types.said import Said
from formcheck.web.found import made_from
from formcheck.web.work.nouns import Work

FORMATS: Final = ("html", "json", "csv", "pdf", "npz")
_DAY: Final = "day"
_KNOWN: Final = frozenset(field.name for field in fields(Settings)) - {"lang", "questionnaire"}


def analyse(work: Work, progress: Progress) -> Mapping[str, Any]:
    """The number of the analysis in the history, as {"entry": 3}; its results are in `work.out`.

    Raises
    ------
    FormcheckError : the clip cannot be measured, or it is gone
    """
    asked = task(work)
    study = api.study(asked.clip, asked.settings, progress)
    _there(work)  # nothing is written for who has deleted it meanwhile
    progress("writing", 0, None)
    api.write(study, asked.out, asked.formats)
    return filed(work)


def task(work: Work) -> Task:
    """The same as a batch knows it, for whoever does it.

    Raises
    ------
    SettingsError : the clip is gone, or what was said about it makes no sense
    """
    one = _there(work)
    said = {name: value for name, value in one.asked.items() if name in _KNOWN}
    settings = Settings(**said, questionnaire=dict(one.answers) or None, lang=_lang(work))
    return Task(one.name, str(work.places.clip(one)), work.out, settings, FORMATS, one.runner)


def filed(work: Work) -> Mapping[str, Any]:
    """The number of the analysis in the history; results that rest on other facts are gone.

    Raises
    ------
    FormcheckError : there are no results, the clip is gone, the history cannot be written to
    """
    one, made = _there(work), reopened.analysis_at(work.out)
    origin = store.Origin(one.asked.get(_DAY), work.out, note=one.note)
    entry = store.add(made, one.runner, origin, work.kept)
    for other in sorted(work.out.parent.glob("[a-z][a-z]")):
        if other != work.out and not _is_same(other, made):
            shutil.rmtree(other, ignore_errors=True)
    return {"entry": entry.id}


def _there(work: Work) -> Upload:
    one = upload(work.uploads[-1], work.kept)
    if one is None or not one.file:
        raise SettingsError(Said("The clip is not there any more."), Said("Hand it in again."))
    return one


def _lang(work: Work) -> Any:
    return work.lang  # `Settings` refuses what it does not know


def _is_same(folder: Path, made: Analysis) -> bool:
    """Whether the results in a folder are the same in another language."""
    try:
        return _facts(reopened.analysis_at(folder)) == _facts(made)
    except SettingsError:
        return False


def _facts(made: Analysis) -> tuple[Any, ...]:
    """What tells one analysis of a clip from another, whatever its language."""
    return made.clip.sha256, made_from(made), made.provenance.formcheck
