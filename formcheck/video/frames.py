"""Streams the frames of a clip, each with the container's own time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from av import VideoFrame
from av.container import InputContainer

from formcheck.types import Frame, Source
from formcheck.types.said import Said
from formcheck.video.container import Damage, opened, pictures, seek
from formcheck.video.edits import kept_spans
from formcheck.video.fields import each_moment
from formcheck.video.repeats import Repeats, said
from formcheck.video.shown import how_shown, remarks
from formcheck.video.source import no_picture

# Without time stamps and without a claimed rate that can be; the commonest rate of phones.
_GUESSED_FPS = 30.0
_SLOWEST_FPS = 1.0  # less is claimed by broken headers only; chosen by us

# How much of the promised length may be missing before a clip counts as cut short, seconds;
# chosen by us. Where frames are counted some must be missing too, so a few will do; where
# they are not, the last one may just be meant to stay on screen for a while.
_MISSING_OF_COUNTED_S = 0.1
_MISSING_OF_UNCOUNTED_S = 0.5


@dataclass(slots=True)
class _Clock:
    """Seconds since the first picture, from time stamps that may be missing or repeat."""

    gap_s: float
    zero_s: Fraction | None = None
    last_s: float | None = None
    n_missing: int = 0
    n_repeated: int = 0

    def time_s(self, frame: VideoFrame) -> float | None:
        """Time of the next picture; None when it is not later than the one before."""
        due_s = 0.0 if self.last_s is None else self.last_s + self.gap_s
        if frame.pts is None:
            self.n_missing += 1
            time_s = due_s
        else:
            shown_s = frame.pts * (frame.time_base or Fraction(1))
            if self.zero_s is None:
                self.zero_s = shown_s - Fraction(due_s)
            time_s = float(shown_s - self.zero_s)
        if self.last_s is not None and time_s <= self.last_s:
            self.n_repeated += 1
            return None
        self.last_s = time_s
        return time_s


def decode(source: Source, notes: list[str] | None = None) -> Iterator[Frame]:
    """Frames one after the other, upright and with square pixels.

    Of `source.part_s` only, where it names a part: frames count from 0 at its start, while
    times stay seconds since the first picture of the clip. Of `source.every` pictures one is
    given. Only the picture being looked at is held in memory. What is odd about the file is
    added to `notes` in plain English once the last frame has been given; of a part, only what
    does not concern its end.

    Raises
    ------
    VideoError : the file cannot be opened any more, or gives no picture
    """
    damage, repeats = Damage(), Repeats()
    clock = _Clock(1 / _claimed_fps(source), source.zero_s)
    start_s = source.part_s[0] if source.part_s else 0.0
    shown, n_shown, kept = None, 0, kept_spans(source.path)
    with opened(source.path) as (container, stream):
        if start_s > 0 and source.zero_s is not None:
            seek(container, stream, source.zero_s + Fraction(start_s))
        decoded = pictures(container, stream, damage, kept)
        moments = each_moment(decoded) if source.is_interlaced else decoded
        for time_s, picture in _of_part(_new(moments, clock, repeats), source):
            shown = shown or how_shown(picture, stream)
            if n_shown % source.every == 0:
                yield Frame(n_shown // source.every, time_s, shown.rgb(picture, source))
            n_shown += 1
        if n_shown == 0 or shown is None:
            raise no_picture(source.path)
        if notes is not None:
            notes += remarks(container, stream, shown)
        if notes is not None and source.part_s is None:
            n_seen = n_shown + repeats.n_left_out
            short = not kept and _is_cut_short(source, container, damage, clock, n_seen)
            notes += _remarks(source, damage, clock, n_seen if short else None)
            notes += said(repeats.n_repeated, n_shown, clock.last_s or 0.0)


def _claimed_fps(source: Source) -> float:
    claimed = source.fps_nominal or 0.0
    return claimed if claimed >= _SLOWEST_FPS else _GUESSED_FPS


def _new(
    moments: Iterator[VideoFrame], clock: _Clock, repeats: Repeats
) -> Iterator[tuple[float, VideoFrame]]:
    """Pictures with their times, without those that are no later or show nothing new."""
    for picture in repeats.begin(moments):
        time_s = clock.time_s(picture)
        if time_s is not None and not repeats.shows_again(picture):
            yield time_s, picture


def _of_part(
    timed: Iterator[tuple[float, VideoFrame]], source: Source
) -> Iterator[tuple[float, VideoFrame]]:
    """Those of the part to read; nothing is read after it."""
    start_s, end_s = source.part_s or (0.0, float("inf"))
    for time_s, picture in timed:
        if time_s >= end_s:
            return
        if time_s >= start_s:
            yield time_s, picture


def _is_cut_short(
    source: Source, container: InputContainer, damage: Damage, clock: _Clock, n_read: int
) -> bool:
    """Whether pictures are missing at the end of the file.

    A count alone does not tell: clips trimmed on the phone keep the pictures
    that are cut off, and count them. So the promised length must be missing too.
    """
    if damage.broke_off:
        return True
    promised = source.every * (source.expected_frames or 0)
    if promised and n_read + clock.n_repeated + damage.n_lost >= promised:
        return False
    if not promised and container.streams.audio:
        return False  # the length may be that of the sound
    allowed_s = _MISSING_OF_COUNTED_S if promised else _MISSING_OF_UNCOUNTED_S
    end_s = (clock.last_s or 0.0) + clock.gap_s
    return (source.duration_s or 0.0) - end_s > allowed_s


def _remarks(source: Source, damage: Damage, clock: _Clock, n_until_cut: int | None) -> list[str]:
    """What is odd about the file, one sentence each."""
    said: list[str] = []
    if n_until_cut is not None:
        promised = source.every * (source.expected_frames or 0)
        of = (
            Said("{n} of {promised}", n=n_until_cut, promised=promised) if promised else n_until_cut
        )
        said.append(
            Said(
                "The file is damaged after {last_s:.2f} s ({of} frames read).",
                last_s=clock.last_s or 0.0,
                of=of,
            )
        )
    if damage.n_lost:
        said.append(
            Said(
                "The file is damaged; frames left out because of it: {n_lost}.",
                n_lost=damage.n_lost,
            )
        )
    if clock.n_repeated:
        said.append(
            Said(
                "Frames left out for being no later than the one before: {n_repeated}.",
                n_repeated=clock.n_repeated,
            )
        )
    if clock.n_missing:
        said.append(
            Said(
                "Frames without a time of their own: {n_missing}; each is placed"
                " {gap_s:.1f} ms after the one before, which is a guess.",
                n_missing=clock.n_missing,
                gap_s=clock.gap_s * 1000,
            )
        )
    return said
