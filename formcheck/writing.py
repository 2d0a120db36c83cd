"""Writes what was found into a folder: the files of one study together, or none of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from formcheck import crowding, folder, pose, report, video
from formcheck.errors import SettingsError
from formcheck.seeing import LANDMARK_FILE, Seen, facts_of, part_words
from formcheck.types import Contact, Frame, Progress, Source, Study
from formcheck.types.people import lived
from formcheck.types.said import Said, in_english

LANDMARKS: Final = "npz"  # the one format that is not made from an analysis
FORMATS: Final = (*report.EXPORTERS, LANDMARKS)
KEYFRAME_EVERY: Final = 8  # pictures; to step back decodes no more than so many; chosen by us
ANOTHER: Final = Said("Choose another folder with --out.")


def write(study: Study, out: str | Path, formats: Sequence[str]) -> tuple[Path, ...]:
    """The files written into `out`; see `FORMATS` for what there is.

    They enter the folder together. Files that another analysis left there go: other settings,
    other answers, another clip; landmarks stay.

    Raises
    ------
    SettingsError : a format is not known, or `out` cannot be written to
    """
    out = Path(out)
    try:
        places, clips = _places(study.source), (study.analysis.clip.sha256,)
        made_from, kept = _made_from(study), (LANDMARK_FILE,)
        with folder.whole(out, made_from, kept=kept, shows=clips, **places) as part:
            files = _written(study, part, formats)
            names = [file.relative_to(part) for file in files]
    except OSError as error:
        raise SettingsError(
            Said("Cannot write to {out}: {strerror}.", out=out, strerror=error.strerror or error),
            ANOTHER,
        ) from error
    return tuple(out / name for name in names)


def write_contacts(study: Study, named: Mapping[str, Contact], out: Path) -> tuple[Path, ...]:
    """Pictures around these contacts, by name, to judge by eye; faces blurred if asked for.

    Raises
    ------
    SettingsError : `out` cannot be written to
    """
    try:
        return report.write_contacts(study, named, crowding.shown(study), out)
    except OSError as error:
        raise SettingsError(
            Said("Cannot write to {out}: {strerror}.", out=out, strerror=error.strerror or error),
            ANOTHER,
        ) from error


def write_desk_film(study: Study, path: Path, progress: Progress) -> dict[str, Any]:
    """The facts beside the film to judge contacts by, which is at `path`; see `report.desk`."""
    writer = partial(video.VideoWriter, keyframe_every=KEYFRAME_EVERY)
    n = len(study.track.times_s)

    def watched() -> Iterator[Frame]:
        for frame in crowding.shown(study):
            progress("film", frame.index + 1, n)
            yield frame

    return report.write_desk_film(study, watched(), writer, path)


def refuse_unwritable(out: str | Path) -> None:
    """Nothing; `write` can write there. Said before a clip is looked at.

    Raises
    ------
    SettingsError : it cannot
    """
    folder.refuse_unwritable(Path(out), ANOTHER)


def refuse_unmade(formats: Sequence[str]) -> None:
    """Nothing; the libraries of these formats are there. Said before a clip is looked at.

    Raises
    ------
    ModelError : one is not installed
    """
    for name in formats:
        refuse = report.EXPORTERS[name].refuse if name in report.EXPORTERS else None
        if refuse is not None:
            refuse()


def _written(study: Study, part: Path, formats: Sequence[str]) -> tuple[Path, ...]:
    files = report.write(
        study,
        part,
        [name for name in formats if name != LANDMARKS],
        frames=lambda: crowding.shown(study),
        open_writer=video.VideoWriter,
    )
    if LANDMARKS not in formats:
        return files
    clip: dict[str, float | str] = {
        "clip_sha256": study.source.sha256,
        "part": part_words(study.source),
        "every": study.source.every,
    }
    pose.save_track(study.raw, part / LANDMARK_FILE, **facts_of(as_seen(study)), **clip)
    return (*files, part / LANDMARK_FILE)


def _places(source: Source) -> dict[str, Path | None]:
    """Where what was analysed lies: the clip, or a pose track and the clip it was made from."""
    video = None if source.pictures is None else source.pictures.path
    return {"clip": source.path, "video": video}


def _made_from(study: Study) -> str:
    """What tells one analysis from another: clip, settings, answers, corrections, version."""
    told = study.analysis
    facts = (told.clip.sha256, dict(told.settings), dict(told.questionnaire))
    by_hand = () if told.corrections is None else (told.corrections,)
    text = json.dumps([*facts, told.provenance.formcheck, *by_hand], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def as_seen(study: Study) -> Seen:
    """What `seeing` found, as the study keeps it."""
    analysis = study.analysis
    backend, notes = analysis.provenance.backend, in_english(analysis.clip.warnings)
    factor = analysis.clip.slow_motion.factor
    people = tuple(lived(one, 1 / factor) for one in analysis.people)
    people = tuple(replace(one, why=in_english([one.why])[0]) for one in people)
    return Seen(study.raw, *study.roll_found_deg, notes, backend, study.looks, people)
