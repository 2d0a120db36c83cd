"""Keeps what the desk changed by hand about a visit: a file beside its clip.

What was measured last says which changes count: a file whose changes could not be measured is
begun anew from there.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from formcheck import by_hand
from formcheck.report.words import speaking, told
from formcheck.store.web_nouns import Upload
from formcheck.types import Analysis, Corrections
from formcheck.web.desk.changes import Changes, after
from formcheck.web.desk.latest import latest
from formcheck.web.places import Places

FILE = by_hand.beside  # of a clip


def known(upload: Upload, places: Places, analysis: Analysis | None) -> Corrections:
    """What was changed so far, in the time of the analysis.

    Contacts and parts are those that were measured with; scale and person those in the file.
    """
    written = _written(FILE(places.clip(upload)))
    if analysis is None:
        return replace(written, clip_sha256=upload.sha256)
    measured = analysis.corrections or Corrections()
    made = replace(
        written,
        contacts=measured.contacts,
        excluded_s=measured.excluded_s,
        note=measured.note,
        slow_motion=analysis.clip.slow_motion.factor,
    )
    return replace(made, clip_sha256=analysis.clip.sha256)


def change(upload: Upload, places: Places, asked: Changes, lang: str) -> bool:
    """Whether anything is otherwise than it was; then the file beside the clip says so.

    Raises
    ------
    SettingsError : what is asked for makes no sense; nothing is changed then
    """
    analysis = latest(upload, places)
    before = known(upload, places, analysis)
    wanted = after(before, asked, analysis)
    path = FILE(places.clip(upload))
    contacts = () if analysis is None else analysis.gait.contacts
    with speaking(lang):
        by_hand.save(path, by_hand.file_text(wanted, contacts, told, name=path.name))
    return wanted != before


def is_changed(upload: Upload, places: Places) -> bool:
    """Whether the file beside the clip holds anything that was changed by hand."""
    written = _written(FILE(places.clip(upload)))
    return bool(written.changes or written.note)


def forget(upload: Upload, places: Places) -> bool:
    """Whether there was anything; nothing is changed by hand any more."""
    return by_hand.erase(FILE(places.clip(upload)))


def _written(path: Path) -> Corrections:
    if not path.is_file():
        return Corrections()
    return by_hand.parsed(path.read_text(encoding="utf-8"), path.name)
