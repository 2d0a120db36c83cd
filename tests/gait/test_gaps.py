"""A gap in time ends a stretch of running: nothing is counted, folded or smoothed across it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from formula_clips import gait_of, joined, numbers, with_frames, with_noise
from formula_runner import Film, Stick, film

from formcheck.clean import clean, smooth
from formcheck.gait.unbroken import most_running
from formcheck.types import Track


def paused(first_s: float, second_s: float, pause_s: float, shift: float = 0.31) -> Track:
    """A recording that was paused: the runner goes on, at another phase of the stride."""
    one = film(Stick(), Film(seconds=first_s))
    two = film(Stick(), Film(seconds=second_s, first_strike_s=0.21 + shift))
    whole = with_noise(joined(one, two), 1.0)
    later = np.where(np.arange(len(whole.times_s)) < len(one.times_s), 0.0, pause_s)
    return replace(whole, times_s=whole.times_s + later)


@pytest.mark.parametrize("pause_s", [0.35, 0.5, 1.1, 4.0])
@pytest.mark.parametrize(("first_s", "second_s"), [(4.0, 6.0), (6.0, 4.0)])
def test_the_longer_run_is_measured_alone(pause_s, first_s, second_s):
    track = paused(first_s, second_s, pause_s)
    gait = gait_of(track)
    span = (0.0, first_s) if first_s > second_s else (first_s + pause_s, track.times_s[-1])
    assert all(span[0] - 0.05 <= c.strike_s <= span[1] + 0.05 for c in gait.contacts)
    assert gait.summary.steady_s[1] - gait.summary.steady_s[0] > 4.5
    assert gait.times_s[0] >= span[0] - 0.02 and gait.times_s[-1] <= span[1] + 0.02


def test_numbers_are_those_of_the_run_alone():
    alone = numbers(gait_of(with_noise(film(Stick(), Film(seconds=6.0)), 0.0)))
    found = numbers(gait_of(paused(6.0, 5.0, 2.0)))
    for key in ("cadence:both", "contact_time:right", "overstride:right", "trunk_lean:both"):
        low, high = found[key].interval95
        assert low <= alone[key].value <= high, key


def test_the_stretch_with_running_wins_over_a_longer_one_without():
    track = paused(4.0, 9.0, 2.0)
    xy = track.xy.copy()
    xy[240:] = xy[240]  # the second recording shows one who stands
    assert most_running(smooth(replace(track, xy=xy))) == slice(0, 240)


def test_nothing_is_smoothed_or_repaired_across_a_gap():
    track = paused(3.0, 3.0, 2.0)
    first = with_frames(track, np.arange(180))
    for made in (clean, smooth):
        whole, alone = made(track), made(first)
        assert np.array_equal(whole.xy[:180], alone.xy, equal_nan=True)
    both = clean(track)
    assert both.swaps_repaired == sum(
        clean(with_frames(track, part)).swaps_repaired
        for part in (np.arange(180), np.arange(180, 360))
    )


def test_lost_frames_are_no_gap():
    track = film(Stick(), Film(seconds=6.0))
    kept = np.delete(np.arange(360), [100, 101, 102, 200])
    lost = with_frames(track, kept)
    assert most_running(lost) == slice(0, 356)
    assert gait_of(lost).summary.steady_s[1] > 5.0
