"""From a clip to one runner's landmarks: out of the store, the cache or the pictures.

The first half of the corridor, `video -> pose -> picture`; `api` walks the rest.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np

from formcheck import crowding, picture, pose, video
from formcheck.clean import clean, smooth
from formcheck.errors import SettingsError
from formcheck.gait.rear import rear_leg_px
from formcheck.gait.still import is_calm
from formcheck.picture.looks import MOST_PICTURES
from formcheck.settings import Settings
from formcheck.types import Frame, Heads, Looks, Pixels, Progress, Somebody, Source, Span, Track
from formcheck.types.said import Said, from_text, to_text

LANDMARK_FILE: Final = "landmarks.npz"


def default_folder(path: Path) -> Path:
    """Where results go unless told otherwise: a folder beside the clip.

    >>> default_folder(Path("runs/monday.mp4")).as_posix()
    'runs/monday.formcheck'
    """
    return path.with_name(f"{path.stem}.formcheck")


@dataclass(frozen=True, slots=True)
class Seen:
    """What came from the pictures: landmarks, the camera's roll, what was odd in reading.

    `scale` is metres a pixel and its standard error as a share, of a pose track in metres.
    """

    raw: Track
    roll_deg: float
    roll_sd_deg: float
    notes: tuple[str, ...]
    backend: str
    looks: Looks | None = None
    people: tuple[Somebody, ...] = ()
    heads: Heads | None = None
    scale: tuple[float, float] | None = None


def look(source: Source, settings: Settings, progress: Progress) -> Seen:
    """The runner's landmarks and the camera's path, and from behind the pelvis's tilt."""
    seen = _with_camera(source, settings, _landmarks(source, settings, progress), progress)
    seen = with_pelvis(source, settings, seen, progress)
    if settings.blur_faces and seen.heads is None:
        heads = crowding.find_heads(source, settings, (seen.backend, seen.raw), progress)
        seen = replace(seen, heads=heads)
    return seen


def _landmarks(source: Source, settings: Settings, progress: Progress) -> Seen:
    """Landmarks from the store, from the cache, or from the pictures."""
    backend = pose.choose(settings.backend)
    if backend == pose.STORED:
        track, facts = pose.load_track(_stored(source))
        if facts.get("clip_sha256", source.sha256) != source.sha256:
            raise SettingsError(
                Said(
                    "The stored landmarks beside {name} are those of another clip.",
                    name=source.path.name,
                ),
                Said("Write them again: formcheck analyze CLIP --formats npz."),
            )
        _refuse_other_part(source, str(facts.get("part", "")))
        _refuse_other_pictures(source, int(facts.get("every", 1)))
        return from_facts(track, facts, backend)
    kept = pose.recall(_place(source, settings, backend)) if settings.use_cache else None
    if kept is not None:
        return from_facts(*kept, backend)
    seen = _watch(source, settings, backend, progress)
    _keep(source, settings, seen)
    return seen


def _place(source: Source, settings: Settings, backend: str) -> Path:
    """Where the landmarks of the wanted runner are kept."""
    who = [] if settings.person is None else ["person", settings.person]
    who += [] if settings.point is None else ["point", *settings.point]
    return crowding.place(source, settings, backend, *who)


def part_words(source: Source) -> str:
    """The part of the clip that is looked at, as `--part` takes it; "" for all of it."""
    return "" if source.part_s is None else "{:.3f}-{:.3f}".format(*source.part_s)


def _refuse_other_part(source: Source, stored: str) -> None:
    """Landmarks of one part beside pictures of another would be drawn on the wrong frames."""
    if stored != part_words(source):
        raise SettingsError(
            Said("The stored landmarks are those of another part of the clip."),
            Said("Ask for the same part: --part {stored}.", stored=stored or "all"),
        )


def _refuse_other_pictures(source: Source, every: int) -> None:
    """The same holds for landmarks of every second picture."""
    if every != source.every:
        raise SettingsError(
            Said(
                "The stored landmarks are those of one in {every} pictures, not in {wanted}.",
                every=every,
                wanted=source.every,
            ),
            Said("Ask for the same --quality as when they were written."),
        )


def _keep(source: Source, settings: Settings, seen: Seen) -> None:
    if settings.use_cache:
        facts = facts_of(seen)
        pose.keep(_place(source, settings, seen.backend), seen.raw, **facts)


def _with_camera(source: Source, settings: Settings, seen: Seen, progress: Progress) -> Seen:
    """The same with the camera's path, from a second look where landmarks were kept without."""
    if seen.raw.camera is not None or seen.backend == pose.STORED:
        return seen
    aside = Aside(source)
    for frame in aside.frames():
        progress("camera", frame.index + 1, source.expected_frames)
    track = aside.filmed(seen.raw)
    roll_deg, roll_sd_deg = aside.roll(track)
    seen = replace(seen, raw=track, roll_deg=roll_deg, roll_sd_deg=roll_sd_deg)
    _keep(source, settings, seen)
    return seen


@dataclass(slots=True)
class Aside:
    """What else is seen of a clip while its frames stream by: all in one pass of decoding."""

    source: Source
    pictures: dict[int, Pixels] = field(default_factory=dict)
    follower: picture.Follower = field(default_factory=picture.Follower)
    uprights: video.Uprights = field(default_factory=video.Uprights)

    def frames(self, notes: list[str] | None = None) -> Iterator[Frame]:
        """The clip's frames; what was seen before is left alone."""
        every_s = _length_s(self.source) / MOST_PICTURES
        seen = picture.followed(video.read(self.source, notes), self.follower)
        for frame in picture.sampled(seen, every_s, self.pictures):
            self.uprights.see(frame)
            yield frame

    def filmed(self, track: Track) -> Track:
        """The same with the camera's path."""
        return replace(track, camera=picture.find_camera(self.follower, track))

    def roll(self, track: Track) -> tuple[float, float]:
        """The camera's roll and its error, of one that rolls too."""
        turns_deg = () if is_calm(track) else picture.turns_deg(track).tolist()
        return video.find_roll(self.uprights, turns_deg)


def with_pelvis(source: Source, settings: Settings, seen: Seen, progress: Progress) -> Seen:
    """The same with the pelvis's tilt, from a second look at clips taken from behind."""
    if seen.raw.pelvis is not None or seen.backend == pose.STORED:
        return seen
    calm = smooth(clean(seen.raw))
    leg_px = rear_leg_px(calm, settings.view)
    if leg_px is None:
        return seen
    tilt = picture.find_pelvis_tilt(
        lambda: video.read(source),
        calm,
        leg_px,
        lambda done: progress("pelvis", done, source.expected_frames),
    )
    seen = replace(seen, raw=replace(seen.raw, pelvis=tilt))
    _keep(source, settings, seen)
    return seen


def refuse_outside(source: Source, settings: Settings) -> None:
    """Nothing; points the user shows must lie in the picture, or they are those of another one.

    Raises
    ------
    SettingsError : one does not
    """
    for name in ("known_length", "vertical", "point"):
        points: tuple[float, ...] = getattr(settings, name) or ()
        pairs = [points[0:2], points[2:4]] if len(points) > 3 else [points[0:2]]
        for x, y in pairs if points else []:
            width, height = source.stored_width, source.stored_height
            if not (0 <= x <= width and 0 <= y <= height):
                raise SettingsError(
                    Said(
                        "The point {x:g},{y:g} of --{name} is outside the picture.",
                        x=x,
                        y=y,
                        name=name.replace("_", "-"),
                    ),
                    Said(
                        "The picture is {width} pixels wide and {height} high, "
                        "counted from its upper left.",
                        width=width,
                        height=height,
                    ),
                )


def facts_of(seen: Seen) -> dict[str, float | str]:
    """What is kept beside landmarks; `from_facts` reads it back."""
    facts: dict[str, float | str] = {
        "roll_deg": seen.roll_deg,
        "roll_sd_deg": seen.roll_sd_deg,
        "notes": to_text(seen.notes),
        "people": crowding.people_as_text(seen.people),
    }
    return facts if seen.looks is None else facts | {"looks": json.dumps(asdict(seen.looks))}


def _stored(source: Source) -> Path:
    path = default_folder(source.path) / LANDMARK_FILE
    if not path.is_file():
        raise SettingsError(
            Said("There are no stored landmarks at {path}.", path=path),
            Said("Write them first: formcheck analyze CLIP --formats npz."),
        )
    return path


def from_facts(track: Track, facts: dict[str, float | str], backend: str) -> Seen:
    """What was kept by `facts_of`."""
    roll, sd = float(facts.get("roll_deg", 0.0)), float(facts.get("roll_sd_deg", 3.0))
    notes = from_text(str(facts.get("notes", "[]")))
    looks = Looks(**json.loads(str(facts["looks"]))) if "looks" in facts else None
    people = crowding.people_from(str(facts.get("people", "[]")))
    return Seen(track, roll, sd, notes, backend, looks, people)


def _watch(source: Source, settings: Settings, backend: str, progress: Progress) -> Seen:
    """Everybody, then the one who is measured, looked at closely."""
    aside = Aside(source)
    with pose.BACKENDS[backend](settings.network, settings.precision) as looker:
        seen = crowding.everybody(source, settings, (backend, looker, aside.frames), progress)
        known = crowding.known_people(source, settings, backend)
        choice = pose.choose_runner(seen.crowd, settings.person, _point(source, settings), known)
        track, hidden_s = pose.closely(
            looker,
            lambda: video.read(source),
            seen.crowd,
            choice,
            lambda done: progress("pose", done, source.expected_frames),
        )
    if not aside.pictures:  # everybody was known from before
        deque(aside.frames(), maxlen=0)
    track = aside.filmed(track)
    looks = picture.find_looks(aside.pictures, track, video.bits_per_pixel(source))
    share = round(float(np.isfinite(track.xy[:, :, 0]).any(axis=1).mean()), 4)
    people = tuple(
        replace(one, hidden_s=hidden_s, share=share) if one.is_measured else one
        for one in choice.people
    )
    notes = (*seen.notes, *choice.notes, *map(_hidden, hidden_s))
    heads = pose.find_heads(seen.crowd, track) if settings.blur_faces else None
    return Seen(track, *aside.roll(track), notes, backend, looks, people, heads)


def _hidden(span_s: Span) -> str:
    return Said(
        "The runner is hidden for {length_s:.1f} s at {start_s:.1f} s;"
        " those pictures are left out.",
        length_s=span_s[1] - span_s[0],
        start_s=span_s[0],
    )


def _length_s(source: Source) -> float:
    """How long the part to look at lasts, as far as the container tells; else ten seconds."""
    if source.part_s is not None:
        return source.part_s[1] - source.part_s[0]
    return source.duration_s or 10.0


def _point(source: Source, settings: Settings) -> tuple[float, ...] | None:
    """Where the user points, x, y and s, in the pictures looked at instead of those stored."""
    if settings.point is None:
        return None
    x, y, *moment_s = settings.point
    return (source.shrink * x, source.shrink * y, *moment_s)
