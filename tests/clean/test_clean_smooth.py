"""Smoothing: no lag, the promised cut-off, short gaps bridged, long ones left."""

from __future__ import annotations

import numpy as np
import pytest
from formula_clips import unseen, with_frames, with_noise
from formula_runner import Film, Stick, film
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import make_smoothing_spline

from formcheck.clean import smooth
from formcheck.clean.smooth import smoothed
from formcheck.skeleton import LANDMARKS

RATES = (30.0, 60.0, 120.0)


def response(times_s: np.ndarray, hz: float, cutoff_hz: float) -> complex:
    """Gain and phase of a sine of that frequency, from the middle of the clip."""
    wave = np.exp(2j * np.pi * hz * times_s)
    both = np.stack([wave.real, wave.imag], axis=1)
    out = smoothed(times_s, both, np.ones(len(times_s)), cutoff_hz=cutoff_hz, gap_s=0.1)
    inner = slice(len(times_s) // 5, -len(times_s) // 5)
    return complex(np.mean((out[:, 0] + 1j * out[:, 1])[inner] / wave[inner]))


@pytest.mark.parametrize("fps", RATES)
@given(hz=st.floats(0.5, 5.0))
def test_a_sine_keeps_its_phase(fps: float, hz: float) -> None:
    found = response(np.arange(int(8 * fps)) / fps, hz, 6.0)
    assert abs(np.angle(found)) / (2 * np.pi * hz) < 0.0005  # seconds of lag


@given(hz=st.floats(0.5, 5.0), seed=st.integers(0, 99))
def test_uneven_frames_have_no_lag_either(hz: float, seed: int) -> None:
    times_s = np.cumsum(np.random.default_rng(seed).uniform(0.5, 1.5, 480)) / 60
    found = response(times_s, hz, 8.0)
    assert abs(np.angle(found)) / (2 * np.pi * hz) < 0.001


@pytest.mark.parametrize("fps", RATES)
@pytest.mark.parametrize("cutoff", [6.0, 10.0])
def test_the_gain_is_that_of_the_usual_filter(fps: float, cutoff: float) -> None:
    times_s = np.arange(int(8 * fps)) / fps
    assert abs(response(times_s, cutoff, cutoff)) == pytest.approx(2**-0.5, abs=0.06)
    assert abs(response(times_s, cutoff / 4, cutoff)) == pytest.approx(1.0, abs=0.01)
    if fps >= 60:
        assert abs(response(times_s, 2.5 * cutoff, cutoff)) < 0.1


@pytest.mark.parametrize(
    ("name", "gap_s", "bridged"),
    [("right_heel", 0.08, True), ("right_heel", 0.15, False),
     ("right_knee", 0.15, True), ("right_knee", 0.30, False)],
)  # fmt: skip
def test_short_gaps_are_bridged_and_long_ones_stay_open(
    name: str, gap_s: float, bridged: bool
) -> None:
    track = film()
    first = 120
    gap = slice(first, first + round(gap_s * 60) - 1)
    found = smooth(unseen(track, gap, name))
    assert np.isfinite(found[name][gap]).all() == bridged
    assert np.isnan(found[name][gap]).all() == (not bridged)
    if bridged:
        assert np.abs(found[name][gap] - track[name][gap]).max() < 0.06 * 290


def test_the_ends_are_not_made_up() -> None:
    track = unseen(film(), slice(0, 9), "left_knee")
    found = smooth(track)
    assert np.isnan(found["left_knee"][:9]).all()
    assert np.isfinite(found["left_knee"][9:]).all()


def test_too_few_samples_give_nothing() -> None:
    track = unseen(film(), slice(4, None), "nose")
    assert np.isnan(smooth(track)["nose"]).all()


@pytest.mark.parametrize("fps", RATES)
def test_jitter_is_made_smaller_and_the_motion_kept(fps: float) -> None:
    track = film(Stick(), Film(fps=fps))
    noisy = with_noise(track, 3.0)
    for name in ("left_hip", "right_ankle", "right_wrist"):
        before = np.abs(noisy[name] - track[name])[6:-6].mean()
        after = np.abs(smooth(noisy)[name] - track[name])[6:-6].mean()
        assert after < before


def test_dropped_frames_do_not_move_the_rest() -> None:
    track = film(Stick(), Film(fps=60.0))
    kept = np.random.default_rng(1).random(len(track.times_s)) > 0.15
    column = LANDMARKS.index("right_heel")
    whole, thinned = smooth(track).xy[kept, column], smooth(with_frames(track, kept)).xy[:, column]
    assert np.nanmedian(np.abs(whole - thinned)) < 0.01 * 290


@given(fps=st.floats(10.0, 240.0), cutoff_hz=st.floats(2.0, 12.0), seed=st.integers(0, 99))
def test_it_is_the_smoothing_spline_of_scipy(fps: float, cutoff_hz: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    times_s = (np.arange(200) + rng.uniform(-0.3, 0.3, 200)) / fps
    path_px, weights = rng.normal(500.0, 50.0, (200, 2)), rng.uniform(0.1, 1.0, 200)
    seen = rng.random(200) > 0.1
    path_px[~seen] = np.nan
    found = smoothed(times_s, path_px, weights, cutoff_hz=cutoff_hz, gap_s=1000.0)
    frame_s = float(np.median(np.diff(times_s)))
    penalty = 1 / (frame_s * (2 * np.pi * min(cutoff_hz, 0.45 / frame_s) / 0.802) ** 4)
    spline = make_smoothing_spline(times_s[seen], path_px[seen], weights[seen], lam=penalty)
    inner = np.isfinite(found[:, 0])
    assert inner.sum() >= 198
    assert found[inner] == pytest.approx(spline(times_s[inner]), abs=1e-6)
