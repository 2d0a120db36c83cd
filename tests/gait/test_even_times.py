"""Even times for pictures that a converter spread, where the runner proves them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from formula_clips import gait_of, numbers, with_frames, with_noise
from formula_runner import Film, Stick, film

from formcheck.gait import evened
from formcheck.types import Track


def converted(fps: float, shown_fps: float, noise_px: float = 1.0) -> Track:
    """A runner filmed at a rate, each picture at the time at which the converter shows it first."""
    track = with_noise(film(Stick(), Film(fps=fps, seconds=8.0)), noise_px)
    first = np.ceil(np.arange(len(track.times_s)) * shown_fps / fps - 1e-9)
    return replace(track, times_s=first / shown_fps)


@pytest.mark.parametrize(("fps", "shown_fps"), [(24.0, 30.0), (25.0, 30.0), (24.0, 60.0)])
def test_even_times_come_back(fps: float, shown_fps: float) -> None:
    shown = converted(fps, shown_fps)
    even = evened(shown, n_repeated=40)
    true_s = np.arange(len(even.times_s)) / fps
    assert np.ptp(even.times_s - true_s) < 1e-3
    assert np.abs(even.times_s - shown.times_s).max() <= 1.0 / shown_fps


def test_they_make_contact_times_truer() -> None:
    true = numbers(gait_of(film(Stick(), Film(fps=24.0, seconds=8.0))))
    shown = converted(24.0, 30.0, noise_px=0.0)
    spread, even = (numbers(gait_of(t)) for t in (shown, evened(shown, 40)))
    key = "overstride:right"
    assert even[key].value == pytest.approx(true[key].value, abs=0.05)
    off = abs(spread[key].value - true[key].value)
    assert abs(even[key].value - true[key].value) < off


def test_pictures_really_lost_keep_their_times() -> None:
    """A camera that loses every fifth picture and shows the one before again."""
    track = with_noise(film(Stick(), Film(fps=30.0, seconds=8.0)), 1.0)
    kept = np.array([k for k in range(len(track.times_s)) if k % 5 != 4])
    lost = with_frames(track, kept)
    assert evened(lost, n_repeated=len(track.times_s) - len(kept)) is lost


def test_irregular_copies_keep_their_times() -> None:
    track = film(Stick(), Film(fps=30.0, seconds=8.0))
    kept = np.sort(np.random.default_rng(3).permutation(240)[:190])
    lost = with_frames(track, kept)
    assert evened(lost, 50) is lost


def test_without_copies_nothing_is_touched() -> None:
    shown = converted(24.0, 30.0)
    assert evened(shown, 0) is shown
    even = film(Stick(), Film(fps=30.0))
    assert evened(even, 9) is even
