"""Repeating motion: peaks between frames, phases, and many strides folded into one.

Running repeats, and the frames of a video fall on other phases in each stride;
N strides at 30 frames a second together sample one stride as finely as one
stride filmed at N x 30. Folding fits harmonics of the stride to all of them.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.signal import butter, detrend, find_peaks, hilbert, periodogram, sosfiltfilt

from formcheck.types import Bools, Floats

MOST_HARMONICS: Final = 12
SAMPLES_PER_HARMONIC: Final = 25
STRAY: Final = 3.5  # robust standard deviations; further samples do not count
WIDEST_PHASE_GAP: Final = 0.08  # of a stride without any sample; harmonics would invent there


def peaks_s(signal: Floats, times_s: Floats, *, apart_s: float, share: float = 0.25) -> Floats:
    """Times of the maxima, between frames by a parabola through three samples.

    A maximum counts when it stands out by `share` of the signal's 5-95 % range
    and lies `apart_s` from a higher one. Gaps are bridged straight, and a peak
    beside a gap of more than two frames does not count.

    >>> t = np.arange(0, 3, 1 / 30)
    >>> peaks_s(np.cos(2 * np.pi * (t - 0.41)), t, apart_s=0.5).round(3)
    array([0.41, 1.41, 2.41])
    """
    seen = np.isfinite(signal)
    if seen.sum() < 5:
        return np.empty(0)
    frame_s = float(np.median(np.diff(times_s)))
    even_s = np.arange(times_s[seen][0], times_s[seen][-1] + frame_s / 2, frame_s)
    y = np.interp(even_s, times_s[seen], signal[seen])
    low, high = np.percentile(y, [5, 95])
    found, _ = find_peaks(
        y, prominence=max(share * (high - low), 1e-12), distance=max(1, round(apart_s / frame_s))
    )
    found = found[(found > 0) & (found < len(y) - 1)]
    before, at, after = y[found - 1], y[found], y[found + 1]
    shift = 0.5 * (before - after) / (before - 2 * at + after)
    moments = even_s[found] + shift * frame_s
    return np.asarray(moments[_between(moments, times_s[seen], 2.5 * frame_s)])


def _between(moments: Floats, seen_s: Floats, near_s: float) -> Bools:
    """Whether something was seen so shortly before and after each moment, (moments,)."""
    k = np.clip(np.searchsorted(seen_s, moments), 1, len(seen_s) - 1)
    return np.asarray((moments - seen_s[k - 1] <= near_s) & (seen_s[k] - moments <= near_s))


def phase_at(times_s: Floats, ticks_s: Floats) -> Floats:
    """Strides since the first tick, NaN outside the ticks, (times,).

    >>> phase_at(np.array([0.0, 1.0, 1.5, 2.4]), np.array([1.0, 2.0, 2.8]))
    array([nan, 0. , 0.5, 1.5])
    """
    phase = np.interp(times_s, ticks_s, np.arange(len(ticks_s), dtype=float))
    outside = (times_s < ticks_s[0]) | (times_s >= ticks_s[-1])
    return np.where(outside, np.nan, phase)


def harmonics_for(n_samples: int) -> int:
    """How many harmonics that many samples can carry."""
    return int(np.clip(n_samples // SAMPLES_PER_HARMONIC, 1, MOST_HARMONICS))


class Folding:
    """The phase of each frame, (frames,), ready to fold any landmark by; NaN counts nowhere."""

    def __init__(self, phase: Floats) -> None:
        self._phase = phase
        self._waves = _waves(np.nan_to_num(phase), MOST_HARMONICS)

    def typical(self, values: Floats, at: Floats) -> Floats:
        """Values of the typical stride at the phases `at`, (phases, ...).

        `values` is (frames, ...). NaN throughout when the samples leave more than
        `WIDEST_PHASE_GAP` of the stride bare.
        """
        flat = values.reshape(len(values), -1)
        seen = np.flatnonzero(np.isfinite(flat).all(axis=1) & np.isfinite(self._phase))
        if widest_gap(self._phase[seen]) > WIDEST_PHASE_GAP:
            return np.full((len(at), *values.shape[1:]), np.nan)
        harmonics = harmonics_for(len(seen))
        waves, flat, kept = self._waves[seen, : 1 + 2 * harmonics], flat[seen], np.arange(len(seen))
        weights = _least_squares(waves, flat)
        for _ in range(2):
            stray = np.linalg.norm(flat - waves @ weights, axis=1)
            usual = 1.4826 * float(np.median(stray[kept]))
            kept = np.flatnonzero(stray <= STRAY * usual + 1e-12)
            weights = _least_squares(waves[kept], flat[kept])
        folded = _waves(at, harmonics) @ weights
        return np.asarray(folded.reshape(len(at), *values.shape[1:]))


def widest_gap(phase: Floats) -> float:
    """The widest part of a stride without a sample, 0 to 1.

    >>> widest_gap(np.array([0.0, 0.25, 1.5, 2.75]))
    0.25
    """
    if not len(phase):
        return 1.0
    where = np.sort(phase % 1.0)
    return float(np.max(np.diff(where, append=where[0] + 1.0)))


def _waves(phase: Floats, harmonics: int) -> Floats:
    """One, then cosine and sine of each harmonic of the stride, (phases, 1 + 2 harmonics)."""
    turns = np.vander(np.exp(2j * np.pi * phase), harmonics + 1, increasing=True).view(np.float64)
    turns[:, 1] = 1.0  # beside the first one: the sine of nothing
    return np.ascontiguousarray(turns[:, 1:])


def _least_squares(basis: Floats, values: Floats) -> Floats:
    """By the normal equations: waves over whole strides stand nearly at right angles."""
    return np.asarray(np.linalg.lstsq(basis.T @ basis, basis.T @ values, rcond=None)[0])


def beat_hz(signal: Floats, times_s: Floats, band_hz: tuple[float, float]) -> float:
    """The strongest frequency within the band, Hz; NaN for too little signal.

    Power counts in proportion to frequency, so that a halt in the middle of a run, which
    is a slow beat of its own, does not pass for the steps.
    """
    seen = np.isfinite(signal)
    if seen.sum() < 8:
        return float("nan")
    _, y, rate_hz = _even(signal[seen], times_s[seen])
    nfft = max(len(y), 8192)
    hz, power = periodogram(detrend(y), rate_hz, window="hann", nfft=nfft)
    inside = (hz >= band_hz[0]) & (hz <= min(band_hz[1], 0.45 * rate_hz))
    if not inside.any():
        return float("nan")
    return float(hz[inside][(hz * power)[inside].argmax()])


def beat_phase(signal: Floats, times_s: Floats, hz: float) -> Floats:
    """Phase of the beat near that frequency, in cycles, 0 at a maximum, (frames,)."""
    seen = np.isfinite(signal)
    even_s, y, rate_hz = _even(signal[seen], times_s[seen])
    band = np.clip(np.array([0.7, 1.3]) * hz, 0.1, 0.49 * rate_hz)
    sos = butter(2, band, "band", fs=rate_hz, output="sos")
    narrow = sosfiltfilt(sos, y - y.mean(), padtype="even", padlen=min(len(y) - 1, int(rate_hz)))
    phase = np.unwrap(np.angle(hilbert(narrow))) / (2 * np.pi)
    return np.asarray(np.interp(times_s, even_s, _straight_ends(phase, round(rate_hz / hz))))


def _straight_ends(phase: Floats, beat: int) -> Floats:
    """The phase with its first and last beat carried on straight from the two beats inside.

    A filter and a Hilbert transform know nothing beyond the ends, and bend the phase there.
    """
    if len(phase) < 5 * beat:
        return phase
    out, frames = phase.copy(), np.arange(len(phase))
    for ends, inside in (
        (slice(0, beat), slice(beat, 3 * beat)),
        (slice(-beat, None), slice(-3 * beat, -beat)),
    ):
        out[ends] = np.polyval(np.polyfit(frames[inside], phase[inside], 1), frames[ends])
    return out


def _even(signal: Floats, times_s: Floats) -> tuple[Floats, Floats, float]:
    even_s = np.linspace(times_s[0], times_s[-1], len(times_s))
    rate_hz = (len(times_s) - 1) / (times_s[-1] - times_s[0])
    return even_s, np.interp(even_s, times_s, signal), rate_hz
