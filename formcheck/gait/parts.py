"""What happens in a clip from start to end, and which part of it is measured.

| standing |  running 164  |    running 178, measured    | walking |
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

import numpy as np

from formcheck.gait.activity import Motion, ankles_apart, find_motion
from formcheck.gait.body import leg_length_px
from formcheck.gait.holding import with_holding
from formcheck.gait.pace import pace_spans
from formcheck.gait.periodic import peaks_s
from formcheck.gait.slope import with_slope
from formcheck.gait.view import find_outlook
from formcheck.types import Activity, Floats, Gait, Part, Track, View
from formcheck.types.said import Said

SHORTEST_S: Final = 1.0  # shorter parts join the one before; by us
OTHER_PACE: Final = Said("running at another pace; the longest even part is measured")
SHORTER: Final = Said("running, but a shorter part; the longest even part is measured")
REASONS: Final[dict[Activity, str]] = {
    "walking": Said("walking"),
    "standing": Said("standing"),
    "unknown": Said("nobody is seen well enough"),
    "running": SHORTER,
}
SAME_PACE: Final = 0.03  # of the cadence; by us, a little under what counts as a change


def steadiest(track: Track, motion: Motion, view: View, leg_px: float) -> tuple[int, int]:
    """First and one-past-last frame of the longest running at one pace; (0, 0) for none."""
    apart = ankles_apart(track, view, leg_px)
    spans = (
        span
        for first, last, label in _stretches(motion.labels)
        if label == "running"
        for span in _paces(apart, track.times_s, motion.step_hz, (first, last))
    )
    return max(spans, key=lambda span: track.times_s[span[1] - 1] - track.times_s[span[0]],
               default=(0, 0))  # fmt: skip


def with_parts(gait: Gait, calm: Track, view: str = "auto") -> Gait:
    """The same gait with the parts of the whole clip, hands that hold on, and the slope seen.

    `calm` is the whole track.
    """
    outlook = find_outlook(calm, view)
    leg_px = leg_length_px(calm, outlook.near_side)
    motion = find_motion(calm, outlook.view, leg_px)
    apart = ankles_apart(calm, outlook.view, leg_px)
    parts = _merged(list(_parts(calm.times_s, motion, apart)))
    whole = replace(gait, summary=replace(gait.summary, parts=_judged(parts, gait)))
    return with_slope(with_holding(whole))


def _stretches(labels: tuple[Activity, ...]) -> Iterator[tuple[int, int, Activity]]:
    start = 0
    for label, group in groupby(labels):
        stop = start + len(list(group))
        yield start, stop, label
        start = stop


def _paces(
    apart: Floats, times_s: Floats, step_hz: float, frames: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """Frames of each pace within one stretch of running."""
    first, last = frames
    if last - first < 8:
        yield first, last
        return
    part_s = times_s[first:last]
    for start_s, end_s in pace_spans(apart[first:last], part_s, step_hz):
        start = first + int(np.searchsorted(part_s, start_s))
        yield start, last if end_s == part_s[-1] else first + int(np.searchsorted(part_s, end_s))


def _parts(times_s: Floats, motion: Motion, apart: Floats) -> Iterator[Part]:
    for first, last, label in _stretches(motion.labels):
        end = min(last, len(times_s) - 1)
        if label != "running":
            yield Part(label, float(times_s[first]), float(times_s[end]))
            continue
        for a, b in _paces(apart, times_s, motion.step_hz, (first, last)):
            stop = min(b, len(times_s) - 1)
            spm = _cadence_spm(apart[a:b], times_s[a:b], motion.step_hz)
            yield Part(label, float(times_s[a]), float(times_s[stop]), spm)


def _cadence_spm(apart: Floats, times_s: Floats, step_hz: float) -> float | None:
    """Steps a minute by the median stride; by the beat of the clip where feet hide; or None."""
    peaks = peaks_s(apart, times_s, apart_s=0.6 / step_hz)
    if len(peaks) > 3:
        return 120.0 / float(np.median(peaks[2:] - peaks[:-2]))
    return 60.0 * step_hz if np.isfinite(step_hz) else None


def _merged(parts: list[Part]) -> list[Part]:
    """Parts in order; those too short to speak of belong to the one before, or the next."""
    kept: list[Part] = []
    for part in parts:
        if kept and part.end_s - part.start_s < SHORTEST_S:
            kept[-1] = replace(kept[-1], end_s=part.end_s)
        elif kept and kept[-1].end_s - kept[-1].start_s < SHORTEST_S:
            kept[-1] = replace(part, start_s=kept[-1].start_s)
        elif kept and kept[-1].activity == part.activity != "running":
            kept[-1] = replace(kept[-1], end_s=part.end_s)
        else:
            kept.append(part)
    return kept


def _judged(parts: list[Part], gait: Gait) -> tuple[Part, ...]:
    """The part that the numbers come from, and why the others are left out."""
    start_s, end_s = gait.summary.steady_s
    shared = [min(p.end_s, end_s) - max(p.start_s, start_s) for p in parts]
    if not parts:
        return ()
    measured = parts[int(np.argmax(shared))]
    return tuple(
        replace(p, is_measured=True) if p is measured else replace(p, reason=_reason(p, measured))
        for p in parts
    )


def _reason(part: Part, measured: Part) -> str:
    if part.cadence_spm is None or measured.cadence_spm is None:
        return REASONS[part.activity]
    other = abs(part.cadence_spm / measured.cadence_spm - 1) > SAME_PACE
    return OTHER_PACE if other else SHORTER
