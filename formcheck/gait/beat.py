"""How fast the runner's legs go as the clip plays, and where that changes.

    stride, s   0.7 0.7 0.7 | 5.6 5.6 | 0.7 0.7     a slow part between two real ones
                 Beat         Beat      Beat

A leg swings forward once a stride, whatever the speed of playing; strides that last alike
belong together. Nobody's strides grow 1.7 times longer on the run, but a film's do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.gait.activity import find_motion, longest
from formcheck.gait.body import is_seen, leg_length_px, mid
from formcheck.gait.periodic import beat_hz, peaks_s
from formcheck.gait.unbroken import most_running
from formcheck.gait.view import Outlook, find_outlook
from formcheck.types import Floats, Track, usual_fps

# Clip time: from a sprint played twice as fast to slow motion of 40 times.
BAND_HZ: Final = (0.05, 4.6)
NEXT_S: Final = 0.15  # no stride is shorter, not even of a sprint played twice as fast
FOOT_HZ: Final = (0.5, 8.0)
CLEAR: Final = 0.4  # of its range a foot goes back before it swings forward again; by us
CLEAR_FRONTAL: Final = 0.6  # from behind a foot rises twice in a stride, once by half; by us
AGREE: Final = 0.1  # two ways to read one rhythm; chosen by us
FASTER: Final = 1.1  # than the beat of both feet, from which on one foot is asked; by us
OTHER_SPEED: Final = 1.7  # a sprinter's cadence is 1.5 times a jogger's; chosen by us
# Strides alike, which a film played at one speed shows. Fewer may be swings that nobody saw, each
# of which doubles a stride: so it is in the first second of a phone clip with blurred feet.
FEWEST: Final = 4
LEAST_FRAMES: Final = 8


@dataclass(frozen=True, slots=True)
class Beat:
    """A part of the clip in which the legs go at one speed; all of it in the clip's time.

    `shown_fps` is the rate of its frames, `span_s` its start and end; `strides` how many
    strides were seen in it, 0 where the feet are too hidden to count.
    """

    cadence_spm: float
    shown_fps: float
    span_s: tuple[float, float]
    strides: int


def find_beats(calm: Track, view: str = "auto") -> tuple[Beat, ...]:
    """The running in the clip, one beat for each speed of playing; none where nobody runs.

    Looks at the unbroken stretch with most running.
    """
    calm = calm.part(most_running(calm))
    if not is_seen(calm):
        return ()
    outlook = find_outlook(calm, view)
    clear = CLEAR if outlook.near_side else CLEAR_FRONTAL
    swings_s = peaks_s(_path(calm, outlook), calm.times_s, apart_s=NEXT_S, share=clear)
    spans = list(_spans(swings_s))
    if len(spans) < 2:
        whole = _beat(calm, outlook, spans[0] if spans else None)
        return (whole,) if whole else ()
    parts = ((_during(calm, span), span) for span in spans)
    found = [_beat(part, outlook, span) for part, span in parts]
    return tuple(beat for beat in found if beat)


def _path(calm: Track, outlook: Outlook) -> Floats:
    """How far the near foot is ahead (high, from rear and front) of the hips, px, (frames,)."""
    axis = 1 if outlook.near_side is None else 0
    away = outlook.direction == "left" or axis == 1
    side = outlook.near_side or "left"
    path = (calm[f"{side}_ankle"] - mid(calm, "hip"))[:, axis]
    return np.asarray(-path if away else path)


def _spans(swings_s: Floats) -> Iterator[Floats]:
    """Runs of swings whose strides last alike; a stride half slow, half fast belongs to none."""
    strides_s, start = np.diff(swings_s), 0
    for k in range(1, len(strides_s) + 1):
        usual = float(np.median(strides_s[start:k]))
        if k < len(strides_s) and _alike(strides_s[k], usual):
            continue
        if k - start >= FEWEST:
            yield swings_s[start : k + 1]
        start = k


def _alike(stride_s: float, usual_s: float) -> bool:
    return 1 / OTHER_SPEED < stride_s / usual_s < OTHER_SPEED


def _during(calm: Track, swings_s: Floats) -> Track:
    first, last = np.searchsorted(calm.times_s, [swings_s[0], swings_s[-1]])
    return calm.part(slice(int(first), int(last) + 1))


def _beat(calm: Track, outlook: Outlook, swings_s: Floats | None) -> Beat | None:
    """The running in that part; None where it is too short or no running."""
    if len(calm.times_s) < LEAST_FRAMES:
        return None
    leg_px = leg_length_px(calm, outlook.near_side)
    motion = find_motion(calm, outlook.view, leg_px, BAND_HZ)
    first, last = longest(motion.labels, "running")
    if last - first < LEAST_FRAMES:
        return None
    span = (float(calm.times_s[first]), float(calm.times_s[last - 1]))
    strides = 0 if swings_s is None else len(swings_s) - 1
    cadence_spm = 60 * motion.step_hz
    if swings_s is not None:
        running = calm.part(slice(first, last))
        by_foot = 120 * beat_hz(_path(running, outlook), running.times_s, FOOT_HZ)
        cadence_spm = _faster(cadence_spm, by_foot, 120 / float(np.median(np.diff(swings_s))))
    return Beat(cadence_spm, usual_fps(calm.times_s[first:last]), span, strides)


def _faster(by_beat: float, by_foot: float, by_swings: float) -> float:
    """Steps a minute by both feet, unless one foot alone beats faster than that band reaches.

    Only where its rhythm and its single swings agree, which those of a jittering point do not.

    >>> _faster(170.0, 340.0, 338.0), _faster(170.0, 340.0, 261.0), _faster(170.0, 171.0, 338.0)
    (338.0, 170.0, 170.0)
    """
    agree = abs(by_foot / by_swings - 1) < AGREE and by_swings > FASTER * by_beat
    return by_swings if agree else by_beat
