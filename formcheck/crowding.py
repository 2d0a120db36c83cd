"""Everybody in a clip: out of the cache or out of the pictures, for whoever chooses among them.

The first steps of the corridor, `video -> pose`; `seeing` walks on with the one who is measured.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from formcheck import picture, pose, report, video
from formcheck.errors import SettingsError, VideoError
from formcheck.settings import DEFAULTS, Settings
from formcheck.types import Crowd, Frame, Heads, Progress, Somebody, Source, Study, Track
from formcheck.types.said import Said, from_text, to_text

AtWork = tuple[str, pose.Looker, Callable[[list[str]], Iterator[Frame]]]

# A glance: that many moments of a clip, each so long, pictures so far apart; chosen by us, to
# show a beat (1.5 s hold four steps) and to take a few seconds.
GLANCES: Final = 3
GLANCE_S: Final = 1.5
GLANCE_EVERY_S: Final = 0.095
UNKNOWN_LENGTH_S: Final = 6.0


@dataclass(frozen=True, slots=True)
class Gathering:
    """Everybody in a clip, and what was odd in reading."""

    crowd: Crowd
    notes: tuple[str, ...]


def place(source: Source, settings: Settings, backend: str, *what: object) -> Path:
    """Where something about the clip, or the part of it, is kept."""
    part = [] if source.part_s is None else ["part", *source.part_s]
    part += [] if source.every == 1 else ["every", source.every]
    way = backend if settings.precision == "exact" else f"{backend}:{settings.precision}"
    return pose.cache_path(source.sha256, way, pose.SHA256[settings.network], *part, *what)


def recalled(source: Source, settings: Settings, backend: str) -> Gathering | None:
    """Everybody, if the clip was looked at before."""
    if not settings.use_cache:
        return None
    kept = pose.recall_crowd(place(source, settings, backend, "crowd"))
    if kept is None:
        return None
    crowd, facts = kept
    return Gathering(crowd, from_text(str(facts["notes"])))


def everybody(source: Source, settings: Settings, at_work: AtWork, progress: Progress) -> Gathering:
    """Everybody in every frame; `at_work` is the backend's name, its network, and the frames."""
    backend, looker, frames = at_work
    known = recalled(source, settings, backend)
    if known is not None:
        return known
    notes: list[str] = []
    crowd = pose.everybody(
        looker,
        lambda: frames(notes),
        (source.width, source.height),
        lambda done: progress("pose", done, source.expected_frames),
    )
    found = Gathering(crowd, tuple(dict.fromkeys(notes)))
    if settings.use_cache:
        where = place(source, settings, backend, "crowd")
        pose.keep_crowd(where, crowd, notes=to_text(found.notes))
    return found


def shown(study: Study) -> Iterator[Frame]:
    """The clip's frames as pictures may show them: faces blurred, where that was asked for."""
    frames = _frames(study)
    return frames if study.heads is None else picture.blurred(frames, study.heads)


def _frames(study: Study) -> Iterator[Frame]:
    """The clip's frames; those of the clip of a pose track, or light sheets where it has none."""
    source = study.source
    if source.has_pictures:
        return video.read(source)
    return report.sheets(study) if source.pictures is None else video.read(source.pictures)


def find_heads(
    source: Source, settings: Settings, runner: tuple[str, Track], progress: Progress
) -> Heads:
    """Everybody's head, beside that of the `runner`, whose backend and landmarks are known.

    Raises
    ------
    SettingsError : the landmarks were stored, and are those of the runner only
    """
    backend, track = runner
    if backend == pose.STORED:
        raise SettingsError(
            Said("Stored landmarks show one runner only: other faces could not be blurred."),
            Said("Leave out --backend stored to blur faces."),
        )
    known = recalled(source, settings, backend)
    if known is None:
        with pose.BACKENDS[backend](settings.network, settings.precision) as looker:
            at_work = (backend, looker, lambda notes: video.read(source, notes))
            known = everybody(source, settings, at_work, progress)
    return pose.find_heads(known.crowd, track)


def known_people(source: Source, settings: Settings, backend: str) -> tuple[Somebody, ...]:
    """Who was listed and numbered at a glance before; nobody without the cache."""
    if not settings.use_cache:
        return ()
    kept = pose.recall_crowd(place(source, settings, backend, "glance"))
    return () if kept is None else people_from(str(kept[1].get("people", "[]")))


def people_as_text(people: tuple[Somebody, ...]) -> str:
    """The people as JSON; `people_from` reads it back."""
    return json.dumps([asdict(somebody) for somebody in people])


def people_from(text: str) -> tuple[Somebody, ...]:
    """The people that `people_as_text` wrote."""
    return tuple(_somebody(**told) for told in json.loads(text))


def _somebody(**told: Any) -> Somebody:
    """Somebody as kept in JSON, which knows no tuples."""
    hidden_s = tuple((start, end) for start, end in told.pop("hidden_s"))
    told |= {name: tuple(told[name]) for name in ("box_px", "seen_s")}
    return Somebody(**told, hidden_s=hidden_s)


@dataclass(frozen=True, slots=True)
class Listing:
    """Who is in a clip: the choice among them, and the pictures' size and number."""

    source: Source
    choice: pose.Choice
    crowd: Crowd

    @property
    def looked_at(self) -> int:
        """How many pictures were looked at."""
        return len(self.crowd.times_s)


def list_people(
    path: str | Path,
    settings: Settings = DEFAULTS,
    progress: Progress = lambda stage, done, total: None,
) -> Listing:
    """Who is in the clip, by number, from all its pictures if those were looked at before.

    Otherwise from a few pictures of its beginning, middle and end: that takes seconds.

    Raises
    ------
    FormcheckError : the clip cannot be read, nobody is in it
    """
    source = video.thinned(video.open_source(Path(path)), settings.most_per_s)
    backend = pose.choose(settings.backend)
    if backend == pose.STORED:
        raise SettingsError(
            Said("Stored landmarks show one runner only."),
            Said("Leave out --backend stored to see everybody."),
        )
    before = recalled(source, settings, backend)
    crowd = before.crowd if before else _glance(source, settings, backend, progress)
    known = known_people(source, settings, backend)
    choice = pose.choose_runner(crowd, known=known)
    if settings.use_cache and not known:
        where = place(source, settings, backend, "glance")
        pose.keep_crowd(where, crowd, people=people_as_text(choice.people))
    return Listing(source, choice, crowd)


def write_people(listing: Listing, out: Path, *, blur_faces: bool = False) -> tuple[Path, ...]:
    """Pictures written into `out`: one of everybody, and one of each.

    Raises
    ------
    SettingsError : `out` cannot be written to
    """
    moments = {one.box_s for one in listing.choice.people}
    first, last = min(moments), max(moments)
    part = replace(listing.source, part_s=(first, last + 1.0))
    shown: Iterable[Frame] = _of_moments(part, moments)
    if blur_faces:
        shown = picture.blurred(shown, pose.find_heads(listing.crowd))
    frames = {f.time_s: f for f in shown}
    try:
        return report.write_people(listing.choice.people, listing.choice.shown, frames, out)
    except OSError as error:
        raise SettingsError(
            Said("Cannot write to {out}: {strerror}.", out=out, strerror=error.strerror or error),
            Said("Choose another folder with --out."),
        ) from error


def frame_at(listing: Listing, at_s: float, *, blur_faces: bool = False) -> Frame:
    """The first picture of the clip from that moment on, seconds as the clip plays.

    Raises
    ------
    VideoError : there is none
    """
    frames = video.read(replace(listing.source, part_s=(at_s, at_s + 1.0)))
    if blur_faces:
        frames = picture.blurred(frames, pose.find_heads(listing.crowd))
    return next(iter(frames))


def _of_moments(source: Source, moments: set[float]) -> Iterator[Frame]:
    last = max(moments)
    for frame in video.read(source):
        if frame.time_s in moments:
            yield frame
        if frame.time_s >= last:
            return


def _glance(source: Source, settings: Settings, backend: str, progress: Progress) -> Crowd:
    """Everybody in a few pictures."""
    if settings.use_cache:
        kept = pose.recall_crowd(place(source, settings, backend, "glance"))
        if kept is not None:
            return kept[0]
    with pose.BACKENDS[backend](settings.network, settings.precision) as looker:
        return pose.everybody(
            looker,
            lambda: glimpses(source),
            (source.width, source.height),
            lambda done: progress("people", done, None),
        )


def glimpses(source: Source) -> Iterator[Frame]:
    """A few frames from the clip's beginning, middle and end, counted on from 0."""
    length_s = source.duration_s or UNKNOWN_LENGTH_S
    spare_s = max(0.0, length_s - GLANCE_S)
    starts = [0.0] if spare_s < GLANCE_S else [spare_s * k / (GLANCES - 1) for k in range(GLANCES)]
    index, due_s = 0, 0.0
    for start in starts:
        end_s = start + (GLANCE_S if len(starts) > 1 else 2 * GLANCE_S)
        try:
            for frame in video.read(replace(source, part_s=(start, end_s))):
                if frame.time_s >= due_s:
                    yield Frame(index, frame.time_s, frame.rgb)
                    index, due_s = index + 1, frame.time_s + GLANCE_EVERY_S
        except VideoError:  # shorter than the container promises
            if index == 0:
                raise
            return
