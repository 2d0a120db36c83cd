"""From analyses, folders of results and clips to a comparison and its files.

    paths -> look() -> looked at -> compared() -> Comparison -> write()

Visits that come from elsewhere, as out of a history, enter at `compared`.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast

from formcheck import api, compare, crowding, folder, importing, reopened, store, video
from formcheck.errors import SettingsError
from formcheck.report import in_language
from formcheck.report.compared import ComparedJob, exporters
from formcheck.report.words import speaking
from formcheck.settings import Language, Settings
from formcheck.types import Analysis, Comparison, Progress, Study, Visit
from formcheck.types.said import Said

SUFFIX: Final = ".compare"
FORMATS: Final = tuple(exporters.COMPARED)
ANOTHER: Final = Said("Choose another folder with --out.")


@dataclass(frozen=True, slots=True)
class Looked:
    """One visit, and the study it was made of where a clip was given."""

    visit: Visit
    study: Study | None = None


def look(path: Path, lang: str, progress: Progress) -> Looked:
    """The visit of one path: an analysis, a folder of results, or a clip, which is analysed.

    A pose track is analysed as before, if it was: it may not say how fast or large it is.

    Raises
    ------
    FormcheckError : it is none of them, or nobody runs in the clip
    """
    if reopened.is_analysis(path):
        return Looked(visit_of(reopened.analysis_at(path), path))
    settings = replace(_settings(path), lang=cast(Language, lang))
    study = api.study(path, settings, progress)
    return Looked(visit_of(study.analysis, path), study)


def _settings(path: Path) -> Settings:
    """Those for a clip or pose track that is given."""
    results = api.default_folder(path)
    known = reopened.settings_in(results, path.name) if importing.is_track(path) else None
    return reopened.with_video(known or Settings(), results, path)


def of_runner(runner: str, history: str | None = None) -> tuple[Looked, ...]:
    """The runner's visits out of the history, in order of their days.

    Raises
    ------
    SettingsError : the history does not know that runner
    """
    return tuple(Looked(visit) for visit in store.visits(runner, history))


def visit_of(analysis: Analysis, path: Path | None = None) -> Visit:
    """An analysis as one visit among others."""
    place = None if path is None else str(path)
    return Visit(Path(analysis.clip.name).stem, analysis.clip.filmed_on, analysis, place)


def in_time(looked: Sequence[Looked], as_given: bool = False) -> tuple[Looked, ...]:
    """The visits by days of filming where all have one, else as given; their names differ."""
    ordered = compare.in_order([one.visit for one in looked])
    if not as_given:
        looked = sorted(looked, key=lambda one: [v is one.visit for v in ordered].index(True))
    names = Counter(one.visit.name for one in looked)
    return tuple(
        one
        if names[one.visit.name] == 1
        else replace(one, visit=replace(one.visit, name=f"{one.visit.name} ({k})"))
        for k, one in enumerate(looked, 1)
    )


def compared(visits: Sequence[Visit], lang: str) -> Comparison:
    """What changed from the first visit to the last, said in that language.

    Raises
    ------
    SettingsError : there are fewer than two
    """
    return in_language(compare.compare(visits), lang)


def studies(
    looked: Sequence[Looked], clips: Sequence[Path], lang: str, progress: Progress
) -> tuple[Study | None, ...]:
    """What each visit was made of, looked at again; None where its clip is not there any more.

    `clips` are where clips may be that have moved.
    """
    return tuple(one.study or _again(one.visit, clips, lang, progress) for one in looked)


def missing(looked: Sequence[Looked], found: Sequence[Study | None]) -> list[str]:
    """Names of the clips that were not found."""
    pairs = zip(looked, found, strict=True)
    return [one.visit.analysis.clip.name for one, study in pairs if study is None]


def default_out(looked: Sequence[Looked]) -> Path:
    """Where files go unless told otherwise: beside what the last visit was made from, or here."""
    last = looked[-1].visit
    return beside(Path(last.name) if last.place is None else Path(last.place))


def beside(path: Path) -> Path:
    """The folder beside an analysis, a folder of results, or a clip.

    >>> beside(Path("runs/june.formcheck")).as_posix(), beside(Path("june.mp4")).name
    ('runs/june.compare', 'june.compare')
    """
    home = path.parent if path.parent.name.endswith(reopened.FOLDER) else path
    name = home.name.removesuffix(reopened.SUFFIX).removesuffix(reopened.FOLDER)
    stem = name if name != home.name else home.stem
    return home.with_name(stem + SUFFIX)


def write(
    comparison: Comparison,
    found: Sequence[Study | None],
    out: Path,
    formats: Sequence[str],
    lang: str,
) -> tuple[Path, ...]:
    """The files written into `out`; they enter the folder together, older ones go.

    Raises
    ------
    SettingsError : a format is not known, or `out` cannot be written to
    """
    try:
        clips = [visit.analysis.clip.sha256 for visit in comparison.visits]
        with folder.whole(out, _made_from(comparison), shows=clips) as part, speaking(lang):
            job = ComparedJob(
                comparison,
                tuple(found),
                part,
                open_writer=video.VideoWriter,
                frames=crowding.shown,
                handbook=api.handbook(lang),
            )
            names = [file.relative_to(part) for file in exporters.write(job, formats)]
    except OSError as error:
        raise SettingsError(
            Said("Cannot write to {out}: {strerror}.", out=out, strerror=error.strerror or error),
            ANOTHER,
        ) from error
    return tuple(out / name for name in names)


def refuse_unwritable(out: Path) -> None:
    """Nothing; `write` can write there.

    Raises
    ------
    SettingsError : it cannot
    """
    folder.refuse_unwritable(out, ANOTHER)


def needs_clips(formats: Sequence[str]) -> bool:
    """Whether any of the formats shows pictures."""
    return any(exporters.chosen(name).needs_clips for name in formats)


def _again(visit: Visit, clips: Sequence[Path], lang: str, progress: Progress) -> Study | None:
    """The study of an analysis that was read; with its landmarks kept this takes seconds."""
    clip = _clip(visit, clips)
    if clip is None:
        return None
    settings = replace(reopened.settings_of(visit.analysis), lang=cast(Language, lang))
    try:
        settings = reopened.with_video(settings, _results(visit), clip)
    except SettingsError:
        return None
    return api.study(clip, settings, progress)


def _results(visit: Visit) -> Path:
    """The folder in which the analysis of a visit lies; here, where it is not known."""
    return Path() if visit.place is None else reopened.analysis_file(Path(visit.place)).parent


def _clip(visit: Visit, clips: Sequence[Path]) -> Path | None:
    moved = next((c for c in clips if reopened.is_clip_of(c, visit.analysis)), None)
    if moved is not None or visit.place is None:
        return moved
    try:
        return reopened.clip_of(Path(visit.place), visit.analysis)
    except SettingsError:
        return None


def _made_from(comparison: Comparison) -> str:
    """What tells one comparison from another: the analyses in it and their settings."""
    told = [
        (v.analysis.clip.sha256, dict(v.analysis.settings), v.analysis.provenance.formcheck)
        for v in comparison.visits
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()
