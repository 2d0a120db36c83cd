"""Makes one more format of what was found, from landmarks that are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from formcheck import api, remaking
from formcheck.errors import SettingsError
from formcheck.store.uploads import upload
from formcheck.types import Progress
from formcheck.types.said import Said
from formcheck.web.found import found
from formcheck.web.work.nouns import Work

FORMAT: Final = "format"


def export(work: Work, progress: Progress) -> Mapping[str, Any]:
    """Nothing to tell; the files of that format lie in the folder of exports.

    Raises
    ------
    FormcheckError : there are no results, the clip is gone, or it gives other numbers now
    """
    places, one = work.places, upload(work.uploads[0], work.kept)
    results = None if one is None else found(one, places, work.lang)
    if one is None or results is None:
        raise SettingsError(
            Said("There is no report of this clip."), Said("Have the clip analysed first.")
        )
    format = str(work.asked[FORMAT])
    api.refuse_unmade([format])
    made = remaking.remade(results.folder, places.clip(one), progress)
    if not made.is_same:
        raise SettingsError(
            Said("This version of formcheck finds other numbers in the clip than the report has."),
            Said("Have the report made again first."),
        )
    progress("writing", 0, None)
    api.write(made.study, places.exports(one.id, results.lang), [format])
    return {}
