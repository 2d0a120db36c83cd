"""Which frames show somebody else, or a guess, where the runner should be.

A network is sure of itself also when somebody walks past in front: it puts the runner's
landmarks on that body, or on what it remembers of bodies. What gives it away: the trunk
leaves its path, changes its length, jitters, or wears other clothes. Each of these is held
against what is usual for the same runner in the same clip; a frame that fails is not seen.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from formcheck.pose.people import colours_apart
from formcheck.pose.second_look import Sheet
from formcheck.skeleton import LANDMARKS
from formcheck.types import Bools, Floats, Span

# All chosen by us on rendered and filmed runners, alone and crossed by others.
HALF_S: Final = 1.5  # of the stretch over which paths are taken as straight
TRUNK_PER_HEIGHT: Final = 0.3
FEWEST: Final = 12  # frames that tell what is usual
BRIDGED_S: Final = 0.2  # between two doubtful frames the ones that pass are doubtful, too
NEAR_S: Final = 0.5  # a body that leaves the path jumps or changes within that time
GROWN_S: Final = 0.04  # before and after
SHORTEST_S: Final = 0.08  # of what is told to the user
_SHOULDERS: Final = [LANDMARKS.index("left_shoulder"), LANDMARKS.index("right_shoulder")]
_HIPS: Final = [LANDMARKS.index("left_hip"), LANDMARKS.index("right_hip")]


class Limit(NamedTuple):
    """What is too much: that many times the median, and at least so much."""

    times: float
    least: float


# largest over median in clips of one runner: place 1.8, trunk 4.8, jitter 3.1, thighs 4.7
PLACE: Final = Limit(2.4, 0.045)  # body heights off the path
TRUNK: Final = Limit(7.0, 0.09)  # change of the logarithm of its length
JITTER: Final = Limit(5.0, 0.02)  # second difference between frames, body heights
CLOTHES: Final = Limit(7.0, 20.0)  # of 255, on the thighs: arms cover the trunk's


def doubtful(sheet: Sheet, times_s: Floats) -> Bools:
    """(frames,), True where the pose, if any, is not to be believed."""
    known = np.isfinite(sheet.poses[:, 0, 0])
    if known.sum() < FEWEST:
        return np.zeros(len(known), bool)
    shoulders, hips = (sheet.poses[:, at, :2].mean(axis=1) for at in (_SHOULDERS, _HIPS))
    trunk = np.hypot(*(shoulders - hips).T)
    tall = float(np.nanmedian(trunk)) / TRUNK_PER_HEIGHT
    strange = (
        _beyond(TRUNK, _off_path(np.log(np.maximum(trunk, 1.0))[:, None], times_s))
        | _beyond(JITTER, _jitter(sheet.poses, tall))
        | _beyond(CLOTHES, _other_colour(sheet.colours[:, 3:]))
    )
    astray = _beyond(PLACE, _off_path((shoulders + hips) / 2 / tall, times_s))
    return _filled(strange | (astray & _near(strange, times_s)), times_s)


def hidden_spans(lost: Bools, times_s: Floats) -> tuple[Span, ...]:
    """From when to when the runner is hidden, s, of all that is long enough to be told."""
    edges = np.flatnonzero(np.diff(lost.astype(int), prepend=0, append=0)).reshape(-1, 2)
    frame_s = float(np.median(np.diff(times_s))) if len(times_s) > 1 else 0.0
    spans = [(float(times_s[a]), float(times_s[b - 1]) + frame_s) for a, b in edges]
    return tuple((round(a, 3), round(b, 3)) for a, b in spans if b - a >= SHORTEST_S)


def _beyond(limit: Limit, signal: Floats) -> Bools:
    """Where a signal (frames,) is more than usual for the clip; NaN is not."""
    usual = float(np.nanmedian(signal)) if np.isfinite(signal).any() else 0.0
    return np.nan_to_num(signal) > max(limit.least, limit.times * usual)


def _off_path(path: Floats, times_s: Floats) -> Floats:
    """Distance (frames,) of a path (frames, axes) from straight stretches through it."""
    off = np.full(path.shape, np.nan)
    known = np.flatnonzero(np.isfinite(path[:, 0]))
    at_s, points = times_s[known], path[known]
    starts, ends = (np.searchsorted(at_s, at_s + half) for half in (-HALF_S, HALF_S))
    for k, (start, end) in enumerate(zip(starts, ends, strict=True)):
        near = slice(start, end)
        off[known[k]] = points[k] - _line_at_zero(at_s[near] - at_s[k], points[near])
    return np.asarray(np.hypot.reduce(off, axis=1))


def _line_at_zero(at_s: Floats, points: Floats) -> Floats:
    """Where a straight path is at time 0, little moved by points far off it."""
    if len(at_s) < FEWEST:
        return np.median(points, axis=0)
    design = np.stack([np.ones_like(at_s), at_s], axis=1)
    weights = np.ones(len(at_s))
    fitted: Floats = np.zeros((2, points.shape[1]))
    for _ in range(5):
        weighted = design * weights[:, None]
        fitted = np.asarray(np.linalg.solve(weighted.T @ design, weighted.T @ points), float)
        off = np.hypot.reduce(points - design @ fitted, axis=1)
        usual = max(float(np.median(off)), 1e-6)
        weights = 1 / np.maximum(1.0, off / (1.5 * usual))
    return np.asarray(fitted[0])


def _jitter(poses: Floats, tall: float) -> Floats:
    """Second difference (frames,) of shoulders and hips, body heights; NaN beside gaps."""
    points = poses[:, _SHOULDERS + _HIPS, :2] / tall
    jitter = np.full(len(points), np.nan)
    jitter[1:-1] = np.hypot(*np.moveaxis(np.diff(points, 2, axis=0), 2, 0)).mean(axis=1)
    return jitter


def _other_colour(colours: Floats) -> Floats:
    """How far (frames,) from the usual colour, 0 to 255, whatever the light."""
    usual = np.nanmedian(colours, axis=0) if np.isfinite(colours).any() else np.zeros(3)
    return np.array([colours_apart(usual, colour) for colour in colours])


def _near(strange: Bools, times_s: Floats) -> Bools:
    """Where another sign is near: a camera that is moved leads off the path, too, but calmly."""
    near = np.zeros(len(strange), bool)
    for middle in times_s[strange]:
        near |= np.abs(times_s - middle) <= NEAR_S
    return near


def _filled(failing: Bools, times_s: Floats) -> Bools:
    """The failing frames with what lies between them, and a little around."""
    lost = failing.copy()
    at_s = times_s[failing]
    for start, end in pairwise(at_s):
        if end - start <= BRIDGED_S:
            lost |= (times_s >= start) & (times_s <= end)
    for middle in at_s:
        lost |= np.abs(times_s - middle) <= GROWN_S
    return lost
