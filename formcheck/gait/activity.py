"""When somebody runs, walks or stands; told from the shape of the motion, not its speed.

Shape works in slow motion too. In running the body is lowest when the feet pass
each other (mid-stance) and highest with the feet apart (flight); in walking it
is the other way round.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np

from formcheck.gait.body import mid
from formcheck.gait.periodic import beat_hz
from formcheck.gait.running_frame import slow
from formcheck.gait.windows import (
    Windows,
    correlation,
    full_range,
    middle_range,
    windows_round,
)
from formcheck.types import Activity, Bools, Floats, Track, View

STEP_BAND_HZ: Final = (0.2, 4.6)  # from 8 times slowed walking to 276 steps a minute
# Limits by us, between rendered runners, a phone clip of a runner, and filmed walking.
LEAST_REACH: Final = 0.35  # leg lengths an ankle travels forth and back; less is standing
LEAST_LIFT: Final = 0.22  # leg lengths an ankle is raised against the hip in running
LEAST_LIFT_BOUNCING: Final = 0.10  # the same from behind, where dark feet vanish in the swing
LEAST_BOUNCE: Final = 0.02  # leg lengths the hips rise and fall in running
RUNNING_BOUNCE: Final = 0.065  # leg lengths; walking hips rise 4-5 cm, running 7-10 cm
CLEAR_WALK: Final = -0.5
LEAST_AGREEMENT: Final = 0.2  # correlation of hip height and the feet being apart
LEAST_SEEN: Final = 0.7  # of a stride; half a swing hidden looks like standing
LONGEST_BRIDGE: Final = 1.5  # strides of hidden feet between running and running


@dataclass(frozen=True, slots=True)
class Motion:
    """What the legs do over time.

    `step_hz` is in clip time; `labels` has one activity per frame.
    """

    step_hz: float
    labels: tuple[Activity, ...]

    @property
    def main(self) -> Activity:
        """The commonest activity; "unknown" when nothing was seen."""
        known: list[Activity] = [label for label in self.labels if label != "unknown"]
        return Counter(known).most_common(1)[0][0] if known else "unknown"


def find_motion(
    track: Track, view: View, leg_px: float, band_hz: tuple[float, float] = STEP_BAND_HZ
) -> Motion:
    """Step frequency, within the band, and activity of each frame, from windows of one stride."""
    apart, height, lift, reach = _signals(track, view, leg_px)
    step_hz = beat_hz(apart, track.times_s, _band(track.times_s, band_hz))
    if not np.isfinite(step_hz):
        nothing: Activity = "unknown"
        return Motion(float("nan"), (nothing,) * len(track.times_s))
    height = height - slow(height, track.times_s, 2 / step_hz)
    signals, windows = (apart, height, *lift.T, *reach.T), windows_round(track.times_s, 2 / step_hz)
    labels = [label for few in windows.few_at_once() for label in _labels(signals, view, few)]
    return Motion(step_hz, _bridged(labels, track.times_s, LONGEST_BRIDGE * 2 / step_hz))


def _bridged(labels: list[Activity], times_s: Floats, longest_s: float) -> tuple[Activity, ...]:
    """Labels with short unknown stretches between running and running called running."""
    out, start = list(labels), 0
    for label, group in groupby(labels):
        stop = start + len(list(group))
        inside = label == "unknown" and start > 0 and stop < len(labels)
        between = inside and labels[start - 1] == labels[stop] == "running"
        if between and times_s[stop] - times_s[start - 1] <= longest_s:
            out[start:stop] = ["running"] * (stop - start)
        start = stop
    return tuple(out)


def _band(times_s: Floats, band_hz: tuple[float, float]) -> tuple[float, float]:
    """Frequencies of the band that show at least twice in the clip, Hz."""
    length_s = float(times_s[-1] - times_s[0])
    return max(band_hz[0], 2.0 / length_s), band_hz[1]


def _signals(track: Track, view: View, leg_px: float) -> tuple[Floats, ...]:
    """Feet apart, hip height (up), ankle lift, ankle reach, each (frames,...), leg lengths."""
    hips = mid(track, "hip")
    ankles = np.stack([track["left_ankle"], track["right_ankle"]], axis=1) - hips[:, None]
    ankles = ankles / leg_px
    difference = ankles[:, 0] - ankles[:, 1]
    apart = np.abs(difference[:, 0]) if view in ("side", "oblique") else np.abs(difference[:, 1])
    return apart, -hips[:, 1] / leg_px, -ankles[..., 1], ankles[..., 0]


def ankles_apart(track: Track, view: View, leg_px: float) -> Floats:
    """How far the ankles are from each other, leg lengths, (frames,); it peaks every step."""
    return _signals(track, view, leg_px)[0]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What tells running from walking in each window, (windows,); leg lengths but `agreement`."""

    agreement: Floats
    bounce: Floats
    lift: Floats
    reach: Floats

    @property
    def agrees(self) -> Bools:
        """Whether the body is high when the feet are apart, and moves at all."""
        return np.asarray((self.agreement >= LEAST_AGREEMENT) & (self.bounce >= LEAST_BOUNCE))


def _labels(signals: tuple[Floats, ...], view: View, windows: Windows) -> list[Activity]:
    """What the runner does in each window."""
    apart, height, *ankles = (windows.read(values) for values in signals)
    lift, reach = (np.maximum(*map(middle_range, pair)) for pair in (ankles[:2], ankles[2:]))
    seen = np.isfinite(apart) & np.isfinite(height)
    agreement, bounce = correlation(apart, height, seen), full_range(height, seen)
    if view in ("rear", "front"):  # there the ankles differ most in height at mid-stance
        still, runs = _frontal(_Shape(-agreement, bounce, lift, reach))
    else:
        still, runs = _sideways(_Shape(agreement, bounce, lift, reach))
    share = seen.sum(axis=1) / windows.length
    enough, well_seen = (share >= 0.4) & (seen.sum(axis=1) >= 6), share >= LEAST_SEEN
    labels: list[Activity] = np.select(
        [~enough, still & well_seen, still, runs, well_seen],
        ["unknown", "standing", "unknown", "running", "walking"],
        "unknown",
    ).tolist()
    return labels


def _sideways(shape: _Shape) -> tuple[Bools, Bools]:
    """Whether somebody stands, and else runs, seen from the side, (windows,) each."""
    return shape.reach < LEAST_REACH, shape.agrees & (shape.lift >= LEAST_LIFT)


def _frontal(shape: _Shape) -> tuple[Bools, Bools]:
    """The same from behind or in front.

    There one ankle often hides the other: a large bounce tells too.
    """
    bounces = shape.bounce >= RUNNING_BOUNCE
    least_lift = np.where(shape.agrees & bounces, LEAST_LIFT_BOUNCING, LEAST_LIFT)
    agrees = shape.agrees | (bounces & (shape.agreement > CLEAR_WALK))
    return (shape.lift < LEAST_REACH / 2) & ~bounces, agrees & (shape.lift >= least_lift)


def longest(labels: tuple[Activity, ...], wanted: Activity) -> tuple[int, int]:
    """First and one-past-last frame of the longest unbroken stretch; (0, 0) for none.

    >>> longest(("walking", "running", "running", "walking"), "running")
    (1, 3)
    """
    best, start = (0, 0), 0
    for k, label in enumerate((*labels, None)):
        if label == wanted:
            continue
        if k - start > best[1] - best[0]:
            best = (start, k)
        start = k + 1
    return best
