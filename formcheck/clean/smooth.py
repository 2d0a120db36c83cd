"""Zero-lag smoothing and short gaps, at the true times of the frames.

A cubic smoothing spline with a fixed penalty is, on even frames, exactly the
usual second-order Butterworth filter run forwards and backwards: both pass a
frequency f with the gain 1 / (1 + (f / f0)^4). The spline needs no even frames,
takes weights, and bridges gaps, so it serves phone videos as they come.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.linalg import solveh_banded

from formcheck.types import Bools, Floats, Track, unbroken

# -3 dB cut-offs, Hz, and longest bridged gap, s: running studies use 6-12 Hz, more for
# feet, whose contact would be blurred: 6 Hz there moves contact by more than 20 ms
# (force plates of doi:10.6084/m9.figshare.4543435).
CUTOFF_HZ: Final = {
    "shoulder": 6.0, "hip": 6.0, "knee": 8.0, "elbow": 8.0, "ankle": 10.0, "wrist": 10.0,
    "heel": 12.0, "foot_index": 12.0,
}  # fmt: skip
OTHER_CUTOFF_HZ: Final = 6.0
LONGEST_GAP_S: Final = {"heel": 0.10, "foot_index": 0.10, "ankle": 0.10}
OTHER_GAP_S: Final = 0.20
FEWEST_SAMPLES: Final = 5
TWO_PASSES: Final = 0.802  # f0 = -3 dB cut-off / 0.802 for the gain above


def smooth(track: Track) -> Track:
    """The track without jitter, without lag, and with its short gaps bridged.

    Each unbroken stretch of time by itself; nothing is carried across a gap.
    """
    parts = [track.part(stretch) for stretch in unbroken(track.times_s)]
    return replace(track, xy=np.concatenate([_smooth_all(part) for part in parts]))


def _smooth_all(track: Track) -> Floats:
    paths = [_smooth_one(track, k, name) for k, name in enumerate(track.names)]
    return np.stack(paths, axis=1)


def _smooth_one(track: Track, column: int, name: str) -> Floats:
    part = name.split("_", 1)[-1]
    weights = np.clip(track.visibility[:, column], 0.1, 1.0)
    return smoothed(
        track.times_s,
        track.xy[:, column],
        weights,
        cutoff_hz=CUTOFF_HZ.get(part, OTHER_CUTOFF_HZ),
        gap_s=LONGEST_GAP_S.get(part, OTHER_GAP_S),
    )


def smoothed(
    times_s: Floats, values: Floats, weights: Floats, *, cutoff_hz: float, gap_s: float
) -> Floats:
    """Values without what is faster than the cut-off; NaN in gaps longer than `gap_s`.

    `values` is (frames, ...) and NaN where nothing was seen.

    >>> t = np.arange(60) / 30
    >>> y = np.sin(2 * np.pi * t)
    >>> wiggly = y + 0.2 * np.where(np.arange(60) % 2, 1, -1)
    >>> z = smoothed(t, wiggly, np.ones(60), cutoff_hz=6.0, gap_s=0.1)
    >>> bool(np.abs(z - y)[5:-5].max() < 0.03)
    True
    """
    seen = np.asarray(np.isfinite(values.reshape(len(values), -1)).all(axis=1))
    out = np.full(values.shape, np.nan)
    if seen.sum() < FEWEST_SAMPLES:
        return out
    near = _bridged(times_s, seen, gap_s)
    frame_s = float(np.median(np.diff(times_s)))
    cutoff_hz = min(cutoff_hz, 0.45 / frame_s)
    penalty = 1.0 / (frame_s * (2 * np.pi * cutoff_hz / TWO_PASSES) ** 4)
    knots, bends = _spline(times_s[seen], values[seen], weights[seen], penalty)
    out[seen], bridged = knots, near & ~seen
    out[bridged] = _between(times_s[seen], knots, bends, times_s[bridged])
    return out


def _spline(
    times_s: Floats, values: Floats, weights: Floats, penalty: float
) -> tuple[Floats, Floats]:
    """The natural cubic smoothing spline at the samples (samples, ...), and its bends there.

    It makes sum(weights (values - spline)^2) + penalty * integral(spline''^2) smallest. By
    Reinsch 1967 (doi:10.1007/BF02162161):

    1. Q' takes the second difference round each inner sample, R is the matrix of
       integrals; the spline's second derivatives at the inner samples, its bends, solve
       (R + penalty Q' W^-1 Q) bends = Q' values, which has five diagonals.
    2. The spline is off the samples by penalty W^-1 Q bends.
    """
    gaps_s, flat = np.diff(times_s)[:, None], values.reshape(len(values), -1)
    bends = np.zeros(flat.shape)
    bends[1:-1] = solveh_banded(
        _five_diagonals(gaps_s[:, 0], weights, penalty),
        np.diff(np.diff(flat, axis=0) / gaps_s, axis=0),
    )
    off = np.diff(np.diff(bends, axis=0) / gaps_s, axis=0, prepend=0, append=0)
    knots = flat - penalty * off / weights[:, None]
    return knots.reshape(values.shape), bends.reshape(values.shape)


def _five_diagonals(gaps_s: Floats, weights: Floats, penalty: float) -> Floats:
    """R + penalty Q' W^-1 Q as `solveh_banded` takes it, (3, samples - 2)."""
    before, after = 1 / gaps_s[:-1], 1 / gaps_s[1:]
    column = np.stack([before, -before - after, after])  # of Q: on three samples in a row
    eased = column / sliding_window_view(weights, 3).T
    bands = np.zeros(column.shape)
    bands[2] = (gaps_s[:-1] + gaps_s[1:]) / 3 + penalty * np.sum(column * eased, axis=0)
    bands[1, 1:] = gaps_s[1:-1] / 6 + penalty * np.sum(column[1:, :-1] * eased[:2, 1:], axis=0)
    bands[0, 2:] = penalty * column[2, :-2] * eased[0, 2:]
    return bands


def _between(times_s: Floats, knots: Floats, bends: Floats, at_s: Floats) -> Floats:
    """Cubics through (samples, ...) with these second derivatives, (moments, ...)."""
    k = np.clip(np.searchsorted(times_s, at_s) - 1, 0, len(times_s) - 2)
    gap_s = (times_s[k + 1] - times_s[k]).reshape(-1, *[1] * (knots.ndim - 1))
    late = (at_s - times_s[k]).reshape(gap_s.shape) / gap_s
    early = 1 - late
    bent = (early**3 - early) * bends[k] + (late**3 - late) * bends[k + 1]
    return np.asarray(early * knots[k] + late * knots[k + 1] + bent * gap_s**2 / 6)


def _bridged(times_s: Floats, seen: Bools, gap_s: float) -> Bools:
    """Frames that were seen, or lie in a gap no longer than `gap_s`, (frames,) bool."""
    at = times_s[seen]
    after = np.searchsorted(at, times_s)
    inside = (after > 0) & (after < len(at))
    gap = np.full(len(times_s), np.inf)
    gap[inside] = at[after[inside]] - at[after[inside] - 1]
    return np.asarray(seen | (gap <= gap_s))
