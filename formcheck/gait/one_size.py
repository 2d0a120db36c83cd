"""The runner as large in the first frame as in the last.

Who comes nearer, goes away or is zoomed at changes size in the picture. Lengths are read in leg
lengths, so each frame is brought to the usual size, about the middle of the picture: that is
where a lens looks straight ahead, so places come out right as well.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Final

import numpy as np

from formcheck.gait.body import mid
from formcheck.skeleton import SIDES
from formcheck.types import Floats, Track

LEAST_DRIFT: Final = 0.04  # of the size over the clip; below it posture may be all; by us
CLEAR: Final = 3.0  # standard errors a drift must have; by us
APART_S: Final = 0.35  # apart from which sizes are taken as independent: a step; by us
STRAYS: Final = 3.0  # robust standard deviations
BONES: Final = (("hip", "knee"), ("knee", "ankle"))


def to_one_size(exact: Track, calm: Track) -> tuple[Track, Track, float]:
    """Both tracks with the runner of one size, and by what share it had changed.

    The change is 0.0, and the tracks are as they were, where none is clear.
    """
    size = size_trend(calm)
    if size is None:
        return exact, calm, 0.0
    usual = float(np.median(size))
    return _resized(exact, usual / size), _resized(calm, usual / size), float(np.ptp(size) / usual)


def size_trend(track: Track) -> Floats | None:
    """The runner's size over time, (frames,), 1 in the middle; None where no drift is clear.

    Trunk, thighs and shanks in the picture, each against its own median; a parabola through
    their logarithms, twice, the second time without strays. Over whole strides the bending of
    the legs is the same at either end.
    """
    sizes = _sizes(track)
    seen = np.isfinite(sizes)
    if seen.sum() < 3 * len(BONES):
        return None
    times = 2 * (track.times_s - track.times_s[0]) / (track.times_s[-1] - track.times_s[0]) - 1
    basis = np.stack([np.ones_like(times), times, times**2], axis=1)
    fit = np.linalg.lstsq(basis[seen], sizes[seen], rcond=None)[0]
    off = np.abs(sizes - basis @ fit)
    near = seen & (off <= STRAYS * 1.4826 * np.nanmedian(off))
    fit = np.linalg.lstsq(basis[near], sizes[near], rcond=None)[0]
    trend = basis @ fit
    drift = float(np.ptp(trend))
    strides = max(1.0, float(track.times_s[-1] - track.times_s[0]) / APART_S)
    error = float(np.std(sizes[near] - trend[near])) * 2 / np.sqrt(strides)
    if drift < max(LEAST_DRIFT, CLEAR * error):
        return None
    return np.asarray(np.exp(trend))


def _sizes(track: Track) -> Floats:
    """Mean logarithm of the lengths of trunk, thighs and shanks against their medians."""
    bones = [np.linalg.norm(mid(track, "shoulder") - mid(track, "hip"), axis=1)]
    for (upper, lower), side in product(BONES, SIDES):
        bones.append(np.linalg.norm(track[f"{side}_{upper}"] - track[f"{side}_{lower}"], axis=1))
    logs = []
    for bone in bones:
        seen = np.isfinite(bone) & (bone > 0)
        log = np.full(len(bone), np.nan)
        log[seen] = np.log(bone[seen])
        logs.append(log - (np.median(log[seen]) if seen.any() else 0.0))
    stacked = np.array(logs)
    counts = np.isfinite(stacked).sum(axis=0)
    total = np.nansum(stacked, axis=0)
    return np.where(counts >= len(BONES), total / np.maximum(counts, 1), np.nan)


def _resized(track: Track, factor: Floats) -> Track:
    middle = np.array(track.size_px) / 2
    xy = middle + (track.xy - middle) * factor[:, None, None]
    return replace(track, xy=xy, depth=track.depth * factor[:, None])
