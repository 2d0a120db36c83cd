"""Audits the times of the frames of a clip: rate, range, gaps, copies, and what is odd."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np

from formcheck.types import Floats, SlowMotion, Source, TimeBase, unbroken, usual_fps
from formcheck.types.said import Said
from formcheck.video.repeats import count_in

# By which the rate that the container claims may differ from those of its times; chosen by us.
SAME_RATE: Final = 0.03


def audited(
    source: Source, times_s: Floats, slow_motion: SlowMotion, notes: Sequence[str]
) -> TimeBase:
    """What was found out; `times_s` is real time, `notes` what was said while reading."""
    gaps_s = within(times_s) * slow_motion.factor
    base = TimeBase(
        fps=usual_fps(times_s) / slow_motion.factor,
        fps_range=(1 / float(gaps_s.max()), 1 / float(gaps_s.min())),
        capture=source.capture,
        repeated=count_in(notes),
        gaps_s=tuple(_breaks(times_s)),
    )
    odd = _odd(base, source.fps_nominal, slow_motion)
    return replace(base, warnings=(*source.warnings, *odd))


def within(times_s: Floats) -> Floats:
    """Seconds from frame to frame, without the gaps that break the clip."""
    gaps_s = np.concatenate([np.diff(times_s[stretch]) for stretch in unbroken(times_s)])
    return gaps_s if len(gaps_s) else np.diff(times_s)


def _breaks(times_s: Floats) -> Iterator[tuple[float, float]]:
    for before, after in pairwise(unbroken(times_s)):
        start_s, end_s = float(times_s[before.stop - 1]), float(times_s[after.start])
        yield start_s, end_s - start_s


def _odd(base: TimeBase, claimed_fps: float | None, slow_motion: SlowMotion) -> Iterator[str]:
    """One sentence for each thing that is odd about the times."""
    for start_s, length_s in base.gaps_s:
        yield (
            Said(
                "No pictures for {length_s:.1f} s at {start_s:.1f} s: nothing was counted across"
                " the gap, only the longest run without one was measured.",
                length_s=length_s,
                start_s=start_s,
            )
        )
    if claimed_fps is not None and not base.repeated and not base.gaps_s:
        slowest, fastest = base.fps_range
        if not (1 - SAME_RATE) * slowest <= claimed_fps <= (1 + SAME_RATE) * fastest:
            yield (
                Said(
                    "The file claims {claimed_fps:.4g} pictures a second, but they come"
                    " {fps:.4g} a second; their own times were used.",
                    claimed_fps=claimed_fps,
                    fps=base.fps,
                )
            )
    if slow_motion.warning:
        yield slow_motion.warning
