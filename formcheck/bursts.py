"""Short looks spread over a clip: what happens where, without reading all of it.

clip    |--------------------------------------------------|
bursts     ||        ||        ||        ||        ||          a second and a half each
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np

from formcheck import pose, video
from formcheck.clean import clean, smooth
from formcheck.errors import NoRunnerError, SettingsError, VideoError
from formcheck.gait.doing import Doing, what_happens
from formcheck.gait.timebase import factor_by_file
from formcheck.picture import find_looks, sampled
from formcheck.pose.glance import Glance, glance
from formcheck.settings import Settings
from formcheck.types import Frame, Looks, Pixels, Progress, Source, Track
from formcheck.types.said import Said

# Longer clips are surveyed first. Three minutes hold 250 strides of each foot, three times what
# drift and variability need, and take about three minutes to look at; chosen by us.
LONG_S: Final = 180.0
MEASURED_S: Final = 60.0  # of a long clip: 80 strides and more, also at 160 steps a minute
BURST_S: Final = 1.6  # two strides
GREYS: Final = 5  # pictures of a burst that are looked at for light and sharpness
RATE_HZ: Final = 20.0  # pictures a second; steps come at 2.3-3.5 a second
EVERY_S: Final = 15.0  # a burst in a long clip
FEWEST_BURSTS, MOST_BURSTS = 12, 40  # in a long clip: flat time, however long it is
SAME_PACE: Final = 0.06  # of the cadence; a burst of two strides tells it to 2-3 %; by us
SURVEY_VERSION: Final = 2
MOST_SLOWER: Final = 10.0  # a burst of 16 s; slower films are looked at in less than two strides


@dataclass(frozen=True, slots=True)
class Burst:
    """One short look: when, what was seen, what the person does.

    `calm` is in real time, where the file says how much slower than life it plays; `gaps_s` are
    the seconds from picture to picture of the file; `looks` how the runner looks.
    """

    start_s: float
    glance: Glance
    doing: Doing
    calm: Track | None
    gaps_s: tuple[float, ...] = ()
    looks: Looks | None = None


def look(
    source: Source,
    starts_s: Sequence[float],
    length_s: float | None = None,
    backend: str = "auto",
) -> Iterator[Burst]:
    """A burst from each of these moments, of that length: two strides, unless told otherwise.

    Raises
    ------
    ModelError : the network or its library cannot be used
    """
    size_px, slower = (source.width, source.height), slower_by_file(source)
    length_s = length_s or burst_s(source)
    rate_hz = RATE_HZ * min(1.0, BURST_S / length_s)
    asides = [Aside() for _ in starts_s]
    parts = (replace(source, part_s=(start_s, start_s + length_s)) for start_s in starts_s)
    bursts = (
        sampled(_pictures(part, rate_hz, aside), length_s / GREYS, aside.kept)
        for part, aside in zip(parts, asides, strict=True)
    )
    for start_s, seen, aside in zip(
        starts_s, glance(bursts, size_px, backend), asides, strict=True
    ):
        track = seen.track
        real = None if track is None else replace(track, times_s=track.times_s / slower)
        calm = None if real is None else smooth(clean(real))
        doing = Doing("unknown") if calm is None else what_happens(calm)
        looks = (
            None if track is None else find_looks(aside.kept, track, video.bits_per_pixel(source))
        )
        aside.kept.clear()
        yield Burst(start_s, seen, doing, calm, tuple(aside.gaps_s[1:]), looks)


def slower_by_file(source: Source) -> float:
    """How much slower than life the file says that it plays; 1 where it does not say so."""
    if source.capture is None or not source.fps_nominal:
        return 1.0
    return max(1.0, factor_by_file(source.capture, source.fps_nominal))


def burst_s(source: Source) -> float:
    """Seconds of the clip that hold two strides; fewer of films slower than `MOST_SLOWER`."""
    return BURST_S * min(slower_by_file(source), MOST_SLOWER)


@dataclass(frozen=True, slots=True)
class Aside:
    """What is noted while a burst is read: grey pictures, seconds from picture to picture."""

    kept: dict[int, Pixels] = field(default_factory=dict)
    gaps_s: list[float] = field(default_factory=list)


def _pictures(part: Source, rate_hz: float, aside: Aside) -> Iterator[Frame]:
    """Pictures of one burst, at most so many a second; none where the file cannot be read there."""
    due_s = before_s = part.part_s[0] if part.part_s else 0.0
    taken = 0
    with suppress(VideoError):
        for frame in video.read(part):
            aside.gaps_s.append(frame.time_s - before_s)
            before_s = frame.time_s
            if frame.time_s + 1e-3 < due_s:
                continue
            due_s = max(due_s + 1 / rate_hz, frame.time_s)
            yield replace(frame, index=taken)
            taken += 1


def spread(duration_s: float, count: int, length_s: float = BURST_S) -> list[float]:
    """Starts of that many bursts over a clip, seconds; fewer where they would overlap.

    >>> spread(12.0, 3)
    [1.2, 5.2, 9.2]
    """
    count = max(1, min(count, int(duration_s / length_s)))
    middles = (np.arange(count) + 0.5) * duration_s / count
    return [round(max(0.0, float(m) - length_s / 2), 3) for m in middles]


# ------------------------------------------------------------ which part to measure


def narrowed(source: Source, settings: Settings, progress: Progress) -> Source:
    """The same source with the part to look at: as asked for, or the best one of a long clip.

    Raises
    ------
    SettingsError : the part asked for lies after the clip's end
    NoRunnerError : a long clip shows nobody running in any of the short looks
    """
    duration_s = source.duration_s or 0.0
    if settings.part == "all" or (settings.part is None and duration_s <= LONG_S):
        return source
    if settings.part is not None:
        return _part(source, settings.part)
    return _part(source, _kept_or_found(source, settings, progress))


def _part(source: Source, part_s: tuple[float, float] | str) -> Source:
    start_s, end_s = (float(moment) for moment in part_s)
    if source.duration_s is not None and start_s >= source.duration_s:
        raise SettingsError(
            Said(
                "The part from {start_s:g} s begins after the end of {name}.",
                start_s=start_s,
                name=source.path.name,
            ),
            Said(
                "The clip lasts {duration_s:.1f} s; choose a part within it.",
                duration_s=source.duration_s,
            ),
        )
    end_s = min(end_s, source.duration_s) if source.duration_s else end_s
    frames = None if source.fps_nominal is None else round(source.fps_nominal * (end_s - start_s))
    return replace(source, part_s=(start_s, end_s), expected_frames=frames)


def _kept_or_found(source: Source, settings: Settings, progress: Progress) -> tuple[float, float]:
    """The part found before for this clip, or found now."""
    note = pose.cache_folder() / f"{source.sha256}.{SURVEY_VERSION}.part.json"
    if settings.use_cache and (kept := _kept(note)):
        return kept
    found = _survey(source, settings.backend, progress)
    if settings.use_cache:
        with suppress(OSError):
            note.parent.mkdir(parents=True, exist_ok=True)
            note.write_text(json.dumps(found), encoding="utf-8")
    return found


def _kept(note: Path) -> tuple[float, float] | None:
    try:
        start_s, end_s = json.loads(note.read_text(encoding="utf-8"))
        return float(start_s), float(end_s)
    except (OSError, ValueError, TypeError):
        return None


def _survey(source: Source, backend: str, progress: Progress) -> tuple[float, float]:
    duration_s = source.duration_s or 0.0
    count = int(np.clip(duration_s / EVERY_S, FEWEST_BURSTS, MOST_BURSTS))
    starts_s, bursts = spread(duration_s, count), []
    for burst in look(source, starts_s, backend=backend):
        bursts.append(burst)
        progress("survey", len(bursts), len(starts_s))
    part_s = best_part(bursts, duration_s)
    if part_s is None:
        raise NoRunnerError(
            Said(
                "No running found in {n} short looks spread over the "
                "{minutes:.0f} minutes of the clip.",
                n=len(bursts),
                minutes=duration_s / 60,
            ),
            Said("Say where the running is: --part 12:00-13:00 (minutes and seconds)."),
        )
    return part_s


def best_part(bursts: Sequence[Burst], duration_s: float) -> tuple[float, float] | None:
    """Up to a minute in the middle of the longest running at one pace; None for no running."""
    best: list[Burst] = []
    run: list[Burst] = []
    for burst in bursts:
        spm = burst.doing.cadence_spm
        if spm is None:
            run = []
            continue
        usual = float(np.median([b.doing.cadence_spm or spm for b in run])) if run else spm
        run = [*run, burst] if abs(spm / usual - 1) <= SAME_PACE else [burst]
        best = max(best, run, key=len)
    if not best:
        return None
    middle_s = (best[0].start_s + best[-1].start_s + BURST_S) / 2
    start_s = min(max(0.0, middle_s - MEASURED_S / 2), max(0.0, duration_s - MEASURED_S))
    return round(start_s, 3), round(min(duration_s, start_s + MEASURED_S), 3)
