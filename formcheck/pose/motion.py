"""What a person does, told roughly from how the ankles move.

    runs    legs swing at a beat, and the foot behind is lifted high
    walks   legs swing at a beat, feet stay low
    stands  legs hardly swing
    moves   anything else

None of it looks at the clock: clips in slow motion show the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.pose.people import Person, usual_height
from formcheck.skeleton import LANDMARKS
from formcheck.types import Doing, Floats

# All chosen by us, on rendered runners and walkers of formulas; lengths in body heights.
FEWEST_POSES: Final = 6
LIVELIEST: Final = 0.25  # feet apart swing by more than this in any running; more is no merit
STILL: Final = 0.03  # the jitter of a network on somebody who stands is 0.01
LIFTED: Final = 0.14  # one ankle over the other: running 0.17 and more, walking 0.12 at most
ON_THE_BEAT: Final = 0.35  # share of the ankles' motion that one frequency explains
SHORTEST_S: Final = 0.7  # shorter sights show no beat
SLOWEST_HZ: Final = 5.0  # pictures a second that are needed to see a beat
UNKNOWN_BEAT: Final = 0.5
MOST_POSES: Final = 600  # of the middle are enough, and quick

_ANKLES: Final = [LANDMARKS.index("left_ankle"), LANDMARKS.index("right_ankle")]


@dataclass(frozen=True, slots=True)
class Motion:
    """How a person moves.

    Attributes
    ----------
    height_px : of the body standing, about
    swing : sd of the distance between the ankles, body heights
    lift : how far one ankle comes over the other, body heights
    beat : share of the swing that is one frequency and its double, 0 to 1; None when too
        few pictures show it
    apart : (poses,), distance between the ankles, body heights
    """

    height_px: float
    swing: float
    lift: float
    beat: float | None
    apart: Floats

    @property
    def does(self) -> Doing:
        """A rough word."""
        if len(self.apart) < FEWEST_POSES:
            return "unclear"
        if self.swing < STILL:
            return "stands"
        if self.beat is not None and self.beat < ON_THE_BEAT:
            return "moves"
        return "runs" if self.lift >= LIFTED else "walks"


def motion(person: Person, times_s: Floats) -> Motion:
    """How the person moves through the clip."""
    tall = usual_height(person)
    ankles = np.stack([pose[_ANKLES, :2] for pose in person.poses]).astype(float) / tall
    between = ankles[:, 0] - ankles[:, 1]
    apart = np.hypot(between[:, 0], between[:, 1])
    few = len(apart) < FEWEST_POSES
    return Motion(
        height_px=tall,
        swing=0.0 if few else float(np.std(apart)),
        lift=float(np.percentile(np.abs(between[:, 1]), 95)),
        beat=_beat(apart, times_s[person.frames]),
        apart=apart,
    )


def _beat(signal: Floats, at_s: Floats) -> float | None:
    """Share of a signal's variance that one frequency and its double explain."""
    middle = slice(max(0, (len(signal) - MOST_POSES) // 2), (len(signal) + MOST_POSES) // 2)
    signal, at_s = signal[middle], at_s[middle] - at_s[middle][0]
    span_s = float(at_s[-1])
    if span_s < SHORTEST_S or len(signal) < 12 or (len(signal) - 1) / span_s < SLOWEST_HZ:
        return None
    rest = signal - np.polyval(np.polyfit(at_s, signal, 1), at_s)
    total = float(rest @ rest)
    if total <= 0:
        return 0.0
    fastest_hz = min(5.0, len(signal) / span_s / 2.5)
    return max(
        _explained(rest, at_s, hz) / total for hz in np.arange(1.2 / span_s, fastest_hz, 0.1)
    )


def _explained(rest: Floats, at_s: Floats, hz: float) -> float:
    """How much of the squares of `rest` that frequency and its double explain."""
    turn = 2 * np.pi * hz * at_s
    waves = np.stack([np.cos(turn), np.sin(turn), np.cos(2 * turn), np.sin(2 * turn)], axis=1)
    fitted = waves @ np.linalg.lstsq(waves, rest, rcond=None)[0]
    return float(fitted @ rest)
