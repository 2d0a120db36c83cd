"""Brings two runners to one clock: the phase of a stride, from landing to landing of one foot.

before  |--stance--|-----swing-----|   each stride of either runner
after   |-stance-|----swing----|       is shown as long as any other:
phase   0 %                      100 %
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.skeleton import Side, other
from formcheck.types import Floats, Study

MOST_STRIDES: Final = 4  # in a film; by us: two seconds each
UNLIKE: Final = 0.2  # of the usual stride: longer or shorter ones miss a landing; by us


@dataclass(frozen=True, slots=True)
class Strides:
    """Strides in a row of one runner, as a film shows them.

    Attributes
    ----------
    side : whose landings they begin and end with
    starts_s : (strides + 1,), the landings, real time
    down : parts of a stride in which each foot is on the ground, shares of it: side, from, to;
        to is NaN where it does not show when a foot leaves, as from behind
    """

    side: Side
    starts_s: Floats
    down: tuple[tuple[Side, float, float], ...]

    @property
    def length_s(self) -> float:
        """How long a stride lasts, real time."""
        return float(np.median(np.diff(self.starts_s)))

    def time_s(self, stride: int, phase: float) -> float:
        """When that share of that stride has passed."""
        start_s, end_s = self.starts_s[stride : stride + 2]
        return float(start_s + phase * (end_s - start_s))


def rows_of(study: Study, strides: Strides, n: int, per_stride: int) -> list[int]:
    """The row of the track to show at each picture of `n` strides: the nearest in time."""
    phases = np.arange(per_stride) / per_stride
    wanted = np.array([strides.time_s(k, phase) for k in range(n) for phase in phases])
    times_s = study.track.times_s
    after = np.clip(np.searchsorted(times_s, wanted), 1, len(times_s) - 1)
    is_nearer = wanted - times_s[after - 1] < times_s[after] - wanted
    return [int(row) for row in after - is_nearer]


def strides_of(study: Study, side: Side) -> Strides | None:
    """The strides in a row nearest to the middle of the running; None where there is none."""
    landings = _seen(study, [c.strike_s for c in study.analysis.gait.contacts if c.side == side])
    runs = [run for run in _runs(landings) if len(run) > 1]
    if not runs:
        return None
    most = min(MOST_STRIDES + 1, max(len(run) for run in runs))
    middle_s = sum(study.analysis.gait.steady_s) / 2
    parts = [run[k : k + most] for run in runs for k in range(len(run) - most + 1)]
    starts_s = np.array(min(parts, key=lambda part: abs(part[0] + part[-1] - 2 * middle_s)))
    return Strides(side, starts_s, tuple(_down(study, side, starts_s)))


def common_side(before: Study, after: Study) -> tuple[Side, Side]:
    """Whose landings the strides of each begin with: the near side; else both times the left."""
    return (before.analysis.gait.near_side or "left", after.analysis.gait.near_side or "left")


def _seen(study: Study, landings_s: Sequence[float]) -> list[float]:
    """Those within the track."""
    first_s, last_s = study.track.times_s[[0, -1]]
    return [s for s in landings_s if first_s <= s <= last_s]


def _runs(landings_s: Sequence[float]) -> list[list[float]]:
    """Landings in a row, none missed between."""
    if len(landings_s) < 2:
        return []
    usual_s = float(np.median(np.diff(landings_s)))
    runs = [[landings_s[0]]]
    for before_s, after_s in itertools.pairwise(landings_s):
        if abs(after_s - before_s - usual_s) > UNLIKE * usual_s:
            runs.append([])
        runs[-1].append(after_s)
    return runs


def _down(study: Study, side: Side, starts_s: Floats) -> list[tuple[Side, float, float]]:
    """The middle of when each foot lands and leaves."""
    found = []
    for foot in (side, other(side)):
        parts = [
            (
                (c.strike_s - start_s) / (end_s - start_s),
                np.nan if c.off_s is None else (c.off_s - start_s) / (end_s - start_s),
            )
            for c in study.analysis.gait.contacts
            for start_s, end_s in itertools.pairwise(starts_s)
            if c.side == foot and start_s <= c.strike_s < end_s
        ]
        if parts:
            begins, ends = np.array(parts).T
            known = ends[np.isfinite(ends)]
            end = float(np.median(known)) if len(known) else float("nan")
            found.append((foot, float(np.median(begins)), end))
    return found
