"""Makes a study again from an analysis that was written, to export what lies behind it.

analysis ---- clip is there ------> as when it was analysed, landmarks from the cache
|
+-------- clip is gone -------> landmarks from the cache, or stored in its folder
(landmarks.npz); pictures cannot be made then
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from formcheck import api, pose, reopened, seeing, video
from formcheck.errors import SettingsError, VideoError
from formcheck.seeing import LANDMARK_FILE, Seen
from formcheck.settings import Settings
from formcheck.types import Analysis, Progress, Source, Study
from formcheck.types.said import Said

SAME: Final = 1e-3  # share by which numbers made twice may differ; other processors, by us


@dataclass(frozen=True, slots=True)
class Remade:
    """A study, and whether its numbers are those that were written before.

    `has_pictures` is whether the clip is there, so that pictures of it can be made.
    """

    study: Study
    is_same: bool = True
    has_pictures: bool = True


def remade(
    path: Path,
    clip: Path | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> Remade:
    """The study behind an analysis file or a folder of results; of a clip, a study of it.

    A clip that was analysed before is looked at as it was then. `clip` says where the clip of
    an analysis lies now.

    Raises
    ------
    FormcheckError : nothing is there, `clip` is another one, or neither pictures nor landmarks are
    """
    if not reopened.is_analysis(path):
        results = api.default_folder(path)
        if not any(results.glob(f"*{reopened.SUFFIX}")):
            return Remade(api.study(path, progress=progress))
        path, clip = results, path
    analysis = reopened.analysis_at(path)
    settings = reopened.settings_of(analysis)
    found = _clip(path, analysis, clip)
    if found is not None:
        settings = reopened.with_video(settings, reopened.analysis_file(path).parent, found)
        study = api.study(found, settings, progress)
        return Remade(study, _is_same(study.analysis, analysis))
    study = _without_pictures(path, analysis, settings, progress)
    return Remade(study, _is_same(study.analysis, analysis), has_pictures=False)


def _clip(path: Path, analysis: Analysis, clip: Path | None) -> Path | None:
    """The clip itself; None where it is gone."""
    if clip is None:
        with suppress(SettingsError):
            return reopened.clip_of(path, analysis)
        return None
    if not reopened.is_clip_of(clip, analysis):
        raise SettingsError(
            Said("{clip} is not the clip of this analysis.", clip=clip.name),
            Said("Analyse it: formcheck analyze {clip}", clip=clip.name),
        )
    return clip


def _without_pictures(
    path: Path, analysis: Analysis, settings: Settings, progress: Progress
) -> Study:
    source = _source(path, analysis, settings)
    for look in _ways(path, source, settings, progress):
        with suppress(VideoError, SettingsError):
            return api.after_landmarks(source, settings, look())
    raise SettingsError(
        Said(
            "The clip {name} is gone, and its landmarks are kept nowhere.", name=analysis.clip.name
        ),
        Said("Say where the clip is with --clip, or analyse it again."),
    )


def _ways(
    path: Path, source: Source, settings: Settings, progress: Progress
) -> Iterator[Callable[[], Seen]]:
    """What may know the landmarks: the file beside the analysis, the cache."""
    stored = reopened.analysis_file(path).parent / LANDMARK_FILE
    if stored.is_file():
        yield lambda: _stored(stored, source)
    plain = replace(settings, blur_faces=False)
    yield lambda: seeing.look(source, plain, progress)


def _stored(path: Path, source: Source) -> Seen:
    track, facts = pose.load_track(path)
    fits = {"clip_sha256": source.sha256, "part": seeing.part_words(source), "every": source.every}
    if any(facts.get(name, value) != value for name, value in fits.items()):
        raise SettingsError(
            Said("The stored landmarks are those of another clip or part."),
            Said("Say where the clip is with --clip, or analyse it again."),
        )
    return seeing.from_facts(track, facts, pose.STORED)


def _source(path: Path, analysis: Analysis, settings: Settings) -> Source:
    """The clip as its analysis remembers it."""
    clip = analysis.clip
    source = Source(
        path=reopened.analysis_file(path).parent.parent / clip.name,
        sha256=clip.sha256,
        width=clip.width,
        height=clip.height,
        rotation_deg=clip.rotation_deg,
        fps_nominal=clip.fps_nominal,
        expected_frames=clip.frames,
        part_s=clip.part_s,
        capture=None if clip.time_base is None else clip.time_base.capture,
    )
    return replace(video.thinned(source, settings.most_per_s), expected_frames=clip.frames)


def _is_same(made: Analysis, written: Analysis) -> bool:
    """Whether both tell the same numbers."""
    values = {m.key: m.value for m in made.measurements}
    before = {m.key: m.value for m in written.measurements}
    return values.keys() == before.keys() and all(
        _is_near(value, before[key]) for key, value in values.items()
    )


def _is_near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=SAME, abs_tol=SAME)
